import Catalog
import TestSupport
import Testing
import Torch

@testable import Networks

/// Pooling before rectifying, and the layout of channels, are shortcuts that must not show.
@Suite struct PoolingOrderTests {
  private func network() throws -> Network {
    let input = try InputDescription(
      shape: [1, 12, 12], mean: [0.3], deviation: [0.4], classNames: (0..<10).map(String.init))
    return Network(try ArchitectureRegistry.specification(named: "cnn-small", for: input), seed: 5)
  }

  /// Layer by layer there is nothing to put in another order.
  private func layerByLayer(_ network: Network, _ inputs: Tensor) -> Tensor? {
    var frontier = Frontier(input: network.normalise(inputs), count: network.layers.count)
    for index in network.layers.indices { network.run(&frontier, over: index..<index + 1, .evaluation) }
    return frontier.values[network.layers.count - 1]
  }

  @Test func `pooling before rectifying changes no bit of logits and gradients`() throws {
    try expectNoLeak {
      let network = try network()
      let inputs = Generator(seed: 2).uniform([6, 1, 12, 12]).requiringGradient()
      let weights = Generator(seed: 3).normal([6, 10])
      let wanted = network.parameters.map { $0.requiringGradient() } + [inputs]
      let whole = network.logits(inputs)
      let apart = try #require(layerByLayer(network, inputs))
      #expect(try whole.isEqual(to: apart))
      let first = try gradients(of: [whole], by: wanted, weights: [weights])
      let second = try gradients(of: [apart], by: wanted, weights: [weights])
      for (a, b) in zip(first, second) { #expect(try a.isEqual(to: b)) }
    }
  }

  @Test func `a rectifier that is tapped is still rectified`() throws {
    let network = try network()
    let inputs = Generator(seed: 2).uniform([3, 1, 12, 12])
    let tapped = try network.activations(of: ["relu1", "pool1"], inputs)
    let rectified = try #require(tapped.taps["relu1"]), pooled = try #require(tapped.taps["pool1"])
    #expect(try rectified.min().item() == 0)
    #expect(try rectified.maxPool2d([2, 2], stride: [2, 2]).isEqual(to: pooled))
    #expect(try tapped.logits.isEqual(to: network.logits(inputs)))
  }
}
