import Networks
import Torch

/// The activations of every chunk of inputs up to some layer: what a sweep pays once and continues many times.
struct KeptActivations {
  private let network: Network
  private let labels: Tensor
  private let chunk: Int
  private var frontiers: [Frontier]
  /// The first layer that is not computed yet.
  private(set) var reached = 0

  init(_ network: Network, inputs: Tensor, labels: Tensor, chunk: Int) {
    self.network = network
    self.labels = labels
    self.chunk = chunk
    let count = inputs.extent(0)
    frontiers = stride(from: 0, to: count, by: chunk).map {
      Frontier(input: inputs[$0..<min($0 + chunk, count)], count: network.layers.count)
    }
  }

  mutating func advance(to layer: Int, with replaced: [Int: [Tensor]] = [:]) {
    for index in frontiers.indices {
      network.run(&frontiers[index], over: reached..<layer, with: replaced, .evaluation)
    }
    reached = layer
  }

  /// Evaluates the network with replaced tensors from here on.
  func evaluate(_ replaced: [Int: [Tensor]]) throws -> Evaluation {
    var tally = EvaluationTally()
    for index in frontiers.indices {
      let start = index * chunk
      try tally.add(logits(index, replaced), labels[start..<min(start + chunk, labels.extent(0))])
    }
    return tally.evaluation
  }

  /// Evaluates the network with each set of replaced tensors, all in one product where the unit allows it.
  func evaluate(_ sets: [[Int: [Tensor]]], of unit: LayerUnit) throws -> [Evaluation] {
    guard sets.count > 1, network.canStack(unit.layers) else { return try sets.map(evaluate) }
    var tally = EvaluationTally(networks: sets.count)
    for index in frontiers.indices {
      let start = index * chunk
      try tally.add(
        network.logits(stacked: sets, at: unit.layers, from: frontiers[index]),
        labels[start..<min(start + chunk, labels.extent(0))])
    }
    return tally.evaluations
  }

  private func logits(_ index: Int, _ replaced: [Int: [Tensor]]) -> Tensor {
    var frontier = frontiers[index]
    network.run(&frontier, over: reached..<network.layers.count, with: replaced, .evaluation)
    return network.logits(frontier)
  }
}
