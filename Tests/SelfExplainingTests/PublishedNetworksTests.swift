import Catalog
import Datasets
import Foundation
import Networks
import Testing
import Torch

@testable import SelfExplaining

/// Five networks that others trained and published, and what they give, made once by a program of its own.
@Suite("Published self-explaining networks")
struct PublishedNetworksTests {
  static let data = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/data").standardizedFileURL.path
  static let isThere = FileManager.default.fileExists(atPath: data + "/models")

  private func senn(_ lambda: String) throws -> SelfExplainingNetwork {
    let form = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/senn-mnist.toml").path
    let weights = "\(Self.data)/models/senn_mnist_lambda\(lambda).safetensors"
    return try SelfExplainingNetwork(
      Network(
        NetworkFile.specification(form), NetworkState(TensorFile.read(weights)), place: weights))
  }

  @Test(
    "concepts, relevances and scores of the first 16 test digits, and the accuracy on all of them",
    .enabled(if: isThere, "the published networks are not on this machine"),
    arguments: [("1e-4", 0.9889), ("1e-3", 0.9884), ("1e-2", 0.9823), ("1e-1", 0.9627), ("1e-0", 0.2629)])
  func golden(lambda: String, accuracy: Double) throws {
    let senn = try senn(lambda)
    let mnist = try datasetRegistry.find("mnist").load(
      .test, from: DataLocator(environment: ["HALFTONE_DATA": Self.data]))
    let found = try senn.explain(Tensor(try mnist.pixels(Array(0..<16))))
    let golden = Dictionary(
      try TensorFile.read("\(Self.data)/models/senn_mnist_lambda\(lambda).golden16.safetensors")
    ) { first, _ in first }
    for (name, value) in [
      ("concepts", found.concepts), ("relevances", found.relevances), ("scores", found.logits),
    ] {
      let wanted = try #require(golden[name])
      #expect(value.shape == wanted.shape)
      #expect(try (value - wanted).abs().max().item() < 1e-4, "\(name)")
    }
    let data = ResidentData(mnist, transform: senn.network.normalise)
    var tally = EvaluationTally()
    try noGrad {
      for batch in data.batches(of: 1000) {
        try tally.add(senn.network.logits(normalised: batch.inputs, .evaluation), batch.labels)
      }
    }
    #expect(abs(tally.evaluation.accuracy - accuracy) < 0.001)
  }
}
