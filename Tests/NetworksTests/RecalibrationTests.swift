import Networks
import TestSupport
import Testing
import Torch

/// Running statistics that are estimated anew are those of what really arrives.
@Suite struct RecalibrationTests {
  @Test(arguments: ["resmlp-3x8", "vgg11-bn-w0.05", "resnet18-w0.05", "preresnet8-w0.2"])
  func `behind every batch norm each channel has the mean and variance that its tensors say`(_ name: String)
    throws
  {
    let (network, inputs) = try untrained(name)
    let norms = network.layers.indices.filter { network.layers[$0].layer is BatchNorm }
    let found = recalibrated(network, inputs)
    #expect(Set(found.keys) == Set(norms) && !norms.isEmpty)
    try network.withReplaced(found) {
      let taps = try network.activations(of: norms.map { network.layers[$0].name }, inputs).taps
      for norm in norms {
        let output = try #require(taps[network.layers[norm].name]), others = [0] + (2..<output.shape.count)
        let tensors = network.tensors[norm]
        try expectClose(
          output.mean(others).doubles(), tensors[1].doubles(), absolute: 1e-4, relative: 1e-4)
        // A channel that rectifiers left almost silent has less than ε to show.
        let expected = tensors[0].square() * tensors[3] / (tensors[3] + 1e-5)
        try expectClose(output.variance(others).doubles(), expected.doubles(), absolute: 1e-4, relative: 1e-3)
      }
    }
  }

  @Test func `with the new statistics the same inputs give the same bits`() throws {
    let (network, inputs) = try untrained("preresnet8-w0.2")
    var frontier = Frontier(input: inputs, count: network.layers.count)
    let found = noGrad { network.recalibrate(&frontier, over: network.layers.indices) }
    let seen = network.logits(frontier)
    let again = noGrad { network.withReplaced(found) { network.logits(normalised: inputs, .evaluation) } }
    #expect(try seen.isEqual(to: again))
    let stale = noGrad { network.logits(normalised: inputs, .evaluation) }
    #expect(try !seen.isEqual(to: stale))
  }

  @Test func `only the layers asked for change, and other tensors for them are kept but for the statistics`()
    throws
  {
    let (network, inputs) = try untrained("resmlp-3x8")
    let norms = network.layers.indices.filter { network.layers[$0].layer is BatchNorm }
    var frontier = Frontier(input: inputs, count: network.layers.count)
    noGrad { network.run(&frontier, over: 0..<norms[2], .evaluation) }
    let weights = [Tensor([3.0] + Array(repeating: 1, count: 7)), Tensor(Array(repeating: 2.0, count: 8))]
      .map { $0.to(.float32) }
    let other = weights + network.tensors[norms[3]][2...]
    let found = noGrad {
      network.recalibrate(&frontier, over: norms[2]..<network.layers.count, with: [norms[3]: other])
    }
    #expect(found.keys.sorted() == Array(norms[2...]))
    #expect(try found[norms[3]]![0].isEqual(to: weights[0]) && found[norms[3]]![1].isEqual(to: weights[1]))
    #expect(try !found[norms[3]]![2].isEqual(to: other[2]))
  }

  @Test func `one value a channel has no variance, so the statistics stay`() throws {
    let (network, inputs) = try untrained("resmlp-3x8")
    let found = recalibrated(network, inputs[0..<1])
    for (layer, tensors) in found {
      for (own, kept) in zip(network.tensors[layer], tensors) { #expect(try own.isEqual(to: kept)) }
    }
  }

  private func untrained(_ name: String) throws -> (network: Network, inputs: Tensor) {
    let specification = try ArchitectureRegistry.specification(
      named: name, for: describe([1, 32, 32], classes: 3, mean: 0, deviation: 1))
    let network = Network(specification, seed: 2)
    for (layer, named) in network.layers.enumerated() where named.layer is BatchNorm {
      let channels = network.tensors[layer][0].count, generator = Generator(seed: UInt64(layer))
      network.replace(
        layer: layer,
        with: [generator.uniform([channels], 0.5, 1.5), generator.normal([channels])]
          + network.tensors[layer][2...])
    }
    return (network, Generator(seed: 9).normal([40, 1, 32, 32]))
  }

  private func recalibrated(_ network: Network, _ inputs: Tensor) -> [Int: [Tensor]] {
    var frontier = Frontier(input: inputs, count: network.layers.count)
    return noGrad { network.recalibrate(&frontier, over: network.layers.indices) }
  }
}
