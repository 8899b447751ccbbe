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
    ])
  func resume(settings: [String: String]) throws {
    _ = try Bench()
    let plan = try plan(tiny.merging(settings) { $1 })
    let data = try datasetRegistry.find("fashion-mini").load(.train)
    let specification = try ArchitectureRegistry.specification(
      named: plan.network, for: try InputDescription(data))
    func trainer() throws -> Trainer {
      let network = Network(specification, seed: plan.seed)
      return Trainer(network, plan, ResidentData(data, limit: 300, transform: network.normalise))
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
    let stranger = Trainer(
      Network(specification, seed: 0), other,
      ResidentData(data, limit: 300, transform: straight.network.normalise))
    #expect(throws: UserError.self) { try stranger.restore(found, place: "memory") }
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
