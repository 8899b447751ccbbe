import Catalog
import Dispatch
import Synchronization

/// One run of an experiment, as the engine's threads see it.
final class Job: Sendable {
  let id: JobID
  let description: JobDescription
  let experiment: any Experiment
  let folder: RunFolder?
  let isResumed: Bool
  let gate = Gate()
  /// Left when the job has ended and everybody has been told.
  let finished = DispatchGroup()

  private let bus: EventBus
  private let writer: EventWriter?
  private let lock: Mutex<RunLock?>
  private let state: Mutex<State>

  private struct State {
    var sequence: Int
    var isEnded = false

    mutating func next(job: JobID, _ payload: EventPayload) -> Event {
      defer { sequence += 1 }
      return Event(job: job, sequence: sequence, time: Clock.now(), payload: payload)
    }
  }

  /// - Throws: ``UserError`` when the folder's events cannot be written.
  init(
    id: JobID, description: JobDescription, experiment: any Experiment, folder: RunFolder?, lock: RunLock?,
    isResumed: Bool, bus: EventBus
  ) throws {
    self.id = id
    self.description = description
    self.experiment = experiment
    self.folder = folder
    self.isResumed = isResumed
    self.bus = bus
    self.lock = Mutex(lock)
    writer = try folder?.openEvents()
    state = Mutex(State(sequence: writer?.nextSequence ?? 0))
    finished.enter()
  }

  /// What the disk refused of this job's events.
  var storeFailure: UserError? { writer?.failure }

  /// Numbers an event and hands it on; after the end nothing is said any more.
  func post(_ payload: EventPayload) {
    // Under the lock: the order of the sequence is the order in the file and on the bus.
    state.withLock { state in
      guard !state.isEnded else { return }
      let event = state.next(job: id, payload)
      writer?.append(event)
      bus.post(event)
    }
  }

  /// Puts the end on the disk and lets the run's lock go before anybody hears of it, so that who hears of it finds
  /// the store as it says.
  ///
  /// - Parameter settled: called when the store is as it will be, before the event is posted.
  func end(_ ending: Ending, store: RunStore, settled: () -> Void) {
    let event = state.withLock { state -> Event? in
      guard !state.isEnded else { return nil }
      state.isEnded = true
      return state.next(job: id, .ended(ending))
    }
    guard let event else { return }
    if let folder, let writer {
      do { try writer.finish(event) } catch { folder.log("the end could not be written: \(error)") }
      folder.log("ended: \(ending.outcome.rawValue)\(ending.message.map { ": \($0)" } ?? "")")
      lock.withLock { $0 = nil }
      store.refresh(folder)
    }
    settled()
    bus.post(event)
    finished.leave()
  }
}
