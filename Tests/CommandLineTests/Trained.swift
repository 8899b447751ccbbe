import Catalog
import Foundation
import Testing

/// One training run that many tests look at; nobody changes it.
struct Trained {
  static let arguments = [
    "train", "--train-limit", "600", "--epochs", "3", "--seed", "5", "--threads", "1", "--json",
  ]

  let home: TemporaryFolder
  let outcome: Outcome
  let run: String

  var folder: String { home.path + "/runs/" + run }

  private static let shared = Result {
    // What lives as long as the process is never let go of.
    atexit { try? FileManager.default.removeItem(atPath: Trained.get().home.path) }
    return try Trained()
  }

  static func get() throws -> Trained { try shared.get() }

  private init() throws {
    home = try TemporaryFolder()
    outcome = try Program.run(Self.arguments, home: home.path)
    try #require(outcome.code == 0, "\(outcome.errors)")
    run = try #require(try outcome.result()["run"]?.string)
  }

  /// A home of its own with a copy of the run in it.
  func copy() throws -> TemporaryFolder {
    let other = try TemporaryFolder()
    try FileManager.default.copyItem(atPath: home.path + "/runs", toPath: other.path + "/runs")
    return other
  }
}

extension JSONValue {
  /// Without the figures that no two runs share.
  var comparable: JSONValue {
    switch self {
    case .array(let values): .array(values.map(\.comparable))
    case .object(let members):
      .object(members.filter { !["seconds", "run"].contains($0.key) }.mapValues(\.comparable))
    default: self
    }
  }

  /// The extents of nested arrays.
  var shape: [Int] {
    guard let values = array else { return [] }
    return [values.count] + (values.first?.shape ?? [])
  }
}
