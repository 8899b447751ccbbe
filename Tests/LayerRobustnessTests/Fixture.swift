import Catalog
import Networks
import Testing
import Torch

@testable import LayerRobustness

/// A small network that was trained for a few steps on random inputs, with its checkpoints.
///
/// Learning random labels is enough: the properties hold for any weights.
struct Trained {
  let network: Network
  let checkpoints: [Checkpoint]
  let inputs: Tensor
  let labels: Tensor
  /// Of its sweeps.
  let isInLittleMemory: Bool
  static let seed: UInt64 = 31

  /// - Parameter steps: between two checkpoints.
  init(_ form: Form, inputs count: Int = 90, checkpoints: Int = 3, steps: Int = 6) throws {
    let specification = try form.specification
    let shape = specification.input.shape
    let network = Network(specification, seed: Self.seed)
    let inputs = Generator(seed: 1).normal([count] + shape)
    let labels = Generator(seed: 2).integers([count], 0, specification.input.classNames.count)
    for parameter in network.parameters { parameter.requiringGradient() }
    let optimizer = StochasticGradientDescent(network.parameters, momentum: 0.9)
    var kept = [Checkpoint(label: "0", tensors: try Self.copy(network))]
    for epoch in 1..<checkpoints {
      for _ in 0..<steps {
        let loss = network.logits(normalised: inputs, .training(Generator(seed: 5))).crossEntropy(labels)
        try optimizer.step(gradients(of: [loss], by: network.parameters), rate: 0.05)
      }
      kept.append(Checkpoint(label: "\(epoch)", tensors: try Self.copy(network)))
    }
    self.network = network
    self.checkpoints = kept
    self.inputs = inputs
    self.labels = labels
    isInLittleMemory = form == .residualBlocksInLittleMemory
  }

  private static func copy(_ network: Network) throws -> [[Tensor]] {
    try Network.tensors(network.specification, network.snapshot(), place: "snapshot")
  }

  func sweep(_ scope: BatchNormScope = .affine, chunk: Int = 40) throws -> LayerSweep {
    let sweep = LayerSweep(
      network, checkpoints: checkpoints, inputs: inputs, labels: labels, scope: scope, chunk: chunk)
    if isInLittleMemory { try sweep.keep(share: 0.3) }
    return sweep
  }

  /// The logits with replaced tensors, by a plain forward pass over all layers.
  func logits(_ replaced: [Int: [Tensor]]) -> Tensor {
    noGrad { network.withReplaced(replaced) { network.logits(normalised: inputs, .evaluation) } }
  }

  /// An evaluation with replaced tensors, nothing kept.
  func uncached(_ replaced: [Int: [Tensor]], chunk: Int = 40) throws -> Evaluation {
    try network.withReplaced(replaced) {
      try network.evaluate(normalised: inputs, labels, batchSize: chunk)
    }
  }

  /// The SHA-256 of every tensor.
  func weights() throws -> [String] {
    try network.tensors.flatMap { $0 }.map { SHA256.hash(try $0.detached().array().bytes) }
  }
}

extension LayerSweep {
  /// Sets a limit that leaves room for that share of all activations at the widest stop, and for half of it behind ranges.
  func keep(share: Double) throws {
    try limitMemory(to: .max / 2, draws: 2)
    let widest = inputs.extent(0) * (plan.live.max() ?? 0)
    try limitMemory(to: checkpointBytes + plan.working + Int(2 * share * Double(widest)), draws: 2)
  }
}

enum Form: String, CaseIterable, Sendable {
  case fullyConnected, convolutional, batchNorm, residual, residualBlocks, residualBlocksInLittleMemory

  var specification: NetworkSpecification {
    get throws {
      switch self {
      case .fullyConnected: try ArchitectureRegistry.specification(named: "fcn-3x9", for: input([1, 4, 4]))
      case .convolutional: try ArchitectureRegistry.specification(named: "cnn-small", for: input([1, 4, 4]))
      case .batchNorm:
        try graph([
          ("conv1", .convolution(1, 4), ["input"]), ("bn1", .batchNorm(4), ["conv1"]),
          ("relu1", .relu, ["bn1"]),
          ("conv2", .convolution(4, 4), ["relu1"]), ("relu2", .relu, ["conv2"]),
          ("bn2", .batchNorm(4), ["relu2"]),
          ("drop", .dropout, ["bn2"]), ("flatten", .flatten, ["drop"]), ("fc", .linear(64, 3), ["flatten"]),
        ])
      case .residual:
        // The batch norms stand after both convolutions: units interleave.
        try graph([
          ("stem", .convolution(1, 4), ["input"]), ("main", .convolution(4, 4), ["stem"]),
          ("side", .convolution(4, 4), ["stem"]), ("bnMain", .batchNorm(4), ["main"]),
          ("bnSide", .batchNorm(4), ["side"]), ("sum", .add, ["bnMain", "bnSide"]), ("relu", .relu, ["sum"]),
          ("flatten", .flatten, ["relu"]), ("fc", .linear(64, 3), ["flatten"]),
        ])
      case .residualBlocks, .residualBlocksInLittleMemory:
        try graph([
          ("stem", .convolution(1, 4), ["input"]), ("bn", .batchNorm(4), ["stem"]), ("relu", .relu, ["bn"]),
          ("a.conv1", .convolution(4, 4), ["relu"]), ("a.bn1", .batchNorm(4), ["a.conv1"]),
          ("a.relu1", .relu, ["a.bn1"]), ("a.conv2", .convolution(4, 4), ["a.relu1"]),
          ("a.bn2", .batchNorm(4), ["a.conv2"]), ("a.add", .add, ["a.bn2", "relu"]),
          ("a.relu2", .relu, ["a.add"]),
          ("b.conv1", .convolution(4, 6), ["a.relu2"]), ("b.bn1", .batchNorm(6), ["b.conv1"]),
          ("b.relu1", .relu, ["b.bn1"]), ("b.conv2", .convolution(6, 6), ["b.relu1"]),
          ("b.bn2", .batchNorm(6), ["b.conv2"]), ("b.side", .convolution(4, 6), ["a.relu2"]),
          ("b.bnSide", .batchNorm(6), ["b.side"]), ("b.add", .add, ["b.bn2", "b.bnSide"]),
          ("b.relu2", .relu, ["b.add"]), ("flatten", .flatten, ["b.relu2"]),
          ("fc", .linear(96, 3), ["flatten"]),
        ])
      }
    }
  }

  private func input(_ shape: [Int]) throws -> InputDescription {
    try InputDescription(shape: shape, mean: [0], deviation: [1], classNames: ["a", "b", "c"])
  }

  private enum Kind {
    case convolution(Int, Int), batchNorm(Int), linear(Int, Int), relu, flatten, add, dropout

    var layer: any Layer {
      get throws {
        switch self {
        case .convolution(let inputs, let outputs):
          try Convolution(
            LayerKeys([
              "in": .integer(inputs), "out": .integer(outputs), "kernel": .integer(3), "padding": .integer(1),
            ]))
        case .batchNorm(let channels): try BatchNorm(LayerKeys(["channels": .integer(channels)]))
        case .linear(let inputs, let outputs):
          try Linear(
            LayerKeys([
              "in": .integer(inputs), "out": .integer(outputs), "bias-initialiser": .text("pytorch"),
            ]))
        case .relu: try ReLU(LayerKeys([:]))
        case .flatten: try Flatten(LayerKeys([:]))
        case .add: try Add(LayerKeys([:]))
        case .dropout: try Dropout(LayerKeys([:]))
        }
      }
    }
  }

  private func graph(_ layers: [(String, Kind, [String])]) throws -> NetworkSpecification {
    try NetworkSpecification(
      name: rawValue, input: input([1, 4, 4]), layers: layers.map { NamedLayer($0, try $1.layer, from: $2) })
  }
}

/// Every cell of a sweep, by what it resets.
func cells(_ sweep: LayerSweep, draws: Int = 2, seed: UInt64 = 77) throws -> [LayerSweep.Kind: Evaluation] {
  var found: [LayerSweep.Kind: Evaluation] = [:]
  try sweep.run(draws: draws, seed: seed) { kind, evaluation in
    #expect(found.updateValue(evaluation, forKey: kind) == nil, "\(kind) came twice")
  }
  return found
}
