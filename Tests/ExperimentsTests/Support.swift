import Catalog
import Engine
import Foundation
import Testing

@testable import Experiments

/// An engine over a store in a folder that is gone with it.
final class Bench {
  let home: String
  let engine: Engine

  init(_ extra: [any Experiment] = []) throws {
    home = FileManager.default.temporaryDirectory.path + "/halftone-" + UUID().uuidString
    let started = try ExperimentEngine.start(home: home, threads: 1, version: "test")
    engine =
      extra.isEmpty
      ? started : Engine(store: RunStore(home: home), experiments: ExperimentRegistry.all + extra)
  }

  deinit {
    engine.shutdown()
    try? FileManager.default.removeItem(atPath: home)
  }

  /// Runs an experiment to its end.
  @discardableResult
  func run(_ name: String, _ typed: [String: String] = [:], stored: Bool = true) throws -> (
    id: JobID, ending: Ending
  ) {
    let card = engine.experiments.first { $0.card.identifier == name }!.card
    let id = try engine.perform(
      .start(
        experiment: name, settings: Settings(card, typed: typed), priority: .normal, stored: stored))
    return (id, try #require(engine.wait(for: id, timeout: 120)))
  }

  /// A run that must complete, with its figures.
  func result(_ name: String, _ typed: [String: String] = [:]) throws -> (id: JobID, figures: JSONValue) {
    let (id, ending) = try run(name, typed)
    try #require(ending.outcome == .completed, "\(ending.message ?? "")")
    return (id, try #require(try engine.store.folder(id).result()))
  }

  /// The grids that a run announced, in order.
  func grids(_ id: JobID) throws -> [Grid] {
    try engine.recording(of: id).compactMap { event in
      if case .grid(let grid) = event.payload { grid } else { nil }
    }
  }
}

/// A small network, trained in an instant.
let tiny = [
  "network": "fcn-2x16", "train-limit": "300", "epochs": "4", "learning-rate": "0.05", "probes": "2",
]

/// A closure that sees what an experiment sees.
struct Probe: Experiment {
  let card = Card(identifier: "probe", title: "Probe", summary: "For tests.", parameters: [])
  let body: @Sendable (JobContext) throws -> Void

  func title(_ settings: Settings) -> String { "probe" }
  func run(_ settings: Settings, _ context: JobContext) throws -> JSONValue {
    try body(context)
    return [:]
  }
}

let fixtures = URL(filePath: #filePath).deletingLastPathComponent().path + "/Fixtures"
