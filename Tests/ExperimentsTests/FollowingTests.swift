import Catalog
import Engine
import Foundation
import Testing

@testable import Experiments

@Suite("A sweep that follows a training")
struct FollowingTests {
  private static let training = [
    "network": "fcn-2x16", "train-limit": "4000", "epochs": "6", "learning-rate": "0.05", "probes": "0",
    "checkpoints": "0,1,2,3,4,5,6",
  ]

  private func start(
    _ engine: Engine, _ name: String, _ typed: [String: String], _ priority: Priority
  ) throws -> JobID {
    let card = try #require(engine.experiments.first { $0.card.identifier == name }).card
    return try engine.perform(
      .start(experiment: name, settings: Settings(card, typed: typed), priority: priority, stored: true))
  }

  private func waitForCheckpoint(_ engine: Engine, _ id: JobID) throws {
    let first = try engine.store.folder(id).checkpoints + "/epoch-0000.safetensors"
    for _ in 0..<4000 where !FileManager.default.fileExists(atPath: first) { usleep(5000) }
    try #require(FileManager.default.fileExists(atPath: first))
  }

  @Test("a column for each checkpoint, then the usual sweep, whose initial column the last one is")
  func columns() throws {
    let bench = try Bench(), engine = bench.engine
    let trained = try start(engine, "train", Self.training, .normal)
    try waitForCheckpoint(engine, trained)
    // Held until it is followed, for it takes a moment only.
    try engine.perform(.pause(trained))
    let id = try start(engine, "layers", ["model": trained, "limit": "150", "draws": "1"], .background)
    for _ in 0..<400 where try !bench.grids(id).contains(where: { $0.name == "emerging" }) { usleep(20_000) }
    try engine.perform(.resume(trained))
    #expect(engine.wait(for: trained, timeout: 120)?.outcome == .completed)
    #expect(engine.wait(for: id, timeout: 120)?.outcome == .completed)
    let figures = try #require(try engine.store.folder(id).result())
    let grids = try bench.grids(id)
    let emerging = grids.filter { $0.name == "emerging" }
    #expect(
      emerging.map(\.columns) == (0...6).map { last in (0...last).map { "\($0)" } }, "one more each time")
    #expect(emerging.allSatisfy { $0.rows == ["fc1", "fc2", "fc3"] && $0.rowMarks == ["", "", ""] })
    #expect(grids.first?.name == "emerging" && grids.last?.name == "correlation")
    var cells: [Int: [Int: Double]] = [:]
    for event in try engine.recording(of: id) {
      guard case .cell(let cell) = event.payload, cell.grid == "emerging" else { continue }
      #expect(cells[cell.column, default: [:]].updateValue(cell.value, forKey: cell.row) == nil)
      #expect(["lost", "gained", "p"].allSatisfy { name in cell.details.contains { $0.name == name } })
    }
    #expect(cells.count == 7 && cells.values.allSatisfy { $0.count == 3 })
    for unit in 0..<3 {
      let initial = figures["reinitialised"]![unit]![0]!.double!
      #expect(abs(1 - initial - cells[6]![unit]!) < 1e-12)
    }
    #expect(Set(cells[0]!.values).count == 1, "before the first step all units have their initial values")
  }

  @Test("a training that ends without final weights is told, and both can be resumed")
  func death() throws {
    let bench = try Bench(), engine = bench.engine
    let long = Self.training.merging(["epochs": "5000", "checkpoints": "0,1,2"]) { $1 }
    let trained = try start(engine, "train", long, .normal)
    try waitForCheckpoint(engine, trained)
    let id = try start(engine, "layers", ["model": trained, "limit": "50"], .background)
    // Until the sweep has seen something.
    for _ in 0..<400 where try !bench.grids(id).contains(where: { $0.name == "emerging" }) { usleep(20_000) }
    try engine.perform(.cancel(trained))
    let ending = try #require(engine.wait(for: id, timeout: 60))
    let line = try #require(ending.message)
    #expect(ending.isUserError && line.hasPrefix("\(trained): the training that was followed was cancelled"))
    #expect(!line.contains("\n"))
  }

  @Test("waiting for the next checkpoint it can be cancelled")
  func cancellation() throws {
    let bench = try Bench(), engine = bench.engine
    let long = Self.training.merging(["epochs": "5000", "checkpoints": "0"]) { $1 }
    let trained = try start(engine, "train", long, .normal)
    try waitForCheckpoint(engine, trained)
    let id = try start(engine, "layers", ["model": trained, "limit": "50"], .background)
    for _ in 0..<400 where try !bench.grids(id).contains(where: { $0.name == "emerging" }) { usleep(20_000) }
    try engine.perform(.cancel(id))
    #expect(engine.wait(for: id, timeout: 30)?.outcome == .cancelled)
    try engine.perform(.cancel(trained))
  }

  @Test("a run without weights that nobody runs is refused")
  func unfinished() throws {
    let bench = try Bench(), engine = bench.engine
    let long = Self.training.merging(["epochs": "5000"]) { $1 }
    let trained = try start(engine, "train", long, .normal)
    try waitForCheckpoint(engine, trained)
    try engine.perform(.cancel(trained))
    _ = engine.wait(for: trained, timeout: 30)
    let ending = try bench.run("layers", ["model": trained]).ending
    #expect(ending.message == "\(trained): this run has no weights yet; wait for its end or resume it")
  }
}
