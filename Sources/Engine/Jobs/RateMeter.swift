import Foundation

/// Units per second over the last few seconds, and the time to go.
struct RateMeter {
  /// What happened this long ago counts for 1/e.
  static let memory = 8.0

  private var phase: String?
  private var last = (done: 0, time: 0.0)
  private var units = 0.0
  private var seconds = 0.0

  /// Fills in what the experiment left open.
  ///
  /// - Parameter time: seconds of the job's own clock, which stands still while the job is paused.
  mutating func complete(_ progress: Progress, at time: Double) -> Progress {
    if progress.phase != phase || progress.done < last.done {
      phase = progress.phase
      (units, seconds) = (0, 0)
    } else if time > last.time {
      let fading = exp(-(time - last.time) / Self.memory)
      units = units * fading + Double(progress.done - last.done)
      seconds = seconds * fading + (time - last.time)
    } else {
      units += Double(progress.done - last.done)
    }
    last = (progress.done, time)
    var completed = progress
    if completed.rate == nil, seconds > 0, units > 0 { completed.rate = units / seconds }
    if completed.remaining == nil, let rate = completed.rate, rate > 0 {
      completed.remaining = Double(max(0, progress.total - progress.done)) / rate
    }
    return completed
  }
}
