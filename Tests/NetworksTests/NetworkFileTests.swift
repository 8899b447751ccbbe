import Catalog
import Foundation
import Networks
import TestSupport
import Testing
import Torch

@Suite struct NetworkFileTests {
  /// Every type of layer, every key, a branch, awkward names.
  static let full = form(
    layer(
      "conv", "conv2d",
      "in = 2\nout = 4\nkernel = [3, 2]\nstride = [2, 1]\npadding = [1, 0]\ngroups = 2\nbias = false\ninitialiser = \"pytorch\""
    )
      + layer("layer1.0.bn1", "batch-norm2d", "channels = 4\nepsilon = 1e-05\nmomentum = 0.25")
      + layer("relu", "relu")
      + layer("side", "conv2d", "in = 4\nout = 4\nkernel = 1\nbias-initialiser = \"pytorch\"")
      + layer("sum", "add", #"from = ["relu", "side"]"#)
      + layer("max", "max-pool2d", "kernel = [2, 1]\nstride = 1\npadding = [1, 0]")
      + layer("mean", "average-pool2d", "kernel = 2")
      + layer("adapt", "adaptive-average-pool2d", "size = [1, 2]")
      + layer("flatten", "flatten") + layer("drop", "dropout", "probability = 0.125")
      + layer("out", "linear", "in = 8\nout = 3\nbias = true\ninitialiser = \"xavier-uniform\"")
      + layer("softmax", "softmax"), shape: "[2, 6, 7]", mean: "[0.25, 1e-3]",
    classes: #"["a \"b\"", "c\\d", "é ✓"]"#
  ).replacing("deviation = [1.0]", with: "deviation = [0.5, 1]")

  @Test func `text to form to text is stable, and the form is the same`() throws {
    let specification = try read(Self.full)
    let text = NetworkFile.text(specification)
    let again = try read(text)
    #expect(NetworkFile.text(again) == text)
    #expect(again.shapes == specification.shapes)
    #expect(again.input == specification.input)
    #expect(again.output == .probabilities && specification.output == .probabilities)
    #expect(again.layers.map(\.name) == specification.layers.map(\.name))
    #expect(again.layers.map(\.from) == specification.layers.map(\.from))
    #expect(again.layers.map(\.layer.keys.values) == specification.layers.map(\.layer.keys.values))
    #expect(specification.input.classNames == ["a \"b\"", "c\\d", "é ✓"])
    #expect(specification.input.mean == [0.25, 0.001])
  }

  @Test func `a file may name an architecture instead of listing layers`() throws {
    let text = form("", shape: "[3, 32, 32]", mean: "[0.1, 0.2, 0.3]").replacing(
      "deviation = [1.0]", with: "deviation = [1, 1, 1]"
    ).replacing("name = \"test\"", with: "architecture = \"resnet18-w0.25\"")
    let named = try read(text)
    #expect(named.name == "resnet18-w0.25")
    let made = try ArchitectureRegistry.specification(named: "resnet18-w0.25", for: named.input)
    #expect(NetworkFile.text(named) == NetworkFile.text(made))
    #expect(try read("name = \"mine\"\n" + text).name == "mine")
    let broken = [
      (text.replacing("resnet18-w", with: "resnet19-w"), ["'resnet19-w0.25'", "expected resnetD"]),
      (text.replacing("resnet18", with: "resmet18"), ["unknown network 'resmet18-w0.25'"]),
      (
        text.replacing("shape = [3, 32, 32]", with: "shape = [3, 31, 32]")
          .replacing("resnet18", with: "vgg11"), ["at least 32×32"]
      ),
      (
        text.replacing("classes =", with: "kind = \"probabilities\"\nclasses ="), ["output kind", "'logits'"]
      ),
      (text + layer("a", "relu"), ["either it or a list of [[layer]]"]),
      (text.replacing("\"resnet18-w0.25\"", with: "3"), ["architecture: found 3"]),
    ]
    for (text, words) in broken {
      let error = #expect(throws: UserError.self) { try read(text) }
      let line = error?.message ?? ""
      #expect(line.contains("/network.toml") && !line.contains { $0.isNewline }, "\(line)")
      for word in words { #expect(line.contains(word), "\(line)") }
    }
  }

  @Test func `layers are put in an order that can be computed`() throws {
    let specification = try read(
      form(
        layer("out", "linear", "in = 4\nout = 2\nfrom = [\"flatten\"]")
          + layer("flatten", "flatten", #"from = ["relu"]"#) + layer("relu", "relu", #"from = ["input"]"#)))
    #expect(specification.layers.map(\.name) == ["relu", "flatten", "out"])
  }

  @Test func `the shapes that a form claims are those that tensors get`() throws {
    let network = Network(try read(Self.full), seed: 1)
    let (_, taps) = try network.activations(
      of: network.layers.map(\.name), Generator(seed: 1).uniform([2, 2, 6, 7]))
    for (layer, shape) in zip(network.layers, network.specification.shapes) {
      #expect(taps[layer.name]?.shape == [2] + shape, "\(layer.name)")
    }
  }

  @Test func `a network comes back from its folder with the same bits`() throws {
    try inTemporaryFolder { folder in
      let network = Network(try read(Self.full), seed: 3)
      try NetworkFolder.save(network, to: folder)
      let inputs = Generator(seed: 1).uniform([2, 2, 6, 7])
      let expected = try network.logits(inputs).doubles()
      try expectNoLeak {
        for path in [folder, folder + "/", folder + "/network.toml"] {
          let loaded = try NetworkFolder.load(path).logits(inputs).doubles()
          #expect(loaded == expected)
        }
      }
      try NetworkFolder.save(network.snapshot(), to: folder + "/other.safetensors")
      try FileManager.default.removeItem(atPath: folder + "/weights.safetensors")
      let loaded = try NetworkFolder.load(folder, weights: folder + "/other.safetensors")
      #expect(try loaded.logits(inputs).doubles() == expected)
    }
  }

  @Test func `the file's tensors bear PyTorch's names and layouts`() throws {
    let network = Network(try read(Self.full), seed: 3)
    let shapes = network.snapshot().tensors.mapValues(\.shape)
    #expect(
      shapes == [
        "conv.weight": [4, 1, 3, 2], "layer1.0.bn1.weight": [4], "layer1.0.bn1.bias": [4],
        "layer1.0.bn1.running_mean": [4], "layer1.0.bn1.running_var": [4], "side.weight": [4, 4, 1, 1],
        "side.bias": [4], "out.weight": [3, 8], "out.bias": [3],
      ])
  }
}
