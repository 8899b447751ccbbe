import Catalog
import Dispatch
import Foundation
import Synchronization

/// What other programs did to the runs of a store.
public enum StoreChange: Sendable, Equatable {
  /// How a run stands that is new, was begun again, or on which nobody works any more.
  case stands(RunSummary)
  /// What a run's stream said since the last look.
  case said(JobID, [Event])
  case removed(JobID)
}

/// Looks at a store every second for what other programs do there: runs that they begin, streams as they grow, ends, and
/// deaths, which no stream tells of but the run's lock does. What this program's engine does comes over its bus instead.
public final class StoreWatch: Sendable {
  private static let interval = 1.0

  private enum Standing {
    /// This engine's job.
    case own
    /// Nobody works on it since its stream had that many bytes.
    case resting(Int)
    case elsewhere(Recording.Iterator)
  }

  private let engine: Engine
  private let changed: @Sendable ([StoreChange]) -> Void
  private let queue = DispatchQueue(label: "halftone.store.watch", qos: .utility)
  private let known: Mutex<[JobID: Standing]>

  /// - Parameters:
  ///   - listed: the runs as the caller knows them, just listed.
  ///   - changed: called on a queue of the watch's own when there is something to say.
  public init(
    _ engine: Engine, listed: [RunSummary], changed: @escaping @Sendable ([StoreChange]) -> Void
  ) {
    self.engine = engine
    self.changed = changed
    var known: [JobID: Standing] = [:]
    for run in listed { known[run.id] = Self.standing(run, in: engine.store) }
    self.known = Mutex(known)
  }

  /// Looks from now on, for as long as the watch is held.
  public func begin() {
    queue.asyncAfter(deadline: .now() + Self.interval) { [weak self] in
      guard let self else { return }
      let changes = look()
      if !changes.isEmpty { changed(changes) }
      begin()
    }
  }

  /// What changed since the last look.
  func look() -> [StoreChange] {
    // A disk that cannot be read just now says nothing of the runs on it.
    guard let present = try? engine.store.ids() else { return [] }
    let own = Set(engine.activeJobs)
    return known.withLock { known in
      let gone = Set(known.keys).subtracting(present).sorted()
      for id in gone { known[id] = nil }
      return gone.map(StoreChange.removed)
        + present.sorted().flatMap { look(at: $0, isOwn: own.contains($0), &known[$0]) }
    }
  }

  private func look(at id: JobID, isOwn: Bool, _ known: inout Standing?) -> [StoreChange] {
    guard !isOwn else {
      known = .own
      return []
    }
    guard let folder = try? engine.store.folder(id) else { return [] }
    switch known {
    case .own:
      known = .resting(folder.eventBytes)
      return []
    case .resting(let bytes) where bytes == folder.eventBytes: return []
    case .resting, nil:
      guard let summary = try? folder.summary() else { return [] }
      known = Self.standing(summary, in: engine.store)
      return [.stands(summary)]
    case .elsewhere(var tail):
      // Asked first: who lets the lock go has written all there is to say.
      let isHeld = RunLock.isHeld(folder: folder.path)
      var events: [Event] = []
      while let event = tail.next() { events.append(event) }
      known = .elsewhere(tail)
      var changes: [StoreChange] = events.isEmpty ? [] : [.said(id, events)]
      if !isHeld, let summary = try? folder.summary() {
        known = Self.standing(summary, in: engine.store)
        changes.append(.stands(summary))
      }
      return changes
    }
  }

  /// What a run that runs has said so far is for its reader to read.
  private static func standing(_ run: RunSummary, in store: RunStore) -> Standing? {
    guard let folder = try? store.folder(run.id) else { return nil }
    guard run.status == .running else { return .resting(folder.eventBytes) }
    return (try? folder.tail()).map(Standing.elsewhere)
  }
}
