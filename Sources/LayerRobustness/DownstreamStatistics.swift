import Networks
import Torch

/// Inputs on their way through the trained network, from which batch norm's running statistics behind a reset layer are
/// estimated anew: exact, one layer after the other, over all of the inputs.
///
/// Layers before the reset one keep what they have, for nothing that reaches them has changed.
struct DownstreamStatistics {
  private let network: Network
  private var frontier: Frontier
  private var reached = 0

  init(_ network: Network, _ inputs: Tensor) {
    self.network = network
    frontier = Frontier(input: inputs, count: network.layers.count)
  }

  mutating func advance(to layer: Int) {
    network.run(&frontier, over: reached..<layer, .evaluation)
    reached = layer
  }

  /// The replaced tensors with those of all batch norms from the layer on that was advanced to.
  func completing(_ replaced: [Int: [Tensor]]) -> [Int: [Tensor]] {
    var frontier = frontier
    return network.recalibrate(&frontier, over: reached..<network.layers.count, with: replaced)
  }
}
