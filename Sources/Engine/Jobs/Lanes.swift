import Catalog

/// The engine's jobs: who waits, who runs, how each ended.
struct Lanes {
  enum State: Equatable {
    case queued, running
    case ended(Ending)
  }
  struct Entry {
    /// Nil once it has ended and everybody has been told: a session may see thousands of jobs, and how one ended is all
    /// that is asked of it then.
    var job: Job?
    let isStored: Bool
    var state: State
  }

  private(set) var entries: [JobID: Entry] = [:]
  /// In the order of their coming.
  private var waiting: [Job] = []
  private var running: [Priority: JobID] = [:]
  var isClosed = false

  var active: [Job] {
    entries.values.filter { $0.state == .queued || $0.state == .running }.compactMap(\.job)
  }

  mutating func add(_ job: Job) {
    entries[job.id] = Entry(job: job, isStored: job.folder != nil, state: .queued)
    waiting.append(job)
  }

  /// The jobs that may start now, marked as running.
  mutating func next() -> [Job] {
    guard !isClosed else { return [] }
    var starting: [Job] = []
    for job in waiting where running[job.description.priority] == nil && !job.gate.isPaused {
      running[job.description.priority] = job.id
      entries[job.id]?.state = .running
      starting.append(job)
    }
    waiting.removeAll { job in starting.contains { $0 === job } }
    return starting
  }

  /// Takes a job that still waits out of its lane.
  mutating func withdraw(_ id: JobID) -> Bool {
    guard let place = waiting.firstIndex(where: { $0.id == id }) else { return false }
    waiting.remove(at: place)
    return true
  }

  mutating func end(_ id: JobID, _ ending: Ending) {
    guard let priority = entries[id]?.job?.description.priority else { return }
    entries[id]?.state = .ended(ending)
    if running[priority] == id { running[priority] = nil }
  }

  /// Lets go of a job that has ended, and of all that it holds.
  mutating func release(_ id: JobID) {
    if case .ended? = entries[id]?.state { entries[id]?.job = nil }
  }
}
