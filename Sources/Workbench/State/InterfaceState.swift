import Catalog
import Engine
import Foundation

/// What a later start opens with: `ui.json` under the home folder.
public struct InterfaceState: Sendable, Equatable, Codable {
  public var screen: ScreenID
  public var selected: JobID?
  public var map: LayersMap
  public var method: String?
  public var target: String
  public var isLogarithmic: Bool
  public var theme: String?
  /// Unknown to files of earlier versions.
  public var conceptsPage: ConceptsPage?

  /// The state a file holds; nil when there is none or it is not readable, because where a person left off
  /// is never worth a refusal to start.
  public static func read(_ path: String) -> InterfaceState? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    return try? JSONDecoder().decode(InterfaceState.self, from: data)
  }

  public func write(_ path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try WholeFile.write(try encoder.encode(self), to: path)
  }
}
