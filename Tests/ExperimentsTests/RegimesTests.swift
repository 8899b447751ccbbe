import Catalog
import Engine
import Foundation
import Testing

@testable import Experiments

@Suite("The four regimes as one run")
struct RegimesTests {
  private static let regimes = ["plain", "weight-decay", "batch-norm", "weight-decay+batch-norm"]
  private static let small = [
    "network": "resmlp-2x8", "dataset": "fashion-mini", "train-limit": "200", "epochs": "2", "limit": "80",
    "draws": "1",
    "learning-rate": "0.05", "weight-decay": "0.01",
  ]

  @Test("each regime is what train and layers give alone, under its name")
  func same() throws {
    let bench = try Bench()
    let (id, figures) = try bench.result("regimes", Self.small)
    let found = figures["regimes"]!.array!
    #expect(found.map { $0["name"]!.string! } == Self.regimes)
    let tensors = try Safetensors(
      contentsOf: bench.engine.store.folder(id).path(of: "tensors.safetensors"))
    #expect(Self.regimes.allSatisfy { tensors.contains("\($0)/joint") })
    var layers = Self.small
    for name in ["network", "train-limit", "epochs", "learning-rate", "weight-decay"] { layers[name] = nil }
    for (regime, network, decay) in [(1, "resmlp-2x8-nobn", "0.01"), (2, "resmlp-2x8", "0")] {
      var training = Self.small.merging(["network": network, "weight-decay": decay]) { $1 }
      for name in ["limit", "draws"] { training[name] = nil }
      let alone = try bench.result("train", training)
      let sweep = try bench.result("layers", layers.merging(["model": alone.id]) { $1 }).figures
      #expect(found[regime]["testAccuracy"] == alone.figures["testAccuracy"])
      for name in ["reinitialised", "reinitialisedLoss", "rerandomised", "joint", "mcnemar", "verdict"] {
        #expect(found[regime]["layers"]![name] == sweep[name], "\(name)")
      }
      #expect(found[regime]["critical"] == sweep["critical"])
      for file in ["weights.safetensors", "checkpoints/epoch-0001.safetensors"] {
        let own = try bench.engine.store.folder(id).path(of: Self.regimes[regime] + "/" + file)
        let other = try bench.engine.store.folder(alone.id).path(of: file)
        #expect(FileManager.default.contentsEqual(atPath: own, andPath: other), "\(file)")
      }
    }
    #expect(figures["criticalBoth"] == found[3]["critical"] && figures["units"]!.int! > 0)
  }

  @Test("grids, curves and the base accuracy bear the regime's name, and progress runs over all four")
  func events() throws {
    let bench = try Bench()
    let (id, _) = try bench.result("regimes", Self.small.merging(["views": "reinitialised"]) { $1 })
    let names = try bench.grids(id).map(\.name)
    #expect(names.filter { $0.hasSuffix("/reinitialised") } == Self.regimes.map { $0 + "/reinitialised" })
    #expect(names.allSatisfy { $0.contains("/") })
    var series = Set<String>(), steps: [JobProgress] = []
    for event in try bench.engine.recording(of: id) {
      switch event.payload {
      case .point(let point): series.insert(point.series)
      case .progress(let progress): steps.append(progress)
      default: break
      }
    }
    for regime in Self.regimes {
      for name in ["accuracy/test", "loss/train", "base/accuracy"] {
        #expect(series.contains("\(regime)/\(name)"))
      }
    }
    let last = try #require(steps.last)
    #expect(last.done == last.total && last.phase == "weight-decay+batch-norm: sweep")
    #expect(Set(steps.map(\.total)).count == 1)
    for (one, next) in zip(steps, steps.dropFirst()) { #expect(one.done <= next.done) }
  }

  @Test("the time to go neither jumps between training and sweep nor is far off, though their passes differ")
  func timeToGo() throws {
    var now = 0.0
    let progress = RegimeProgress(
      epochs: 10, inputs: 1000, cells: [100, 100, 120, 120], sweptInputs: 500, clock: { now })
    // A training pass takes a millisecond, one of a sweep three.
    let (trainings, sweeps) = (4 * 30.0, 2 * 75.0 + 2 * 90.0)
    let end = trainings + sweeps
    var told: [(time: Double, remaining: Double)] = []
    for regime in 0..<4 {
      for step in 0...1000 {
        let part = JobProgress(phase: "training", done: step * 10, total: 10_000, unit: "inputs")
        let whole = progress.whole(part, of: regime, isSweep: false)
        if let remaining = whole.remaining { told.append((now, remaining)) }
        if step < 1000 { now += 0.03 }
      }
      let cells = [100, 100, 120, 120][regime]
      for cell in 0...cells {
        let part = JobProgress(phase: "sweep", done: cell, total: cells, unit: "cells")
        let whole = progress.whole(part, of: regime, isSweep: true)
        if let remaining = whole.remaining { told.append((now, remaining)) }
        if cell < cells { now += 0.75 }
      }
    }
    #expect(abs(now - end) < 1e-6)
    for (one, next) in zip(told, told.dropFirst()) {
      let jump = next.remaining - (one.remaining - (next.time - one.time))
      #expect(abs(jump) < 0.05 * end, "at \(one.time) s: \(one.remaining) s, then \(next.remaining) s")
    }
    let second = try #require(told.first { $0.time > 30 + 75 })
    #expect(abs(second.remaining - (end - second.time)) < 0.1 * end, "one regime tells of the next")
    #expect(told.last?.remaining == 0)
  }

  @Test("interrupted anywhere it goes on to the same result")
  func resumption() throws {
    let bench = try Bench()
    let whole = try bench.result("regimes", Self.small).figures
    for place in ["weight-decay/accuracy/test", "batch-norm/joint", "plain/rerandomised"] {
      let id = try bench.engine.interrupting("regimes", Self.small) { event in
        switch event.payload {
        case .point(let point): point.series == place && point.x >= 1
        case .cell(let cell): cell.grid == place
        default: false
        }
      }
      let engine = try ExperimentEngine.start(home: bench.home, threads: 1, version: "test")
      defer { engine.shutdown() }
      try engine.perform(.restart(id))
      #expect(engine.wait(for: id, timeout: 120)?.outcome == .completed)
      let result = try #require(try engine.store.folder(id).result())
      for (regime, other) in zip(result["regimes"]!.array!, whole["regimes"]!.array!) {
        #expect(regime["layers"] == other["layers"], "\(place)")
        #expect(regime["testLoss"] == other["testLoss"], "\(place)")
      }
    }
  }

  @Test(
    "a network without two forms is refused in one line",
    arguments: [
      ("fcn-2x16", "which has no form with and without batch norm"),
      ("resmlp-2x8-nobn", "expected a name without -bn or -nobn"), ("vgg11-bn", "at least 32×32 pixels"),
      ("nothing", "unknown network"),
    ])
  func refusals(_ network: String, _ line: String) throws {
    let bench = try Bench()
    let ending = try bench.run("regimes", Self.small.merging(["network": network]) { $1 }).ending
    #expect(ending.isUserError && ending.message?.contains(line) == true, "\(ending.message ?? "")")
  }
}

extension Engine {
  /// Starts a run and cancels it at the first event of a kind.
  func interrupting(
    _ name: String, _ typed: [String: String], at isPlace: (Event) -> Bool
  ) throws -> JobID {
    let card = try #require(experiments.first { $0.card.identifier == name }).card
    let subscription = bus.subscribe {}
    let id = try perform(
      .start(experiment: name, settings: Settings(card, typed: typed), priority: .normal, stored: true))
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      if subscription.drain().contains(where: { $0.job == id && isPlace($0) }) { break }
      usleep(500)
    }
    try perform(.cancel(id))
    try #require(wait(for: id, timeout: 60)?.outcome == .cancelled)
    return id
  }
}
