import Catalog
import Networks
import SelfExplaining
import Torch

/// Small self-explaining networks in double precision.
enum Fixture {
  static func input(_ shape: [Int] = [6, 1, 1], classes: Int = 3) throws -> InputDescription {
    try InputDescription(
      shape: shape, mean: Array(repeating: 0, count: shape[0]),
      deviation: Array(repeating: 1, count: shape[0]), classNames: (0..<classes).map { "class \($0)" })
  }

  static func senn(
    _ name: String, shape: [Int] = [6, 1, 1], classes: Int = 3, seed: UInt64 = 3
  ) throws -> SelfExplainingNetwork {
    try double(
      Network(
        ArchitectureRegistry.specification(named: name, for: input(shape, classes: classes)), seed: seed))
  }

  static func double(_ network: Network) throws -> SelfExplainingNetwork {
    for (index, tensors) in network.tensors.enumerated() where !tensors.isEmpty {
      network.replace(layer: index, with: tensors.map { $0.to(.float64).requiringGradient() })
    }
    return try SelfExplainingNetwork(network)
  }

  /// θ = Wx with h = x and no bias: relevances linear in the input.
  static func linear(_ count: Int, classes: Int) throws -> SelfExplainingNetwork {
    let keys = LayerKeys([
      "in": .integer(count), "out": .integer(count * classes), "bias": .flag(false),
    ])
    let sum = LayerKeys(["concepts": .integer(count), "classes": .integer(classes)])
    let layers = [
      NamedLayer("concepts", try Flatten(LayerKeys([:])), from: ["input"]),
      NamedLayer("relevances", try Linear(keys), from: ["concepts"]),
      NamedLayer("logits", try ConceptSum(sum), from: ["relevances", "concepts"]),
    ]
    return try double(
      Network(
        NetworkSpecification(
          name: "quadratic", input: input([count, 1, 1], classes: classes), layers: layers), seed: 5))
  }

  static func inputs(_ count: Int, _ shape: [Int] = [6, 1, 1], seed: UInt64 = 7) -> Tensor {
    Generator(seed: seed).normal([count] + shape).to(.float64)
  }
}

extension SelfExplainingNetwork {
  func index(_ layer: String) -> Int { network.layers.firstIndex { $0.name == layer } ?? -1 }

  /// Sets a layer's tensors to zero, or multiplies them.
  func scale(_ layer: String, by factor: Double) {
    network.replace(
      layer: index(layer),
      with: network.tensors[index(layer)].map { ($0 * factor).detached().requiringGradient() })
  }

  func terms(
    _ inputs: Tensor, labels: [Int], lambda: Double = 1, reconstruction: Double = 0, sparsity: Double = 0,
    _ penalty: GradientPenalty = GradientPenalty(), seed: UInt64 = 0
  ) throws -> SelfExplainingLoss.Terms {
    try SelfExplainingLoss(penalty: penalty).terms(
      self, inputs,
      SelfExplainingLoss.Weights(lambda: lambda, reconstruction: reconstruction, sparsity: sparsity),
      .training(nil), Generator(seed: seed)
    ) { $0.crossEntropy(Tensor(labels)) }
  }
}
