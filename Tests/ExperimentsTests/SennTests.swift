import Catalog
import Engine
import Foundation
import Testing

@testable import Experiments

/// A self-explaining network of a table, trained in an instant.
private let quick = [
  "network": "senn-identity-8", "dataset": "breast-cancer", "epochs": "6", "optimizer": "adam",
  "learning-rate": "0.01", "batch-size": "64", "lambda": "0.01",
]

@Suite("Experiments on self-explaining networks")
struct SennTests {
  private func pictures(_ bench: Bench, _ id: JobID) throws -> [String: Pictures] {
    var found: [String: Pictures] = [:]
    for event in try bench.engine.recording(of: id) {
      if case .pictures(let set) = event.payload { found[set.name] = set }
    }
    return found
  }

  private func tensors(_ bench: Bench, _ id: JobID) throws -> [String: ArrayValue] {
    try Safetensors(contentsOf: bench.engine.store.folder(id).path(of: "tensors.safetensors")).arrays()
  }

  @Test("explain: what is said of a table's rows, under its documented names and shapes")
  func explain() throws {
    let bench = try Bench()
    _ = try bench.result("train", quick)
    let (id, figures) = try bench.result(
      "senn-explain",
      ["indices": "0-3,7", "prototypes": "3", "neighbours": "2", "noise-steps": "4", "attack-steps": "10"])
    let tensors = try tensors(bench, id), k = 30, n = 5
    #expect(tensors["concepts"]?.shape == [n, k] && tensors["relevances"]?.shape == [n, k, 2])
    #expect(tensors["logits"]?.shape == [n, 2] && tensors["prototypes"]?.shape == [k, 3])
    #expect(tensors["neighbours"]?.shape == [n, 2] && tensors["indices"]?.integers == [0, 1, 2, 3, 7])
    #expect(tensors["inputs"]?.shape == [n, 30, 1, 1] && tensors["attacked"]?.shape == [n, 30, 1, 1])
    let shown = try pictures(bench, id)
    #expect(shown["inputs"]?.values.shape == [n, 1, 30, 1])
    #expect(shown["concepts"]?.values.shape == [n, 1, k, 1])
    #expect(shown["relevances"]?.values.shape == [n, 1, k, 2] && shown["relevances"]?.isSigned == true)
    #expect(shown["relevances"]?.captions.first?.split(separator: "\u{1f}").count == k)
    #expect(shown["bias-relevances"]?.values.shape == [n, 1, 1, 2])
    #expect(shown["prototypes"]?.values.shape == [k * 3, 1, 30, 1])
    #expect(shown["neighbours"]?.values.shape == [n * 2, 1, 30, 1])
    #expect(shown["noise-relevances"]?.values.shape == [n * 4, 1, k, 2])
    #expect(shown["noise-inputs"]?.captions.prefix(2) == ["σ 0.125", "σ 0.25"])
    #expect(shown["attack-inputs"]?.captions.first?.hasPrefix("to #") == true)
    // The logits are the contributions' sum with the bias; the screen counts on it.
    let h = try #require(tensors["concepts"]).floats, theta = try #require(tensors["relevances"]).floats
    let bias = try #require(tensors["bias"]).floats, logits = try #require(tensors["logits"]).floats
    for row in 0..<n {
      for c in 0..<2 {
        let sum = (0..<k).reduce(bias[row * 2 + c]) { $0 + h[row * k + $1] * theta[(row * k + $1) * 2 + c] }
        #expect(abs(sum - logits[row * 2 + c]) < 1e-4 * max(1, abs(sum)))
      }
    }
    let attack = try #require(figures["attack"]?.object)
    for (before, after) in zip(attack["before"]!.array!, attack["after"]!.array!) {
      #expect(after.double! <= before.double!)
    }
    #expect(figures["conceptNames"]?[0]?.string == "mean radius" && figures["noiseFlips"]?.array?.count == 4)
  }

  @Test("prototypes, stability and faithfulness of pictures: grids, shapes, figures")
  func measures() throws {
    let bench = try Bench()
    _ = try bench.result(
      "train",
      [
        "network": "senn-lenet-k4", "epochs": "1", "train-limit": "200", "probes": "0", "optimizer": "adam",
        "learning-rate": "0.002",
      ])
    let (id, found) = try bench.result("senn-prototypes", ["limit": "60", "prototypes": "5"])
    let shown = try pictures(bench, id)
    #expect(shown["concept-grid"]?.values.shape == [20, 1, 28, 28])
    #expect(shown["concept-grid-decoded"]?.values.shape == [4, 1, 28, 28])
    #expect(try tensors(bench, id)["contrast"]?.shape == [4, 5])
    let grid = try #require(try bench.grids(id).first { $0.name == "concept-summary" })
    #expect(grid.rows.count == 4 && grid.columns == ["purity", "overlap", "deviation", "dead"])
    #expect(found["overlap"]?[2]?[2] == 1 && found["purity"]?.array?.count == 4)

    let (stable, figures) = try bench.result(
      "senn-stability", ["limit": "20", "points": "5", "steps": "3", "restarts": "2"])
    #expect(figures["mode"] == "continuous" && figures["ratioInputs"]?.array?.count == 5)
    #expect(try bench.grids(stable).first?.columns == ["h", "x"])
    #expect(try tensors(bench, stable)["maximisers"]?.shape == [5, 1, 28, 28])
    let discrete = try bench.result(
      "senn-stability", ["limit": "40", "points": "6", "mode": "discrete", "radius": "100"]
    ).figures
    #expect(discrete["neighbours"]?.array?.compactMap(\.int) == [39, 39, 39, 39, 39, 39])
    #expect(discrete["medianInputs"]!.double! > 0)

    let faithful = try bench.result("senn-faithfulness", ["limit": "30"]).figures
    #expect(faithful["pearson"]?.array?.count == 30 && faithful["largestGap"]!.double! < 1e-4)
    #expect(faithful["exactMedian"]!.double! > 0.999)
  }

  private static let sweep = quick.merging([
    "lambdas": "0,1", "seeds": "2", "epochs": "3", "points": "10", "steps": "4", "restarts": "1",
  ]) { $1 }.filter { $0.key != "lambda" }

  @Test("a sweep's networks are those that train makes, and its cells grow with the seeds")
  func sweep() throws {
    let bench = try Bench()
    let (id, figures) = try bench.result("senn-sweep", Self.sweep)
    let runs = try #require(figures["runs"]?.array)
    #expect(runs.map { $0["lambda"]!.string! } == ["0", "1", "0", "1"])
    #expect(runs.map { $0["seed"]!.int! } == [0, 0, 1, 1])
    var alone = quick.merging(["epochs": "3", "lambda": "1", "seed": "1", "schedule": "constant"]) { $1 }
    alone["probes"] = "0"
    let trained = try bench.result("train", alone)
    #expect(trained.figures["testAccuracy"] == runs[3]["accuracy"])
    let own = try bench.engine.store.folder(id).path(of: "networks/lambda-1-seed-1/weights.safetensors")
    let other = try bench.engine.store.folder(trained.id).path(of: "weights.safetensors")
    #expect(FileManager.default.contentsEqual(atPath: own, andPath: other))
    var seeds: [Double] = []
    for event in try bench.engine.recording(of: id) {
      guard case .cell(let cell) = event.payload, cell.grid == "sweep", cell.row == 0, cell.column == 1 else {
        continue
      }
      seeds.append(cell.details.first { $0.name == "seeds" }!.value)
    }
    #expect(seeds == [1, 2])
    #expect(figures["ceiling"] == 1 && figures["logistic"]!.double! > 0.9)
    #expect(try tensors(bench, id)["accuracy"]?.shape == [2, 2])
    // Its networks can be looked at.
    let folder = (own as NSString).deletingLastPathComponent
    #expect(
      try bench.result("senn-faithfulness", ["model": folder, "dataset": "breast-cancer"]).figures["inputs"]!
        .int! > 50)
  }

  @Test("an interrupted sweep goes on with the networks that are not whole, to the same figures")
  func resumption() throws {
    let bench = try Bench()
    let whole = try bench.result("senn-sweep", Self.sweep).figures
    let id = try bench.engine.interrupting("senn-sweep", Self.sweep) { event in
      if case .cell(let cell) = event.payload { cell.column == 1 } else { false }
    }
    let engine = try ExperimentEngine.start(home: bench.home, threads: 1, version: "test")
    defer { engine.shutdown() }
    try engine.perform(.restart(id))
    #expect(engine.wait(for: id, timeout: 120)?.outcome == .completed)
    #expect(try engine.store.folder(id).result() == whole)
    let notes = try engine.recording(of: id).compactMap { event in
      if case .note(let line) = event.payload { line } else { nil }
    }
    #expect(notes.contains { $0.hasPrefix("resumed with ") && !$0.hasPrefix("resumed with 0 ") })
  }

  @Test(
    "bad input is refused in one line",
    arguments: [
      ("senn-sweep", ["lambdas": "0,-1"], "lambdas: found '-1', expected numbers of 0 or more"),
      ("senn-sweep", ["lambdas": "1,1.0"], "lambdas: found 1.0 twice"),
      ("senn-sweep", ["lambdas": ""], "lambdas: found ''"),
      ("senn-sweep", ["network": "fcn-2x16"], "expected a self-explaining network"),
      ("senn-sweep", ["network": "senn-dense-k99"], "found 99 concepts, expected at most 30"),
      ("senn-explain", ["model": "plain"], "expected a self-explaining network"),
      (
        "senn-prototypes", ["prototypes": "200", "limit": "20"],
        "prototypes: found 200 a concept, expected 1…20"
      ),
      ("senn-explain", ["indices": "0-999"], "indices: found 999, expected 0…"),
      ("senn-stability", ["dataset": "wine"], "wine: found inputs of shape [13, 1, 1]"),
    ])
  func refusals(_ name: String, _ typed: [String: String], _ line: String) throws {
    let bench = try Bench()
    var typed = typed
    if name != "senn-sweep" {
      let isPlain = typed.removeValue(forKey: "model") != nil
      _ = try bench.result(
        "train", isPlain ? ["network": "fcn-2x16", "epochs": "1", "dataset": "breast-cancer"] : quick)
    }
    let ending = try bench.run(name, typed).ending
    #expect(ending.isUserError && ending.message?.contains(line) == true, "\(ending.message ?? "")")
  }
}
