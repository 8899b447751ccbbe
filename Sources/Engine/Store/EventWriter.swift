import Catalog
import Dispatch
import Foundation
import Synchronization

/// Appends a job's events to `events.jsonl`.
///
/// A job only appends to a list; encoding and writing happen on a queue of the writer's own, at the latest
/// `interval` later. Everything is kept, except that progress and pictures, of which only the newest matters, are
/// thinned to one per name and second, the last one always among them (it may then stand after later events).
final class EventWriter: Sendable {
  fileprivate struct State {
    var pending: [Event] = []
    var pendingBytes = 0
    var isScheduled = false
    /// When an event of a newest-wins key was last let through, and the one held back since.
    var written: [String: Double] = [:]
    var held: [String: Event] = [:]
    var failure: UserError?
  }

  static let interval = 0.1
  /// Seconds between two events of one newest-wins key.
  static let spacing = 1.0
  /// Beyond this the job itself waits for the disk; ordinary jobs stay a hundred times below.
  static let limit = (events: 8192, bytes: 32 << 20)

  /// One more than the highest sequence that the file already held.
  let nextSequence: Int

  private let queue: DispatchQueue
  private let state = Mutex(State())
  private let file: AppendedFile
  private let coder = EventLine()

  /// Opens the file, or begins it. A torn last line, left by a kill, is cut off.
  ///
  /// - Throws: ``UserError`` when the file cannot be written.
  init(path: String, job: JobID) throws {
    queue = DispatchQueue(label: "halftone.store.\(job)")
    file = try AppendedFile(path: path)
    if file.count == 0 { try file.append(EventLine.header(job)) }
    nextSequence = try EventTail.lastSequence(path: path).map { $0 + 1 } ?? 0
  }

  /// What the disk refused, until a later attempt succeeded. The job fails with it at its next checkpoint.
  var failure: UserError? { state.withLock { $0.failure } }

  func append(_ event: Event) {
    let action: Action = state.withLock { state in
      guard state.admit(event) else { return .none }
      state.enqueue(event)
      if state.pending.count >= Self.limit.events || state.pendingBytes >= Self.limit.bytes { return .wait }
      if state.isScheduled { return .none }
      state.isScheduled = true
      return .schedule
    }
    switch action {
    case .none: break
    case .schedule: queue.asyncAfter(deadline: .now() + Self.interval) { self.drain() }
    case .wait: queue.sync { drain() }
    }
  }

  /// Returns once all that was appended is on the disk.
  func flush() throws {
    queue.sync {
      drain()
      file.synchronize()
    }
    if let failure { throw failure }
  }

  /// Writes what was held back, then the job's end as the last line, and closes the file.
  func finish(_ end: Event? = nil) throws {
    state.withLock { state in
      for event in state.held.values.sorted(by: { $0.sequence < $1.sequence }) { state.enqueue(event) }
      state.held = [:]
      if let end { state.enqueue(end) }
    }
    defer { queue.sync { file.end() } }
    try flush()
  }

  /// On the queue only.
  private func drain() {
    let events = state.withLock { state in
      state.isScheduled = false
      state.pendingBytes = 0
      defer { state.pending = [] }
      return state.pending
    }
    guard !events.isEmpty else { return }
    var lines = Data()
    for event in events {
      guard let line = try? coder.encode(event) else { continue }
      lines.append(line)
      lines.append(UInt8(ascii: "\n"))
    }
    do {
      try file.append(lines)
      state.withLock { $0.failure = nil }
    } catch {
      let failure = error as? UserError ?? UserError("\(file.path): \(error)")
      state.withLock { state in
        state.failure = failure
        state.pending.insert(contentsOf: events.prefix(Self.limit.events), at: 0)
      }
    }
  }

  private enum Action { case none, schedule, wait }
}

extension EventWriter.State {
  /// Whether the event is to be written now; one that is not may be held back.
  fileprivate mutating func admit(_ event: Event) -> Bool {
    guard failure == nil || pending.count < EventWriter.limit.events else { return false }
    guard let key = event.payload.newestWinsKey else { return true }
    if let last = written[key], event.time - last < EventWriter.spacing, event.time >= last {
      held[key] = event
      return false
    }
    written[key] = event.time
    held[key] = nil
    return true
  }

  fileprivate mutating func enqueue(_ event: Event) {
    pending.append(event)
    if case .pictures(let set) = event.payload { pendingBytes += set.values.bytes.count }
  }
}
