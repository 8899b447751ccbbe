import Catalog
import Engine
import TerminalUI

/// Which recorded run to play, and how.
public struct ReplayRequest: Sendable, Equatable {
  public var run: JobID
  /// Seconds of play a second.
  public var speed: Double
  /// Where to begin: standing still, unless it is the beginning.
  public var start: ReplayPoint?

  /// - Throws: ``UserError`` for a speed out of range.
  public init(run: JobID, speed: Double = 4, start: ReplayPoint? = nil) throws {
    guard speed.isFinite, (0.01...10_000).contains(speed) else {
      throw UserError("speed: found \(speed), expected 0.01…10000")
    }
    self.run = run
    self.speed = speed
    self.start = start
  }
}

extension Workbench {
  /// Opens a recording instead of the store.
  func open(_ request: ReplayRequest) throws {
    let timeline = try Timeline(request.run, in: engine.store)
    let whole = timeline.run(after: timeline.count)
    state.open(
      replay: ReplayState(timeline, speed: request.speed),
      beside: [whole.model].compactMap { $0 }.compactMap { RunState($0, in: engine.store) })
    guard let start = request.start else { return }
    state.reduceReplay(.point(start))
    state.reduceReplay(.toggle)
  }
}

extension Timeline {
  /// The recording of a stored run.
  ///
  /// - Throws: ``UserError`` when it cannot be read or holds nothing.
  init(_ job: JobID, in store: RunStore) throws {
    let folder = try store.folder(job)
    var events = Array(try folder.recording())
    guard let last = events.max(by: { $0.sequence < $1.sequence }) else {
      throw UserError("\(folder.path): its recording holds no events yet")
    }
    // A death that the stream could not record.
    if folder.status == .interrupted, !last.payload.isEnding {
      let end = EventPayload.ended(Ending(.interrupted))
      events.append(Event(job: last.job, sequence: last.sequence + 1, time: last.time, payload: end))
    }
    self.init(job, events: events)
  }
}

extension RunState {
  /// A stored run as it ended; nil when there is none of that name or it cannot be read.
  init?(_ job: JobID, in store: RunStore) {
    guard let timeline = try? Timeline(job, in: store) else { return nil }
    self = timeline.run(after: timeline.count)
  }
}

extension EventPayload {
  fileprivate var isEnding: Bool { if case .ended = self { true } else { false } }
}
