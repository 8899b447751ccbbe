import Catalog
import Networks
import TestSupport
import Testing
import Torch

/// Five steps of training beside PyTorch's, which computed them in double precision.
@Suite struct TrainingTests {
  private static let batchNorm = form(
    layer(
      "conv1", "conv2d", "in = 2\nout = 6\nkernel = [3, 2]\nstride = 2\npadding = 1\ngroups = 2\nbias = false"
    )
      + layer("bn1", "batch-norm2d", "channels = 6\nepsilon = 1e-3\nmomentum = 0.2") + layer("relu1", "relu")
      + layer("pool1", "average-pool2d", "kernel = 2\nstride = 1\npadding = 1")
      + layer("pool2", "adaptive-average-pool2d", "size = [2, 1]") + layer("flatten", "flatten")
      + layer("fc1", "linear", "in = 12\nout = 3"), shape: "[2, 7, 6]", mean: "[0.4, 0.4]",
    classes: #"["a", "b", "c"]"#
  ).replacing("deviation = [1.0]", with: "deviation = [0.25, 0.25]")

  private func specification(_ name: String) throws -> NetworkSpecification {
    switch name {
    case "fcn":
      try ArchitectureRegistry.specification(named: "fcn-2x8", for: describe([1, 4, 4], classes: 3))
    case "cnn":
      try ArchitectureRegistry.specification(named: "cnn-small", for: describe([2, 8, 9], classes: 3))
    default: try read(Self.batchNorm)
    }
  }

  @Test(arguments: ["fcn", "cnn", "batch-norm"])
  func `logits and five steps of descent equal PyTorch's`(_ name: String) throws {
    let fixture = try fixture(name)
    func state(_ moment: String) -> NetworkState {
      NetworkState(
        fixture.filter { $0.key.hasPrefix(moment + "/") }.map {
          (String($0.key.dropFirst(moment.count + 1)), $0.value)
        })
    }
    let inputs = fixture["inputs"]!, labels = fixture["labels"]!
    try expectNoLeak {
      let network = try Network(specification(name), state("before"), place: name)
      try expectClose(
        network.logits(inputs).doubles(), fixture["logits"]!.doubles(), absolute: 1e-5,
        relative: 1e-5)

      for parameter in network.parameters { parameter.requiringGradient() }
      let optimizer = StochasticGradientDescent(
        network.parameters, momentum: 0.9, decay: 5e-4, nesterov: true)
      let normalised = network.normalise(inputs)
      let losses = try (0..<5).map { step in
        let batch = (8 * step)..<(8 * step + 8)
        let loss = network.logits(normalised: normalised[batch], .training(nil)).crossEntropy(labels[batch])
        try optimizer.step(gradients(of: [loss], by: network.parameters), rate: 0.02)
        return try loss.item()
      }
      try expectClose(losses, fixture["losses"]!.doubles(), absolute: 1e-5, relative: 1e-5)
      let after = network.snapshot(), expected = state("after")
      for name in after.names {
        try expectClose(
          after[name]!.doubles(), expected[name]!.doubles(), absolute: 1e-5, relative: 1e-5,
          "\(name)")
      }
      try expectClose(
        network.logits(inputs).detached().doubles(), fixture["logits-after"]!.doubles(),
        absolute: 5e-5,
        relative: 1e-4)
    }
  }

  @Test func `evaluation leaves the running statistics alone, training moves them`() throws {
    let network = Network(try read(Self.batchNorm), seed: 2)
    let inputs = Generator(seed: 1).uniform([4, 2, 7, 6])
    let before = try network.snapshot().tensors.mapValues { try $0.doubles() }
    _ = try network.logits(inputs).doubles()
    _ = try network.evaluate(normalised: inputs, Tensor([0, 1, 2, 0]))
    #expect(try network.snapshot().tensors.mapValues { try $0.doubles() } == before)
    _ = try network.logits(normalised: inputs, .training(nil)).doubles()
    let after = try network.snapshot().tensors.mapValues { try $0.doubles() }
    #expect(
      before.keys.filter { before[$0] != after[$0] }.sorted() == ["bn1.running_mean", "bn1.running_var"])
  }

  @Test func `one value a channel has no variance: it is normalised by the running statistics`() throws {
    let text = form(
      layer("flatten", "flatten") + layer("norm", "batch-norm2d", "channels = 4")
        + layer("fc", "linear", "in = 4\nout = 2"))
    let network = Network(try read(text), seed: 1)
    network.tensors[1][2].fill(inPlace: 0.5)
    network.tensors[1][3].fill(inPlace: 2)
    let inputs = Generator(seed: 1).uniform([3, 1, 2, 2])
    let before = network.snapshot()
    let trained = try network.logits(normalised: inputs[0..<1], .training(nil)).doubles()
    #expect(try trained == network.logits(normalised: inputs[0..<1], .evaluation).doubles())
    #expect(try network.snapshot()["norm.running_var"]!.isEqual(to: before["norm.running_var"]!))
    _ = try network.logits(normalised: inputs[0..<2], .training(nil)).doubles()
    #expect(try !network.snapshot()["norm.running_var"]!.isEqual(to: before["norm.running_var"]!))
  }

  @Test func `a channel without variance stays finite`() throws {
    let text = form(
      layer("norm", "batch-norm2d", "channels = 1") + layer("flatten", "flatten")
        + layer("fc", "linear", "in = 4\nout = 2"))
    let network = Network(try read(text), seed: 1)
    let flat = Tensor.full([5, 1, 2, 2], 0.7)
    for _ in 0..<3 {
      let logits = network.logits(normalised: flat, .training(nil))
      #expect(try logits.isFinite().all().integer() == 1)
    }
    network.tensors[0][3].fill(inPlace: 0)
    #expect(try network.logits(flat).isFinite().all().integer() == 1)
  }

  @Test func `dropout is off in evaluation and drawn from the generator in training`() throws {
    let text = form(
      layer("flatten", "flatten")
        + layer("wide", "linear", "in = 4\nout = 4000\nbias = false\ninitialiser = \"ones\"")
        + layer("drop", "dropout", "probability = 0.25") + layer("out", "linear", "in = 4000\nout = 2"))
    let network = Network(try read(text), seed: 2)
    let inputs = Tensor.ones([1, 1, 2, 2])
    let (_, taps) = try network.activations(of: ["wide", "drop"], inputs)
    #expect(try taps["drop"]!.isEqual(to: taps["wide"]!))

    func trained(_ seed: UInt64) throws -> [Double] {
      var frontier = Frontier(input: inputs, count: 4, kept: [2])
      network.run(&frontier, over: 0..<4, .training(Generator(seed: seed)))
      return try frontier.values[2]!.detached().doubles()
    }
    let drawn = try trained(7)
    #expect(Set(drawn).count == 2 && drawn.contains(0))
    expectClose([drawn.max()!], [4 / 0.75], absolute: 1e-6, relative: 0)
    #expect(abs(Double(drawn.count { $0 == 0 }) / 4000 - 0.25) < 0.03)
    #expect(try trained(7) == drawn)
    #expect(try trained(8) != drawn)
  }
}
