import Catalog
import Dispatch
import Foundation
import Synchronization

/// Sets up per-thread state of a library around a job, calls the job once, and restores the state.
public typealias JobSurrounding = @Sendable (_ body: () -> Void) -> Void

/// What is noted in each `run.json` beside the settings.
public struct RunEnvironment: Sendable {
  /// Of everything that the figures may depend on: `halftone`, `libtorch`, …
  public var versions: [String: String]
  public var threads: Int?

  public init(versions: [String: String] = [:], threads: Int? = nil) {
    self.versions = versions
    self.threads = threads
  }
}

/// Runs experiments as jobs: each one long synchronous block on a queue of its own.
///
/// There is a lane for each ``Priority``, first come, first served, and one job of a lane runs at a time. So a person's
/// glance (`interactive`) never waits for a training (`normal`), and a sweep in the `background` runs beside both but
/// takes at most a twelfth of the time while they work. A paused job keeps its lane. Thread-safe; nothing here waits for
/// a job except ``wait(for:timeout:)`` and ``shutdown(interrupting:timeout:)``.
public final class Engine: Sendable {
  public let store: RunStore
  public let bus = EventBus()
  public let experiments: [any Experiment]

  /// What the experiments' libraries compute with.
  public let threads: Int?
  private let environment: @Sendable () throws -> RunEnvironment
  private let around: JobSurrounding
  private let tidying: @Sendable () -> Void
  private let foreground = Foreground()
  private let lanes = Mutex(Lanes())
  /// Ends jobs that never started and tidies, so that the caller need not wait.
  private let clerk = DispatchQueue(label: "halftone.engine")
  private let preparing = DispatchGroup()

  /// - Parameters:
  ///   - threads: the experiments' libraries' number, which they are asked for; noted before a job begins, so that a
  ///     run killed at once is resumed with as many.
  ///   - environment: noted in each run. Asked for on the job's thread, before anything else of the job, and may take its
  ///     time at first: loading the experiments' libraries belongs here. What it throws is the job's end.
  ///   - around: what the experiments' libraries need on each job's thread.
  ///   - tidying: what gives back memory that was freed; see ``tidy()``.
  public init(
    store: RunStore, experiments: [any Experiment], threads: Int? = nil,
    environment: @escaping @Sendable () throws -> RunEnvironment = { RunEnvironment() },
    around: @escaping JobSurrounding = { $0() }, tidying: @escaping @Sendable () -> Void = {}
  ) {
    self.store = store
    self.experiments = experiments
    self.threads = threads
    self.environment = environment
    self.around = around
    self.tidying = tidying
  }

  /// Begins on a thread of its own what the first job would have to wait for. Its failure is the first job's to say.
  public func prepare() {
    DispatchQueue(label: "halftone.prepare").async(group: preparing) { [environment] in
      _ = try? environment()
    }
  }

  /// Gives memory that was freed back to the system, on a thread of its own. For moments in which nobody waits: it takes
  /// some milliseconds, in which whoever wants memory waits.
  public func tidy() { clerk.async { [tidying] in tidying() } }

  /// Does what is asked and returns at once; what follows comes as events.
  ///
  /// - Returns: the job that it concerns.
  /// - Throws: ``UserError`` for an unknown experiment or job, a value that the card does not allow, a store that
  ///   cannot be written, a run that cannot be restarted, or an engine that is shutting down.
  @discardableResult
  public func perform(_ command: Command) throws -> JobID {
    switch command {
    case .start(let experiment, let settings, let priority, let stored):
      return try start(experiment, settings, priority, isStored: stored)
    case .restart(let id): return try restart(id)
    case .pause(let id):
      let job = try active(id)
      job.gate.pause()
      if isQueued(id) { job.post(.paused) }
      return id
    case .resume(let id):
      let job = try active(id)
      let wasPaused = job.gate.isPaused
      job.gate.resume()
      if wasPaused, isQueued(id) { job.post(.resumed) }
      pump()
      return id
    case .step(let id):
      try active(id).gate.step()
      pump()
      return id
    case .cancel(let id):
      stop(try active(id), .cancel)
      return id
    }
  }

  /// The jobs that wait or run, by id.
  public var activeJobs: [JobID] { lanes.withLock { $0.active.map(\.id) }.sorted() }

  /// Waits for a job's end.
  ///
  /// - Returns: nil when the job is unknown or did not end within `timeout` seconds.
  public func wait(for id: JobID, timeout: Double? = nil) -> Ending? {
    let deadline = timeout.map { DispatchTime.now() + $0 } ?? .distantFuture
    if let job = lanes.withLock({ $0.entries[id]?.job }) {
      guard job.finished.wait(timeout: deadline) == .success else { return nil }
    }
    if case .ended(let ending)? = lanes.withLock({ $0.entries[id]?.state }) { return ending }
    return nil
  }

  /// A stored run's events so far, those of a running job included.
  ///
  /// - Throws: ``UserError`` when there is no such run, or it is not stored.
  public func recording(of id: JobID) throws -> Recording {
    guard let entry = lanes.withLock({ $0.entries[id] }) else { return try store.folder(id).recording() }
    guard entry.isStored else { throw UserError("\(id): is not stored; its events were not kept") }
    return try (entry.job?.folder ?? store.folder(id)).recording()
  }

  /// Starts no more jobs, stops all at their next checkpoint and waits for their ends.
  ///
  /// - Parameters:
  ///   - interrupting: the runs count as interrupted, so that a later start offers to go on; otherwise as cancelled.
  ///   - timeout: seconds to wait. A job that takes longer counts as interrupted once the process is gone.
  /// - Returns: whether all ended in time.
  @discardableResult
  public func shutdown(interrupting: Bool = true, timeout: Double = 10) -> Bool {
    let jobs = lanes.withLock { lanes in
      lanes.isClosed = true
      return lanes.active
    }
    for job in jobs { stop(job, interrupting ? .interrupt : .cancel) }
    let deadline = DispatchTime.now() + timeout
    // The process is about to end, and libraries are not to be loaded and torn down at once.
    _ = preparing.wait(timeout: deadline)
    return jobs.allSatisfy { $0.finished.wait(timeout: deadline) == .success }
  }

  // MARK: Starting

  private func start(
    _ name: String, _ given: Settings, _ priority: Priority, isStored: Bool
  ) throws -> JobID {
    let experiment = try find(name)
    // Once more through the card: the command may come from another version's recording.
    var settings = Settings(experiment.card)
    for (name, value) in given.values.sorted(by: { $0.key < $1.key }) {
      try settings.set(name, value.spelled, on: experiment.card)
    }
    let description = JobDescription(
      experiment: name, title: experiment.title(settings), settings: settings, priority: priority)
    let now = Clock.now()
    guard isStored else {
      let id = RunStore.newID(name, at: now)
      return try queue(
        Job(
          id: id, description: description, experiment: experiment, folder: nil, lock: nil, isResumed: false,
          bus: bus))
    }
    try refuseIfClosed()
    let record = RunRecord(
      experiment: name, title: description.title, settings: settings.json, priority: priority,
      seed: settings.seed, versions: [:], threads: threads, created: now)
    let (folder, lock) = try store.create(record)
    return try queue(
      Job(
        id: folder.id, description: description, experiment: experiment, folder: folder, lock: lock,
        isResumed: false, bus: bus))
  }

  private func restart(_ id: JobID) throws -> JobID {
    try refuseIfClosed()
    let folder = try store.folder(id)
    let lock = try folder.lock()
    guard EventTail.ending(path: folder.path(of: "events.jsonl"))?.payload.ending?.outcome != .completed
    else {
      throw UserError("\(id): is complete; there is nothing to resume")
    }
    let record = try folder.record()
    let experiment = try find(record.experiment)
    let description = JobDescription(
      experiment: record.experiment, title: record.title,
      settings: try Settings(experiment.card, stored: record.settings), priority: record.priority)
    return try queue(
      Job(
        id: id, description: description, experiment: experiment, folder: folder, lock: lock, isResumed: true,
        bus: bus))
  }

  private func queue(_ job: Job) throws -> JobID {
    job.folder?.log("\(job.isResumed ? "resumed" : "queued"): \(job.description.title)")
    job.post(.queued(job.description))
    let isTaken = lanes.withLock { lanes in
      if !lanes.isClosed { lanes.add(job) }
      return !lanes.isClosed
    }
    guard isTaken else {
      finish(job, Ending(.interrupted))
      throw UserError("the engine is shutting down; no job is started")
    }
    pump()
    return job.id
  }

  private func pump() {
    for job in lanes.withLock({ $0.next() }) {
      DispatchQueue(label: "halftone.job.\(job.id)").async { [self] in
        job.post(.started)
        finish(job, run(job))
      }
    }
  }

  private func run(_ job: Job) -> Ending {
    do {
      try note(try environment(), in: job.folder)
    } catch {
      return Ending(error, in: job.description.experiment)
    }
    var ending = Ending(.failed, message: "\(job.description.experiment): was not run")
    around { ending = JobRun(job: job, runs: store, foreground: foreground).run() }
    return ending
  }

  /// A resumed run keeps what its beginning noted.
  private func note(_ environment: RunEnvironment, in folder: RunFolder?) throws {
    guard let folder, try folder.record().versions.isEmpty else { return }
    try folder.update { ($0.versions, $0.threads) = (environment.versions, environment.threads) }
  }

  private func finish(_ job: Job, _ ending: Ending) {
    job.end(ending, store: store) { lanes.withLock { $0.end(job.id, ending) } }
    lanes.withLock { $0.release(job.id) }
    pump()
  }

  // MARK: Stopping

  private func stop(_ job: Job, _ reason: Gate.Stop) {
    job.gate.stop(reason)
    guard lanes.withLock({ $0.withdraw(job.id) }) else { return }
    clerk.async { [self] in finish(job, Ending(reason == .cancel ? .cancelled : .interrupted)) }
  }

  private func find(_ name: String) throws -> any Experiment {
    if let experiment = experiments.first(where: { $0.card.identifier == name }) { return experiment }
    throw unknownName(name, kind: "experiment", known: experiments.map(\.card.identifier))
  }

  private func active(_ id: JobID) throws -> Job {
    let entry = lanes.withLock { $0.entries[id] }
    switch entry?.state {
    case .queued, .running: if let job = entry?.job { return job }
    case .ended(let ending): throw UserError("\(id): the job has ended (\(ending.outcome.rawValue))")
    case nil: break
    }
    throw UserError("\(id): no such job here")
  }

  private func isQueued(_ id: JobID) -> Bool { lanes.withLock { $0.entries[id]?.state == .queued } }

  private func refuseIfClosed() throws {
    guard !lanes.withLock({ $0.isClosed }) else {
      throw UserError("the engine is shutting down; no job is started")
    }
  }
}
