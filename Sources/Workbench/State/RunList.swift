import Engine

/// All runs the workbench knows, newest first.
public struct RunList: Sendable, Equatable {
  public private(set) var order: [JobID] = []
  private var states: [JobID: RunState] = [:]

  public init() {}

  public subscript(job: JobID) -> RunState? { states[job] }

  public var all: [RunState] { order.compactMap { states[$0] } }

  /// What the Runs screen lists: everything but what a person merely browsed.
  public var listed: [RunState] { all.filter { !$0.isBrowsed } }

  /// The runs of which the whole stream is held.
  var whole: [JobID] { order.filter { states[$0]?.isWhole == true } }

  mutating func thin(_ job: JobID) { update(job) { $0.thin() } }

  public var live: [RunState] { all.filter(\.status.isLive) }

  public mutating func apply(_ event: Event) {
    if states[event.job] == nil {
      states[event.job] = RunState(event.job)
      order.insert(event.job, at: 0)
    }
    states[event.job]?.apply(event)
  }

  /// Puts a run read from the store in its place by time.
  public mutating func insert(_ run: RunState) {
    if states.updateValue(run, forKey: run.job) == nil {
      let time = run.queuedAt ?? 0
      let place = order.firstIndex { (states[$0]?.queuedAt ?? 0) <= time } ?? order.endIndex
      order.insert(run.job, at: place)
    }
  }

  public mutating func update(_ job: JobID, _ change: (inout RunState) -> Void) {
    guard var run = states.removeValue(forKey: job) else { return }
    change(&run)
    states[job] = run
  }

  public mutating func remove(_ job: JobID) {
    states[job] = nil
    order.removeAll { $0 == job }
  }

  /// The newest run that examines the network of `model` and satisfies the condition.
  func newest(of model: JobID, where condition: (RunState) -> Bool) -> RunState? {
    all.first { $0.model == model && condition($0) }
  }
}
