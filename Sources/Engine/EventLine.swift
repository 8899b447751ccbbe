import Catalog
import Foundation

/// One event as one line of JSON: the form of `events.jsonl` and of `--json`.
///
/// Numbers that JSON cannot hold are written as the strings `nan`, `inf` and `-inf`.
public struct EventLine: Sendable {
  /// The version that line 1 of a file states.
  public static let schema = 1

  private let encoder = JSONEncoder()
  private let decoder = JSONDecoder()

  public init() {
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  }

  /// The line without its line feed.
  public func encode(_ event: Event) throws -> Data { try encoder.encode(event) }

  /// - Throws: a decoding error when the line is no whole event.
  public func decode(_ line: Data) throws -> Event { try decoder.decode(Event.self, from: line) }

  /// Line 1 of a file.
  static func header(_ job: JobID) -> Data {
    Data("{\"schema\":\(schema),\"job\":\(JSONValue.string(job).line)}\n".utf8)
  }
}
