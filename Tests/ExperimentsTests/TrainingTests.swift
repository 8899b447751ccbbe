import Catalog
import Datasets
import Engine
import Foundation
import Networks
import Testing
import Torch

@testable import Experiments

@Suite("Training")
struct TrainingTests {
  private func plan(_ typed: [String: String]) throws -> TrainingPlan {
    try TrainingPlan(Settings(TrainExperiment().card, typed: typed))
  }

  @Test("checkpoints 'auto' are dense at first, then at doubling distances, with the last epoch always")
  func schedule() throws {
    for (epochs, expected) in [
      (1, [0, 1]), (3, [0, 1, 2, 3]), (10, [0, 1, 2, 3, 4, 6, 8, 10]),
      (40, [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 40]),
      (100, [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 100]),
    ] { #expect(try plan(["epochs": "\(epochs)"]).checkpoints == expected) }
    #expect(try plan(["epochs": "8", "checkpoints": "5,2,5"]).checkpoints == [0, 2, 5, 8])
    for wrong in ["9", "-1", "1,,2", "1;2", "some"] {
      #expect(throws: UserError.self) { try plan(["epochs": "8", "checkpoints": wrong]) }
    }
  }

  @Test(
    "a trainer that goes on from its state reaches the same bits",
    arguments: [
      ["optimizer": "sgd", "nesterov": "true", "weight-decay": "0.001"], ["optimizer": "adam"],
      ["optimizer": "sgd", "schedule": "cosine", "momentum": "0"], ["augmentation": "crop-flip"],
      ["network": "resmlp-4x8", "blocks-per-batch": "2"],
      [
        "network": "senn-dense-k4-affine", "optimizer": "adam", "penalty": "hutchinson",
        "lambda-schedule": "ramp",
      ],
    ])
  func resume(settings: [String: String]) throws {
    _ = try Bench()
    let plan = try plan(tiny.merging(settings) { $1 })
    let data = try datasetRegistry.find("fashion-mini").load(.train)
    let specification = try ArchitectureRegistry.specification(
      named: plan.network, for: try InputDescription(data))
    func trainer() throws -> Trainer {
      let network = Network(specification, seed: plan.seed)
      return try Trainer(network, plan, ResidentData(data, limit: 300, transform: network.normalise))
    }
    func epochs(_ trainer: Trainer, to last: Int) throws {
      while trainer.epoch < last {
        _ = try trainer.runEpoch(every: 1, step: { _ in }, report: { _, _ in })
      }
    }
    let straight = try trainer(), first = try trainer(), second = try trainer()
    try epochs(straight, to: 4)
    try epochs(first, to: 2)
    try second.restore(first.state(), place: "memory")
    #expect(second.epoch == 2)
    try epochs(second, to: 4)
    let expected = straight.state(), found = second.state()
    #expect(expected.map(\.0) == found.map(\.0))
    for ((name, one), (_, other)) in zip(expected, found) {
      #expect(try one.array() == other.array(), "\(name)")
    }
    // The state of another plan's optimiser is refused, not half taken.
    let other = try self.plan(
      tiny.merging(["optimizer": settings["optimizer"] == "adam" ? "sgd" : "adam"]) { $1 })
    let stranger = try Trainer(
      Network(specification, seed: 0), other,
      ResidentData(data, limit: 300, transform: straight.network.normalise))
    #expect(throws: UserError.self) { try stranger.restore(found, place: "memory") }
  }

  @Test("each batch trains other blocks, as many as were asked for, and the rest keeps its tensors")
  func subsets() throws {
    _ = try Bench()
    let plan = try plan([
      "network": "resmlp-4x8", "blocks-per-batch": "1", "momentum": "0", "train-limit": "256", "epochs": "1",
    ])
    let data = try datasetRegistry.find("fashion-mini").load(.train)
    let specification = try ArchitectureRegistry.specification(
      named: plan.network, for: try InputDescription(data))
    let network = Network(specification, seed: 0)
    let trainer = try Trainer(network, plan, ResidentData(data, limit: 128, transform: network.normalise))
    let before = network.snapshot()
    _ = try trainer.runEpoch(every: 1, step: { _ in }, report: { _, _ in })
    let after = network.snapshot()
    // One step: one block moved, its running statistics too.
    let moved = try after.names.filter { try !after[$0]!.isEqual(to: before[$0]!) }
    let blocks = Set(moved.filter { $0.hasPrefix("blocks.") }.map { $0.split(separator: ".")[1] })
    #expect(
      blocks.count == 1 && moved.contains { $0.hasSuffix("running_mean") } && moved.contains("fc.weight"))
    let drawn = try #require(try BlockSubsets(training: 3, of: specification, seed: Seed(1)))
    let sets = (0..<40).map { drawn.leftOut(epoch: 0, step: $0).map(\.name) }
    #expect(sets.allSatisfy { $0.count == 1 } && Set(sets).count == 4)
    #expect(sets[7] == drawn.leftOut(epoch: 0, step: 7).map(\.name))
    #expect(sets != (0..<40).map { drawn.leftOut(epoch: 1, step: $0).map(\.name) })
  }

  @Test("training in parts ends with statistics of the whole, and says what they changed")
  func recalibration() throws {
    let bench = try Bench()
    let parts = [
      "network": "resmlp-4x8", "blocks-per-batch": "2", "train-limit": "600", "epochs": "2", "probes": "0",
      "learning-rate": "0.05", "recalibrate": "200",
    ]
    let (id, figures) = try bench.result("train", parts)
    let found = try #require(figures["recalibration"])
    #expect(found["inputs"]!.int == 200 && figures["testAccuracy"] == found["accuracyAfter"])
    #expect(found["accuracyBefore"] == figures["epochs"]![1]!["testAccuracy"])
    #expect(found["accuracyBefore"] != found["accuracyAfter"])
    let settings = ["model": id, "draws": "1", "most": "1", "exchanges": "0"]
    let saved = try bench.result("lesion", settings).figures
    #expect(saved["baseAccuracy"] == found["accuracyAfter"], "the weights are those after it")
    let files = TrainingFiles(folder: try bench.engine.store.folder(id).path)
    let kept = Dictionary(uniqueKeysWithValues: try TensorFile.read(files.checkpoint(2)))
    for (name, tensor) in try TensorFile.read(files.weights) {
      #expect(try tensor.isEqual(to: kept[name]!), "\(name)")
    }
    let left = try bench.result("train", parts.merging(["recalibrate": "0"]) { $1 }).figures
    #expect(left["recalibration"] == nil && left["testAccuracy"] == found["accuracyBefore"])
    // All blocks in every batch are no parts: the figures of the epochs are those of ordinary training.
    let whole = try bench.result("train", parts.merging(["blocks-per-batch": "0"]) { $1 }).figures
    let all = try bench.result("train", parts.merging(["blocks-per-batch": "4", "recalibrate": "0"]) { $1 })
      .figures
    #expect(whole["testAccuracy"] == all["testAccuracy"] && whole["recalibration"] == nil)
  }

  @Test("more blocks a batch than the network has, or of a network without any, are refused in one line")
  func refusal() throws {
    let bench = try Bench()
    func message(_ typed: [String: String]) throws -> String {
      let (_, ending) = try bench.run("train", tiny.merging(typed) { $1 })
      #expect(ending.outcome == .failed && ending.isUserError)
      return ending.message ?? ""
    }
    #expect(try message(["network": "resmlp-4x8", "blocks-per-batch": "5"]).contains("expected 0…4"))
    for network in ["fcn-2x16", "plainmlp-4x8"] {
      #expect(try message(["network": network, "blocks-per-batch": "1"]).contains("no residual blocks"))
    }
  }

  @Test("a loss that is no number fails the run and says where; what was kept stays")
  func divergence() throws {
    let bench = try Bench()
    let (id, ending) = try bench.run(
      "train", tiny.merging(["learning-rate": "100", "weight-decay": "10", "batch-size": "16"]) { $1 })
    #expect(ending.outcome == .failed && !ending.isUserError)
    #expect(ending.message?.contains("training diverged") == true)
    #expect(TrainingFiles(folder: try bench.engine.store.folder(id).path).checkpointEpochs().first == 0)
  }

  @Test("jobs that are not stored leave nothing behind")
  func unstored() throws {
    let bench = try Bench()
    #expect(try bench.run("train", tiny, stored: false).ending.outcome == .completed)
    #expect(!FileManager.default.fileExists(atPath: bench.home))
    let trained = try bench.run("train", tiny).id
    let before = try FileManager.default.subpathsOfDirectory(atPath: bench.home + "/runs").sorted()
    for name in ["explain", "layers"] {
      let (_, ending) = try bench.run(name, ["model": trained], stored: false)
      #expect(ending.outcome == .completed, "\(ending.message ?? "")")
    }
    #expect(try FileManager.default.subpathsOfDirectory(atPath: bench.home + "/runs").sorted() == before)
  }
}
