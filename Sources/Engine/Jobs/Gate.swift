import Catalog
import Foundation

/// Where a job meets what is asked of it: pause, resume, step, stop. The job's thread waits here and nowhere else.
final class Gate: @unchecked Sendable {  // every variable is touched under `condition` only
  enum Stop { case cancel, interrupt }

  private let condition = NSCondition()
  private var paused = false
  private var steps = 0
  private var stopped: Stop?

  var stop: Stop? { locked { stopped } }
  var isPaused: Bool { locked { paused } }

  func pause() {
    locked {
      paused = true
      steps = 0
    }
  }
  func resume() { locked { paused = false } }

  /// One checkpoint further, then paused.
  func step() {
    locked {
      if paused { steps += 1 }
      paused = true
    }
  }

  /// The first reason stays.
  func stop(_ reason: Stop) { locked { stopped = stopped ?? reason } }

  /// Returns at once unless the job is paused; then waits for a resume or a step.
  ///
  /// - Parameter waiting: called with true before the wait, and with false after it.
  /// - Throws: ``JobCancelled``
  func pass(waiting: (Bool) -> Void) throws {
    var hasWaited = false
    defer { if hasWaited { waiting(false) } }
    while true {
      condition.lock()
      if stopped == nil, paused, steps == 0, hasWaited { condition.wait() }
      let (isStopped, isPaused, isStep) = (stopped != nil, paused, paused && steps > 0)
      if isStep { steps -= 1 }
      condition.unlock()
      if isStopped { throw JobCancelled() }
      if !isPaused || isStep { return }
      if !hasWaited {
        hasWaited = true
        waiting(true)
      }
    }
  }

  /// Sleeps until `deadline` in monotonic seconds, or until `isNeeded` says no (asked every 20 ms), a pause or a stop.
  func rest(until deadline: Double, while isNeeded: () -> Bool) {
    condition.lock()
    defer { condition.unlock() }
    while stopped == nil, !paused, isNeeded() {
      let left = deadline - Clock.monotonic()
      if left <= 0 { return }
      _ = condition.wait(until: Date(timeIntervalSinceNow: min(left, 0.02)))
    }
  }

  private func locked<T>(_ body: () -> T) -> T {
    condition.lock()
    defer {
      condition.broadcast()
      condition.unlock()
    }
    return body()
  }
}
