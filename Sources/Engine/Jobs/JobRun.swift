import Catalog
import Synchronization

/// How many jobs of higher rank than background are at work.
final class Foreground: Sendable {
  let active = Atomic<Int>(0)
  func enter() { active.add(1, ordering: .relaxed) }
  func leave() { active.subtract(1, ordering: .relaxed) }
  var isActive: Bool { active.load(ordering: .relaxed) > 0 }
}

/// The world as a job sees it; lives on the job's thread.
final class JobRun: JobContext {
  /// The share of time that a background job takes while others are at work.
  static let backgroundShare = 0.08
  /// Seconds between two progress events.
  static let progressSpacing = 0.05

  let runs: RunStore
  private let shared: Job
  private let foreground: Foreground
  private let seed: Seed

  private var meter = RateMeter()
  private var pausedSeconds = 0.0
  private var progressTime = -Double.infinity
  private var heldProgress: Progress?
  private var workingSince = Clock.monotonic()

  init(job: Job, runs: RunStore, foreground: Foreground) {
    shared = job
    self.runs = runs
    self.foreground = foreground
    seed = Seed(UInt64(bitPattern: Int64(job.description.settings.seed)))
  }

  var job: JobID { shared.id }
  var store: RunFolder? { shared.folder }
  var isResumed: Bool { shared.isResumed }
  var clock: Double { Clock.monotonic() - pausedSeconds }

  func seed(for purpose: String, sample: Int, draw: Int) -> UInt64 {
    seed.derive(purpose, sample: sample, draw: draw)
  }

  /// Runs the experiment to its end and says how it ended.
  func run() -> Ending {
    let isForeground = shared.description.priority != .background
    if isForeground { foreground.enter() }
    defer { if isForeground { foreground.leave() } }
    do {
      try shared.gate.pass(waiting: wait)
      let result = try shared.experiment.run(shared.description.settings, self)
      releaseProgress()
      if let store { try store.write(result, to: "result.json") }
      shared.post(.result(result))
      if let failure = shared.storeFailure { throw failure }
      return Ending(.completed)
    } catch {
      releaseProgress()
      return ending(of: error)
    }
  }

  func emit(_ payload: EventPayload) {
    switch payload {
    case .progress(let progress): emit(progress)
    case .queued, .started, .paused, .resumed, .result, .ended: break  // the engine's own to say
    case .note(let line):
      shared.post(payload)
      store?.log(line)
    default: shared.post(payload)
    }
  }

  func checkpoint() throws {
    if let failure = shared.storeFailure { throw failure }
    if heldProgress != nil, Clock.monotonic() - progressTime >= Self.progressSpacing { releaseProgress() }
    try shared.gate.pass(waiting: wait)
    if shared.description.priority == .background { try giveWay() }
    workingSince = Clock.monotonic()
  }

  private func giveWay() throws {
    guard foreground.isActive else { return }
    let now = Clock.monotonic()
    let rest = (now - workingSince) * (1 / Self.backgroundShare - 1)
    shared.gate.rest(until: now + rest) { foreground.isActive }
    try shared.gate.pass(waiting: wait)
  }

  private func wait(_ isWaiting: Bool) {
    let isForeground = shared.description.priority != .background
    if isWaiting {
      releaseProgress()
      pausedSeconds -= Clock.monotonic()
      if isForeground { foreground.leave() }
      shared.post(.paused)
    } else {
      pausedSeconds += Clock.monotonic()
      if isForeground { foreground.enter() }
      // What it now does was measured before the pause; the pause is no work.
      workingSince = Clock.monotonic()
      shared.post(.resumed)
    }
  }

  private func emit(_ progress: Progress) {
    let now = Clock.monotonic()
    let completed = meter.complete(progress, at: clock)
    guard now - progressTime >= Self.progressSpacing else {
      heldProgress = completed
      return
    }
    heldProgress = nil
    progressTime = now
    shared.post(.progress(completed))
  }

  private func releaseProgress() {
    guard let held = heldProgress else { return }
    heldProgress = nil
    progressTime = Clock.monotonic()
    shared.post(.progress(held))
  }

  private func ending(of error: any Error) -> Ending {
    switch error {
    case is JobCancelled:
      return Ending(shared.gate.stop == .interrupt ? .interrupted : .cancelled)
    default: return Ending(error, in: shared.description.experiment)
    }
  }
}

extension Ending {
  /// The failure that an error is.
  init(_ error: any Error, in experiment: String) {
    if let error = error as? UserError {
      self.init(.failed, message: error.message, isUserError: true)
    } else {
      self.init(.failed, message: "\(experiment): \(printable("\(error)"))")
    }
  }
}

extension Settings {
  /// The run's seed, where the card has one.
  var seed: Int { if case .integer(let value)? = values["seed"] { value } else { 0 } }
}
