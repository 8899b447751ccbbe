import Catalog
import Datasets
import Engine
import Networks
import SelfExplaining
import Testing
import Torch

@testable import Experiments

@Suite("Training of self-explaining networks")
struct SelfExplainingTrainingTests {
  private func last(_ series: String, _ bench: Bench, _ id: JobID) throws -> Double? {
    try bench.engine.recording(of: id).compactMap { event -> Double? in
      if case .point(let point) = event.payload, point.series == series { point.y } else { nil }
    }.last
  }

  @Test("a large λ leaves a linear model: constant relevances, the answers of logistic regression (P13)")
  func linear() throws {
    let bench = try Bench()
    let common = [
      "network": "senn-identity-10x5", "dataset": "breast-cancer", "epochs": "150", "optimizer": "adam",
      "learning-rate": "0.005", "batch-size": "32", "schedule": "cosine",
    ]
    let (free, plain) = try bench.result("train", common.merging(["lambda": "0"]) { $1 })
    let (bound, figures) = try bench.result("train", common.merging(["lambda": "1"]) { $1 })
    // The trade-off is seen while it trains.
    for series in ["stability/test", "penalty/test"] {
      let loose = try #require(try last(series, bench, free)),
        tight = try #require(try last(series, bench, bound))
      #expect(tight < 0.01 * loose, "\(series): \(loose) and \(tight)")
    }
    #expect(try last("penalty/train", bench, free) == nil && last("penalty/train", bench, bound) != nil)
    let test = try DatasetSource.breastCancer.load(.test)
    let senn = try SelfExplainingNetwork(NetworkFolder.load(bench.engine.store.folder(bound).path))
    let theta = try senn.explain(Tensor(try test.pixels(Array(0..<test.count)))).relevances
    let spread = (theta - theta.mean([0], keep: true)).flatten(from: 1).norm(2, [1])
    let largest = try spread.max().item()
    #expect(largest < 1e-3)
    // Classes that logistic regression of the training rows gives, within 1.5 points and a row.
    let train = try DatasetSource.breastCancer.load(.train)
    func rows(_ data: Dataset) throws -> Tensor {
      senn.network.normalise(Tensor(try data.pixels(Array(0..<data.count)))).flatten(from: 1)
    }
    let logistic = try LogisticRegression(rows(train), Tensor(train.labels), classes: 2)
    let right = zip(try logistic.predictions(rows(test)).integers(), test.labels).count { $0 == $1 }
    let accuracy = Double(right) / Double(test.count)
    #expect(abs(figures["testAccuracy"]!.double! - accuracy) <= 0.015 + 1 / Double(test.count))
    #expect(plain["testAccuracy"]!.double! > 0.9)
  }

  @Test("the concept grid is each concept's inputs with the largest h")
  func grid() throws {
    let bench = try Bench()
    let (id, _) = try bench.result(
      "train",
      [
        "network": "senn-lenet-k3", "dataset": "fashion-mini", "epochs": "1", "optimizer": "adam",
        "learning-rate": "0.001", "train-limit": "200", "penalty": "hutchinson",
      ])
    let grid = try #require(
      bench.engine.recording(of: id).compactMap { event -> Pictures? in
        if case .pictures(let set) = event.payload, set.name == "concept-grid" { set } else { nil }
      }.last)
    let test = try DatasetSource.fashionMini.load(.test)
    let senn = try SelfExplainingNetwork(NetworkFolder.load(bench.engine.store.folder(id).path))
    let concepts = try senn.explain(Tensor(try test.pixels(Array(0..<test.count)))).concepts
    let best = try Prototypes(of: concepts, size: 9)
    #expect(try grid.values == test.pixels(best.indices.flatMap { $0 }))
    #expect(grid.captions[0].hasPrefix("#\(best.indices[0][0]) "))
  }

  @Test("a weight of the penalty is refused where nothing explains itself")
  func refused() throws {
    let (_, ending) = try Bench().run("train", ["network": "fcn-1x8", "lambda": "0.5", "epochs": "1"])
    #expect(ending.isUserError && ending.message!.hasPrefix("lambda: found 0.5"))
    let (_, negative) = try Bench().run("train", ["network": "senn-lenet-k5000", "epochs": "1"])
    #expect(negative.isUserError && negative.message!.contains("K in 1…4096"))
  }
}
