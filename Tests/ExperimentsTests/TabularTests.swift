import Catalog
import Datasets
import Engine
import Foundation
import Networks
import Testing
import Torch

@testable import Experiments

@Suite struct TabularTests {
  private let settings = [
    "network": "fcn-2x16", "dataset": "breast-cancer", "epochs": "20", "learning-rate": "0.05",
    "batch-size": "32",
  ]

  @Test func `a network learns a table, its layers are swept, and its columns are explained`() throws {
    let bench = try Bench()
    let (id, figures) = try bench.result("train", settings)
    // Nine in ten of the worst published results; chance is 63 %.
    #expect(figures["testAccuracy"]!.double! > 0.93)
    let pictures = try bench.engine.recording(of: id).filter {
      if case .pictures = $0.payload { true } else { false }
    }
    #expect(pictures.isEmpty, "rows are no pictures")
    let (_, swept) = try bench.result("layers", ["model": id, "draws": "1"])
    #expect(swept["units"]?.int == 3)

    let (explained, found) = try bench.result("explain", ["model": id, "indices": "0-4"])
    #expect(found["features"]?.array?.count == 30 && found["accuracy"]!.double! >= 0.8)
    let tensors = try Safetensors(
      contentsOf: bench.engine.store.folder(explained).path + "/tensors.safetensors")
    let test = try DatasetSource.breastCancer.load(.test)
    #expect(try tensors.array("inputs") == test.pixels(Array(0..<5)))
    // Per deviation of the training set, not per unit: areas are in thousands, yet count like the others.
    let attributions = try tensors.array("attributions").floats
    let statistics = try DatasetSource.breastCancer.load(.train).channelStatistics
    let network = try NetworkFolder.load(bench.engine.store.folder(id).path)
    let input = Tensor(try test.pixels([0])).requiringGradient()
    let logits = network.logits(input)
    let target = try logits.argmax(1).integers()[0]
    let raw = try gradients(of: [logits[0][target]], by: [input])[0].array().floats
    for column in 0..<30 {
      let expected = raw[column] * Float(statistics.standardDeviation[column])
      #expect(abs(attributions[column] - expected) < 1e-4 * max(1, abs(expected)))
    }

    // What was written can be brought again, and gives the same.
    let file = bench.home + "/rows.safetensors"
    try Safetensors.write(["inputs": tensors.array("inputs")], to: file)
    let (again, _) = try bench.result("explain", ["model": id, "input": file])
    let repeated = try Safetensors(
      contentsOf: bench.engine.store.folder(again).path + "/tensors.safetensors")
    #expect(try repeated.array("attributions") == tensors.array("attributions"))
  }

  @Test(arguments: [["network": "fcn-1x16"], ["network": "senn-identity-8", "lambda": "1"]])
  func `a number is learnt in its own unit, and explained`(_ network: [String: String]) throws {
    let bench = try Bench()
    let (id, figures) = try bench.result(
      "train",
      network.merging([
        "dataset": "diabetes", "epochs": "60", "optimizer": "adam", "learning-rate": "0.005",
        "batch-size": "32",
      ]) { $1 })
    // Least squares explains about half of the variance.
    #expect((0.3...0.75).contains(figures["testR2"]!.double!))
    #expect(figures["testAccuracy"] == nil && figures["epochs"]![0]!["testAccuracy"] == nil)
    let test = try DatasetSource.diabetes.load(.test), targets = test.targets!.map(Double.init)
    let loaded = try NetworkFolder.load(bench.engine.store.folder(id).path)
    let foretold = try loaded.logits(Tensor(try test.pixels(Array(0..<test.count)))).doubles()
    let errors = zip(targets, foretold).map { ($0 - $1) * ($0 - $1) }.reduce(0, +)
    let rmse = (errors / Double(targets.count)).squareRoot()
    #expect(abs(rmse - figures["testRMSE"]!.double!) < 1e-3 * rmse)
    let (_, explained) = try bench.result("explain", ["model": id, "indices": "0-3"])
    #expect(explained["accuracy"] == nil)
    // There is no accuracy that a layer could lose.
    let (_, refused) = try bench.run("layers", ["model": id])
    #expect(refused.isUserError && refused.message!.contains("expected classes"))
  }

  @Test(arguments: [
    (
      ["augmentation": "crop"],
      "augmentation: found 'crop', expected none: the inputs of breast-cancer are rows of a table, not pictures"
    ),
    (
      ["network": "resnet18"],
      "network: found 'resnet18', whose layer 'conv1' is a convolution; expected one without, such as fcn-2x16: the inputs "
        + "of breast-cancer are rows of a table, not pictures"
    ),
  ])
  func `what makes no sense for a table is refused in one line`(odd: [String: String], message: String) throws
  {
    let (_, ending) = try Bench().run("train", settings.merging(odd) { $1 })
    #expect(ending.message == message && ending.isUserError)
  }

  @Test func `a baseline of pixels means nothing for a table`() throws {
    let bench = try Bench()
    let (id, _) = try bench.result("train", settings.merging(["epochs": "1"]) { $1 })
    let typed = ["model": id, "method": "integrated-gradients", "indices": "0-3"]
    let (_, ending) = try bench.run("explain", typed.merging(["baseline": "white"]) { $1 })
    #expect(
      ending.message?.hasPrefix("baseline: found 'white', expected black, which for a table is") == true)
    let (_, found) = try bench.result("explain", typed)
    #expect(found["maximumCompletenessGap"]!.double! < 0.05)
  }
}
