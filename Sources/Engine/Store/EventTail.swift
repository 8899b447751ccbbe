import Catalog
import Foundation

/// Looks at `events.jsonl` from its end.
enum EventTail {
  /// The length of the file up to and with its last line feed.
  static func wholeLines(path: String) throws -> Int {
    var length = 0
    try LineFile(path: path).backwards { line, offset in
      length = offset + line.count + 1
      return false
    }
    return length
  }

  /// The last event, when it is the job's end.
  static func ending(path: String) -> Event? {
    var event: Event?
    (try? LineFile(path: path))?.backwards { line, _ in
      event = try? EventLine().decode(line)
      return false
    }
    return event?.payload.ending == nil ? nil : event
  }

  /// The highest sequence in the file. Lines need not be in order, see ``EventWriter``, and are not decoded: the
  /// writer's sorted keys put the sequence and the time at the end.
  static func lastSequence(path: String) throws -> Int? {
    let key = Data("\"sequence\":".utf8)
    var highest: Int?
    try LineFile(path: path).backwards { line, _ in
      if let found = line.suffix(96).range(of: key, options: .backwards) {
        let digits = line[found.upperBound...].prefix { (48...57).contains($0) }
        if let number = Int(String(decoding: digits, as: UTF8.self)) { highest = max(highest ?? 0, number) }
      }
      return true
    }
    return highest
  }
}
