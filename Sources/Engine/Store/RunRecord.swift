import Catalog
import Foundation

/// `run.json`: what a run is and what it takes to repeat it.
public struct RunRecord: Codable, Sendable, Equatable {
  public var schema = 1
  public var experiment: String
  public var title: String
  /// A name that a person gave; nil until then.
  public var name: String?
  /// Every parameter of the card with its resolved value: `{"epochs": 10, …}`.
  public var settings: JSONValue
  public var priority: Priority
  public var seed: Int
  /// Of everything that the figures may depend on: `halftone`, `libtorch`, …
  public var versions: [String: String]
  public var threads: Int?
  /// What the experiment notes of its data: names and checksums.
  public var data: JSONValue = .null
  /// Seconds since 1970.
  public var created: Double
}

public enum RunStatus: String, Codable, Sendable {
  /// Queued or running, in this program or another.
  case running
  case completed, failed, cancelled
  /// Stopped before its end, or its program died; a restart goes on from the last checkpoint.
  case interrupted
}

/// A run as it stands in a list.
public struct RunSummary: Codable, Sendable, Equatable {
  public var id: JobID
  public var experiment: String
  public var title: String
  public var name: String?
  /// Seconds since 1970.
  public var created: Double
  public var status: RunStatus
  /// From creation to end, once it ended.
  public var seconds: Double?
  /// Why it failed.
  public var message: String?
  /// The result's single numbers under their documented names: `testAccuracy`.
  public var figures: [String: Double] = [:]
}

extension Settings {
  /// The settings of a stored run: the card's defaults with the stored values laid over them. What this version's
  /// card no longer has is left out.
  ///
  /// - Throws: ``UserError`` for a value that the card does not allow.
  public init(_ card: Card, stored: JSONValue) throws {
    self.init(card)
    for (name, value) in (stored.object ?? [:]).sorted(by: { $0.key < $1.key })
    where card.parameter(name) != nil {
      switch value {
      case .string(let text): try set(name, text, on: card)
      case .int(let number): try set(name, "\(number)", on: card)
      case .double(let number): try set(name, "\(number)", on: card)
      case .bool(let flag): try set(name, "\(flag)", on: card)
      default: throw UserError("\(name): found \(printable(value.line)), expected \(card.identifier)'s value")
      }
    }
  }
}
