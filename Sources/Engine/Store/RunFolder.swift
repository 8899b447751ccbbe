import Catalog
import Foundation
import Glibc
import Synchronization

/// One run's folder: `run.json`, `events.jsonl`, `checkpoints/`, `result.json`, `log.txt` and what else its
/// experiment writes.
public final class RunFolder: Sendable {
  public let id: JobID
  /// The folder itself.
  public let path: String
  private let writer = Mutex<EventWriter?>(nil)

  init(id: JobID, path: String) {
    self.id = id
    self.path = path
  }

  /// `checkpoints/`, which exists.
  public var checkpoints: String { path + "/checkpoints" }
  public func path(of name: String) -> String { path + "/" + name }

  /// `run.json`.
  ///
  /// - Throws: ``UserError`` when it is missing or damaged.
  public func record() throws -> RunRecord { try decode(RunRecord.self, "run.json") }

  /// Changes `run.json`: the experiment notes the checksums of its data, a person gives a name.
  public func update(_ change: (inout RunRecord) -> Void) throws {
    var record = try record()
    change(&record)
    try write(record, to: "run.json")
  }

  /// The result's figures; nil when the run did not complete.
  ///
  /// - Throws: ``UserError`` when `result.json` is damaged.
  public func result() throws -> JSONValue? {
    guard access(path(of: "result.json"), F_OK) == 0 else { return nil }
    return try decode(JSONValue.self, "result.json")
  }

  /// Writes a file of the folder whole or not at all. Events emitted before are in `events.jsonl` when it appears:
  /// a run resumed from a checkpoint misses none of those that led to it.
  ///
  /// - Throws: ``UserError`` when the disk refuses.
  public func write(_ data: Data, to name: String) throws {
    try flush()
    try WholeFile.write(data, to: path(of: name))
  }

  /// Writes a value as indented JSON with sorted keys.
  public func write(_ value: some Encodable, to name: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    try write(encoder.encode(value) + Data("\n".utf8), to: name)
  }

  /// Returns once every event emitted so far is on the disk. Call it before writing a checkpoint by other means than
  /// ``write(_:to:)-(Data,_)``.
  ///
  /// - Throws: ``UserError`` when events could not be written.
  public func flush() throws { try writer.withLock { $0 }?.flush() }

  /// Adds a line with the time to `log.txt`. A log that cannot be written stops nothing.
  public func log(_ line: String) {
    let file = open(path(of: "log.txt"), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o666)
    guard file >= 0 else { return }
    defer { close(file) }
    let text = Array("\(Date().formatted(.iso8601)) \(line)\n".utf8)
    _ = Glibc.write(file, text, text.count)
  }

  /// The events so far, from the file; see ``flush()`` for those of a running job.
  ///
  /// - Throws: ``UserError`` when there is none or a newer version wrote it.
  public func recording() throws -> Recording {
    try flush()
    return try Recording(path: path(of: "events.jsonl"))
  }

  /// The events from now on, of a run that another program works on.
  func tail() throws -> Recording.Iterator { try Recording(path: path(of: "events.jsonl")).tail() }

  /// Whether it runs now, and otherwise how it ended.
  public var status: RunStatus { standing.status }

  /// The lock is asked first: who lets it go has written the end.
  private var standing: (status: RunStatus, end: Event?) {
    if RunLock.isHeld(folder: path) { return (.running, nil) }
    let end = EventTail.ending(path: path(of: "events.jsonl"))
    return switch end?.payload.ending?.outcome {
    case .completed: (.completed, end)
    case .failed: (.failed, end)
    case .cancelled: (.cancelled, end)
    case .interrupted, nil: (.interrupted, end)
    }
  }

  func summary() throws -> RunSummary {
    let record = try record()
    let (status, end) = standing
    return RunSummary(
      id: id, experiment: record.experiment, title: record.title, name: record.name, created: record.created,
      status: status, seconds: end.map { $0.time - record.created }, message: end?.payload.ending?.message,
      figures: status == .completed ? (try? decode(Figures.self, "result.json"))?.values ?? [:] : [:])
  }

  /// The length of `events.jsonl`; 0 when there is none.
  var eventBytes: Int {
    var status = stat()
    return stat(path(of: "events.jsonl"), &status) == 0 ? Int(status.st_size) : 0
  }

  func lock() throws -> RunLock { try RunLock(folder: path) }

  /// Opens `events.jsonl` for appending; the lock must be held.
  func openEvents() throws -> EventWriter {
    let opened = try EventWriter(path: path(of: "events.jsonl"), job: id)
    writer.withLock { $0 = opened }
    return opened
  }

  private func decode<T: Decodable>(_ type: T.Type, _ name: String) throws -> T {
    let file = path(of: name)
    do {
      return try JSONDecoder().decode(type, from: MappedFile.read(file))
    } catch let error as DecodingError {
      throw UserError("\(file): is damaged: \(printable("\(error)"))")
    }
  }
}

extension EventPayload {
  var ending: Ending? { if case .ended(let ending) = self { ending } else { nil } }
}

/// The numbers right below a result's object. What else it holds, large as it may be, is passed over.
private struct Figures: Decodable {
  let values: [String: Double]

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: Name.self)
    let numbers = members.allKeys.compactMap { key in
      (try? members.decode(Double.self, forKey: key)).map { (key.stringValue, $0) }
    }
    values = Dictionary(numbers) { $1 }
  }
}
