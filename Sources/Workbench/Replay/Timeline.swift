import Engine

/// A recorded run laid out in time: the state after any number of its events, exactly and at once.
///
/// The state at a position is the fold of the events up to it. Checkpoints of the fold lie along the way, so that going
/// back in a long run folds a small part of it again and not all.
public struct Timeline: Sendable {
  public let job: JobID
  /// In the order of their sequence, which is that in which they happened.
  public let events: [Event]
  /// Seconds of play from the first event to each; never falling. What is idle is cut short, see ``idleShown``.
  public let times: [Double]
  /// The state after `index * stride` events.
  private let checkpoints: [RunState]
  private let stride: Int

  /// Of a pause, and of the time between an interruption and the resumption, no more than this is played.
  public static let idleShown = 1.0
  private static let mostCheckpoints = 48

  /// - Parameter events: in any order; what is not of the job is left out.
  public init(_ job: JobID, events: some Sequence<Event>) {
    let ordered = events.filter { $0.job == job }.sorted { $0.sequence < $1.sequence }
    self.job = job
    self.events = ordered
    times = Self.times(of: ordered)
    let stride = max(32, (ordered.count + Self.mostCheckpoints - 1) / Self.mostCheckpoints)
    var run = RunState(job)
    var checkpoints: [RunState] = []
    for (index, event) in ordered.enumerated() {
      if index % stride == 0 { checkpoints.append(run) }
      run.apply(event)
    }
    self.stride = stride
    self.checkpoints = checkpoints
  }

  private static func times(of events: [Event]) -> [Double] {
    var position = 0.0
    return events.indices.map { index in
      guard index > 0 else { return 0 }
      var step = max(0, events[index].time - events[index - 1].time)
      switch events[index - 1].payload {
      case .paused, .ended: step = min(step, idleShown)
      default: break
      }
      position += step.isFinite ? step : 0
      return position
    }
  }

  public var count: Int { events.count }
  /// Seconds of play.
  public var duration: Double { times.last ?? 0 }

  /// How many events have happened at a position.
  public func count(at position: Double) -> Int {
    var low = 0
    var high = times.count
    while low < high {
      let middle = (low + high) / 2
      if times[middle] <= position { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The position at which exactly `count` events or, where several share their time, a few more have happened.
  public func position(after count: Int) -> Double {
    count <= 0 || times.isEmpty ? 0 : times[min(count, times.count) - 1]
  }

  /// The fold of the first `count` events.
  public func run(after count: Int) -> RunState { advance(nil, to: count) }

  /// The same, going on from a state that is known.
  func advance(_ known: (run: RunState, count: Int)?, to wanted: Int) -> RunState {
    let wanted = min(max(0, wanted), events.count)
    guard wanted > 0 else { return RunState(job) }
    let place = min(wanted / stride, checkpoints.count - 1)
    var (run, done) = (checkpoints[place], place * stride)
    if let known, known.count >= done, known.count <= wanted { (run, done) = known }
    for event in events[done..<wanted] { run.apply(event) }
    return run
  }

  /// Seconds since 1970 at a position.
  public func clock(at position: Double) -> Double {
    let count = count(at: position)
    guard count > 0 else { return events.first?.time ?? 0 }
    let event = events[count - 1]
    guard count < events.count else { return event.time }
    return min(events[count].time, event.time + max(0, position - times[count - 1]))
  }
}

extension Timeline: Equatable {
  /// One recording is not held twice: the ends tell two apart.
  public static func == (first: Timeline, second: Timeline) -> Bool {
    first.job == second.job && first.count == second.count && first.events.last == second.events.last
  }
}
