import Catalog
import Networks
import TestSupport
import Testing
import Torch

private let members = ArchitectureRegistry.all.entries.flatMap(\.base.members)

/// Every member, and those of the families that take a width at a tenth of it: quick to draw and to run.
private let narrow = members.map { name in
  ["vgg", "resnet", "preresnet"].contains(where: name.hasPrefix) ? name + "-w0.1" : name
}

private func specification(_ name: String, _ shape: [Int], classes: Int = 10) throws -> NetworkSpecification {
  try ArchitectureRegistry.specification(named: name, for: describe(shape, classes: classes))
}

private func parameterCount(_ specification: NetworkSpecification) -> Int {
  specification.layers.flatMap(\.layer.slots).filter(\.isParameter).reduce(0) {
    $0 + $1.shape.reduce(1, *)
  }
}

/// Laws over the registry of architectures.
@Suite struct ArchitectureLawTests {
  @Test(arguments: ArchitectureRegistry.all.entries)
  func `a card's identifier is a member, and says what it is`(_ family: AnyArchitecture) throws {
    #expect(family.base.members.contains(family.card.identifier))
    #expect(!family.card.title.isEmpty && family.card.summary.hasSuffix("."))
    #expect(family.card.summary.count <= 130, "one line of a list")
  }

  @Test(arguments: members)
  func `a member belongs to one family and survives its own file`(_ name: String) throws {
    let input = try describe([3, 32, 40], classes: 5)
    let found = try ArchitectureRegistry.all.entries.compactMap {
      try $0.base.specification(named: name, for: input)
    }
    #expect(found.map(\.name) == [name])
    let text = NetworkFile.text(found[0])
    #expect(try NetworkFile.text(read(text)) == text)
  }

  @Test(arguments: narrow, [[1, 32, 32], [3, 33, 70], [3, 64, 65]])
  func `a network takes fitting inputs to one number a class`(_ name: String, _ shape: [Int]) throws {
    let network = Network(try specification(name, shape, classes: 7), seed: 3)
    let inputs = Generator(seed: 1).uniform([2] + shape)
    let logits = network.logits(inputs)
    #expect(logits.shape == [2, 7])
    #expect(try logits.isFinite().all().integer() == 1)
  }

  @Test(arguments: narrow)
  func `every parameter has a gradient`(_ name: String) throws {
    let network = Network(try specification(name, [1, 32, 32]), seed: 3)
    let wanted = network.parameters.map { $0.requiringGradient() }
    let inputs = Generator(seed: 1).uniform([4, 1, 32, 32])
    let loss = network.logits(normalised: inputs, .training(nil)).crossEntropy(Tensor([0, 1, 2, 3]))
    let found = try gradients(of: [loss], by: wanted)
    #expect(found.count == wanted.count)
    for (gradient, tensor) in zip(found, wanted) {
      #expect(gradient.shape == tensor.shape)
      #expect(try gradient.isFinite().all().integer() == 1)
    }
    #expect(try found[0].abs().max().item() > 0, "the first layer learns")
  }

  @Test func `the shapes that a form claims are those that tensors get`() throws {
    for (name, shape) in [
      ("resnet50-w0.1", [3, 67, 64]), ("vgg11-bn-w0.1", [3, 67, 64]), ("preresnet8", [1, 9, 5]),
    ] {
      let network = Network(try specification(name, shape), seed: 1)
      let (_, taps) = try network.activations(
        of: network.layers.map(\.name), Generator(seed: 1).uniform([2] + shape))
      for (layer, shape) in zip(network.layers, network.specification.shapes) {
        #expect(taps[layer.name]?.shape == [2] + shape, "\(name): \(layer.name)")
      }
    }
  }
}

/// Facts of the single families.
@Suite struct ArchitectureTests {
  /// On photographs of 224 pixels and a thousand classes, as PyTorch's model zoo publishes them.
  @Test(arguments: [
    ("resnet18", 11_689_512), ("resnet34", 21_797_672), ("resnet50", 25_557_032), ("resnet101", 44_549_160),
    ("resnet152", 60_192_808), ("vgg11", 132_863_336), ("vgg11-bn", 132_868_840), ("vgg13", 133_047_848),
    ("vgg13-bn", 133_053_736), ("vgg16", 138_357_544), ("vgg16-bn", 138_365_992), ("vgg19", 143_667_240),
    ("vgg19-bn", 143_678_248),
  ])
  func `parameters on photographs`(_ name: String, _ count: Int) throws {
    #expect(parameterCount(try specification(name, [3, 224, 224], classes: 1000)) == count)
  }

  @Test func `parameters on small pictures, by their own arithmetic`() throws {
    #expect(parameterCount(try specification("resnet18", [3, 32, 32])) == 11_173_962)
    #expect(parameterCount(try specification("resnet50", [3, 32, 32])) == 23_520_842)
    #expect(parameterCount(try specification("vgg16", [3, 32, 32])) == 14_714_688 + 512 * 10 + 10)
    for n in [3, 5, 7, 9, 18] {
      let stem = 27 * 16, head = 2 * 64 + 64 * 10 + 10
      let first = n * (2 * 9 * 16 * 16 + 4 * 16)
      func later(_ c: Int) -> Int {
        // A block that doubles c/2 channels with a projection, then n − 1 that keep c.
        9 * (c / 2) * c + 9 * c * c + 2 * (c / 2) + 2 * c + (c / 2) * c + (n - 1) * (2 * 9 * c * c + 4 * c)
      }
      let found = parameterCount(try specification("preresnet\(6 * n + 2)", [3, 32, 32]))
      #expect(found == stem + first + later(32) + later(64) + head, "n = \(n)")
      // He et al. give 0.27 million for 20 layers and 1.7 for 110.
      if n == 3 { #expect((265_000..<275_000).contains(found)) }
      if n == 18 { #expect((1_650_000..<1_750_000).contains(found)) }
    }
    let modules = 24 * (2 * 64 * 64 + 4 * 64), ends = 784 * 64 + 64 + 2 * 64 + 64 * 10 + 10
    #expect(parameterCount(try specification("resmlp-24x64", [1, 28, 28])) == modules + ends)
    #expect(parameterCount(try specification("plainmlp-24x64", [1, 28, 28])) == modules + ends)
  }

  @Test(arguments: [
    ("vgg11", 11), ("vgg19-bn", 19), ("resnet18", 18), ("resnet34-nobn", 34), ("resnet50", 50),
    ("resnet101", 101), ("resnet152", 152), ("preresnet20", 20), ("preresnet110-nobn", 110),
  ])
  func `the number in a name is that of the weighted layers`(_ name: String, _ depth: Int) throws {
    let layers = try specification(name, [3, 64, 64]).layers
    let weighted = layers.filter { layer in
      layer.layer.slots.first.map { $0.shape.count > 1 } == true && !layer.name.contains("downsample")
    }
    #expect(weighted.count == depth)
  }

  @Test(arguments: [
    ("resnet18", 8, 3), ("resnet50-nobn", 16, 4), ("resnet152", 50, 4), ("preresnet20", 9, 2),
    ("preresnet56-nobn", 27, 2), ("resmlp-24x64", 24, 0), ("resmlp-5x8-nobn", 5, 0),
  ])
  func `each block's addition takes its branch, then what passes it by`(
    _ name: String, _ blocks: Int, _ projections: Int
  ) throws {
    let form = try specification(name, [1, 32, 32])
    let layers = form.layers
    let additions = layers.indices.filter { layers[$0].name.hasSuffix(".add") }
    #expect(additions.count == blocks)
    var projected = 0
    for index in additions {
      let block = layers[index].name.dropLast("add".count), from = layers[index].from
      #expect(from.count == 2 && from[0].hasPrefix(block) && !from[0].contains("downsample"))
      let entry: String = try #require(layers.first { $0.name.hasPrefix(block) }).from[0]
      if from[1].hasPrefix(block + "downsample.") {
        projected += 1
      } else {
        #expect(from[1] == entry, "the block's own input")
      }
      // Behind the addition: its rectifier, or in pre-activation nets and perceptrons nothing of the block's own.
      let behind = layers.filter { $0.from.contains(layers[index].name) && $0.name.hasPrefix(block) }
      #expect(behind.count == (name.hasPrefix("resnet") ? 1 : 0))
    }
    #expect(projected == projections)
    let found = form.residualBlocks
    #expect(found.map(\.name) == additions.map { String(layers[$0].name.dropLast(".add".count)) })
    #expect(found.count(where: \.isProjection) == projections)
  }

  @Test func `the stem and the head follow the size of the picture`() throws {
    func shape(_ name: String, _ layer: String, _ side: Int) throws -> [Int]? {
      let found = try specification(name, [3, side, side + 7])
      return found.layers.firstIndex { $0.name == layer }.map { found.shapes[$0] }
    }
    #expect(try shape("resnet18", "layer1.0.add", 63) == [64, 63, 70])
    #expect(try shape("resnet18", "layer1.0.add", 64) == [64, 16, 18])
    #expect(try shape("preresnet20", "layer1.0.add", 63) == [16, 63, 70])
    #expect(try shape("preresnet20", "layer1.0.add", 64) == [16, 16, 18])
    #expect(try shape("vgg11", "classifier", 63) == [10])
    #expect(try shape("vgg11", "classifier", 64) == nil && shape("vgg11", "classifier.3", 64) == [4096])
    #expect(try shape("resnet152-w0.25", "fc", 5) == [10], "a residual network takes any size")
  }

  @Test func `a width multiplies channels, not classes or inputs`() throws {
    let found = try specification("resnet50-w0.25", [3, 32, 32])
    let slots = Dictionary(uniqueKeysWithValues: found.layers.map { ($0.name, $0.layer.slots.first?.shape) })
    #expect(slots["conv1"] == [16, 3, 3, 3] && slots["layer4.2.conv3"] == [512, 128, 1, 1])
    #expect(slots["layer1.0.downsample.0"] == [64, 16, 1, 1] && slots["fc"] == [10, 512])
    let large = try specification("vgg16-bn-w2", [3, 64, 64])
    #expect(large.layers.first { $0.name == "classifier.3" }?.layer.slots[0].shape == [8192, 8192])
    let one = try specification("preresnet20-nobn-w0.01", [1, 8, 8])
    #expect(one.layers[0].layer.slots[0].shape == [1, 1, 3, 3])
  }

  @Test(arguments: [
    "vgg19", "vgg19-bn", "resnet50", "resnet50-nobn", "resnet152-nobn-w0.25", "preresnet110",
    "preresnet110-nobn", "resmlp-24x64-nobn", "resmlp-200x64-nobn",
  ])
  func `deep networks start with logits of moderate size that tell inputs apart`(_ name: String) throws {
    let network = Network(try specification(name, [3, 32, 32]), seed: 1)
    // Batch norm's running statistics know nothing yet: it is the batch's that hold the sums together.
    let inputs = network.normalise(Generator(seed: 1).uniform([8, 3, 32, 32]))
    let logits = noGrad { network.logits(normalised: inputs, .training(nil)) }
    let spread = try logits.deviation().item()
    let between = try logits.deviation([0]).mean().item()
    #expect((0.05..<30).contains(spread), "deviation \(spread)")
    #expect(between > 0.01 * spread, "between inputs \(between)")
  }

  @Test(arguments: [
    "vgg19-w0.1", "resnet50-nobn-w0.1", "preresnet56-nobn-w0.25", "resmlp-24x16-nobn", "resnet18-w0.1",
  ])
  func `deep networks learn from their first steps`(_ name: String) throws {
    let network = Network(try specification(name, [1, 32, 32], classes: 4), seed: 1)
    let parameters = network.parameters.map { $0.requiringGradient() }
    let optimizer = StochasticGradientDescent(parameters, momentum: 0.9)
    let inputs = network.normalise(Generator(seed: 1).uniform([16, 1, 32, 32]))
    let labels = Generator(seed: 2).integers([16], 0, 4)
    let losses = try (0..<30).map { _ in
      let loss = network.logits(normalised: inputs, .training(nil)).crossEntropy(labels)
      try optimizer.step(gradients(of: [loss], by: parameters), rate: 0.001)
      return try loss.item()
    }
    #expect(losses[29] < 0.95 * losses[0], "\(losses)")
  }

  @Test(arguments: [
    ("vgg", "expected vggD"), ("vgg12", "11, 13, 16, 19"), ("vgg16-nobn", "-bn or not"),
    ("vgg16-w0.25-bn", "expected vggD"), ("vgg16-bn-bn", "expected vggD"), ("vgg16-bn-", "expected vggD"),
    ("vgg16-w", "0.01…16"), ("vgg16-w0", "0.01…16"), ("vgg16-w17", "0.01…16"), ("vgg16-w1e1", "0.01…16"),
    ("vgg16-w-1", "0.01…16"), ("vgg16-w.5", "0.01…16"), ("vgg16-wnan", "0.01…16"), ("vgg16-w1-w1", "vggD"),
    ("resnet", "18, 34, 50, 101, 152"), ("resnet20", "18, 34, 50, 101, 152"), ("resnet+18", "resnetD"),
    ("resnet18-bn", "-nobn or not"), ("resnet18\n", "resnetD"), ("preresnet21", "6n + 2"),
    ("preresnet2", "8…1202"), ("preresnet1208", "8…1202"), ("preresnet020", "6n + 2"),
    ("preresnet99999999999999999999", "6n + 2"), ("resmlp", "resmlp-DxW"), ("resmlp-24", "resmlp-DxW"),
    ("resmlp-0x4", "1…200"), ("resmlp-24x64-w2", "-nobn or not"), ("plainmlp-8x64-bn", "plainmlp-DxW"),
    ("fcn-", "expected fcn-DxW"), ("fcn-3", "expected fcn-DxW"), ("fcn-0x5", "expected fcn-DxW"),
    ("fcn-3x", "expected fcn-DxW"), ("fcn-3x256x2", "expected fcn-DxW"), ("fcn--1x4", "expected fcn-DxW"),
    ("fcn-101x4", "expected fcn-DxW"), ("fcn-3x99999999", "expected fcn-DxW"),
    ("fcn-03x4", "expected fcn-DxW"),
  ])
  func `a name that is none is refused in one line that says what would be`(_ name: String, _ words: String)
    throws
  {
    let error = #expect(throws: UserError.self) { try specification(name, [3, 32, 32]) }
    let line = error?.message ?? ""
    #expect(line.contains("found '\(printable(name))'") && line.contains(words), "\(line)")
    #expect(!line.contains { $0.isNewline } && line.count < 200, "\(line)")
  }

  @Test func `an unknown name offers the nearest member`() throws {
    for (wrong, right) in [("cnn-smal", "cnn-small"), ("resmet50", "resnet50"), ("vg16-bn", "vgg16-bn")] {
      let error = #expect(throws: UserError.self) { try specification(wrong, [3, 32, 32]) }
      #expect(error!.message == "unknown network '\(wrong)'; did you mean '\(right)'?")
    }
  }

  @Test(arguments: [("cnn-small", [1, 3, 9]), ("vgg11", [1, 28, 28]), ("vgg19-bn-w0.5", [3, 224, 31])])
  func `inputs that are too small are refused in one line`(_ name: String, _ shape: [Int]) throws {
    let error = #expect(throws: UserError.self) { try specification(name, shape) }
    #expect(error!.message.hasPrefix("\(name): found inputs of shape \(shape), expected at least "))
  }

  @Test func `a network beyond all measure is refused, not begun`() throws {
    let error = #expect(throws: UserError.self) { try specification("vgg11-w16", [3, 64, 64]) }
    #expect(error!.message.contains("classifier.0") && error!.message.contains("expected at most"))
  }

  @Test func `layers listed backwards are put in order`() throws {
    let found = try specification("resnet152-w0.1", [3, 32, 32])
    let turned = try NetworkSpecification(
      name: "turned", input: found.input, layers: found.layers.reversed())
    let place = Dictionary(uniqueKeysWithValues: turned.layers.enumerated().map { ($1.name, $0) })
    #expect(place.count == found.layers.count && turned.layers.last?.name == "fc")
    for (index, layer) in turned.layers.enumerated() {
      #expect(layer.from.allSatisfy { $0 == NamedLayer.inputName || place[$0]! < index })
    }
  }
}
