import Catalog
import Networks
import TestSupport
import Testing
import Torch

/// Networks against a derivation in double precision that shares no code with them.
@Suite struct ForwardTests {
  @Test func `a fully connected network equals its sums written out`() throws {
    let specification = try ArchitectureRegistry.specification(
      named: "fcn-2x7", for: describe([2, 3, 4], classes: 3))
    let network = Network(specification, seed: 4)
    let inputs = Generator(seed: 1).uniform([5, 2, 3, 4])
    var rows = try split(inputs).map { $0.map { ($0 - 0.4) / 0.25 } }
    for (name, isLast) in [("fc1", false), ("fc2", false), ("fc3", true)] {
      let tensors = try parameters(of: name, in: network)
      rows = rows.map { row in
        tensors.bias.indices.map { o in
          let sum = row.indices.reduce(tensors.bias[o]) { $0 + tensors.weight[o * row.count + $1] * row[$1] }
          return isLast ? sum : max(0, sum)
        }
      }
    }
    try expectClose(
      network.logits(inputs).doubles(), rows.flatMap { $0 }, absolute: 1e-5, relative: 1e-5)
  }

  @Test func `a convolutional network equals its sums written out`() throws {
    let specification = try ArchitectureRegistry.specification(
      named: "cnn-small", for: describe([2, 8, 9], classes: 4))
    let network = Network(specification, seed: 4)
    // Biases start at zero, which would hide a bias that is left out.
    for layer in network.weightedLayers {
      let bias = network.tensors[layer][1]
      bias.copy(inPlace: Generator(seed: UInt64(layer)).normal(bias.shape))
    }
    let inputs = Generator(seed: 1).uniform([3, 2, 8, 9])
    let expected = try split(inputs).flatMap { pixels -> [Double] in
      var image = Image(values: pixels.map { ($0 - 0.4) / 0.25 }, channels: 2, rows: 8, columns: 9)
      for name in ["conv1", "conv2"] {
        let tensors = try parameters(of: name, in: network)
        image = image.convolved(tensors.weight, tensors.bias).rectified.pooled
      }
      let first = try parameters(of: "fc1", in: network), second = try parameters(of: "fc2", in: network)
      return affine(affine(image.values, first).map { max(0, $0) }, second)
    }
    try expectClose(network.logits(inputs).doubles(), expected, absolute: 1e-4, relative: 1e-5)
  }

  @Test func `the default network has 335 114 parameters on pictures of 28 by 28`() throws {
    let specification = try ArchitectureRegistry.specification(
      named: "fcn-3x256", for: describe([1, 28, 28], classes: 10))
    let network = Network(specification, seed: 0)
    #expect(network.parameters.reduce(0) { $0 + $1.count } == 335_114)
    #expect(network.weightedLayers.map { network.layers[$0].name } == ["fc1", "fc2", "fc3", "fc4"])
  }

  @Test func `an input's logits do not depend on its batch mates`() throws {
    let text = form(
      layer("conv", "conv2d", "in = 1\nout = 3\nkernel = 2\npadding = 1")
        + layer("norm", "batch-norm2d", "channels = 3") + layer("drop", "dropout")
        + layer("flatten", "flatten") + layer("out", "linear", "in = 27\nout = 2"))
    let network = Network(try read(text), seed: 1)
    let inputs = Generator(seed: 3).uniform([6, 1, 2, 2])
    let together = try network.logits(inputs).doubles()
    let apart = try (0..<6).flatMap { try network.logits(inputs[$0..<($0 + 1)]).doubles() }
    expectClose(apart, together, absolute: 1e-6, relative: 1e-6)
  }

  @Test func `a network that gives probabilities yields their logarithms`() throws {
    let linear = layer("flatten", "flatten") + layer("out", "linear", "in = 4\nout = 2")
    let plain = Network(try read(form(linear)), seed: 2)
    let ended = Network(try read(form(linear + layer("softmax", "softmax"))), seed: 2)
    #expect(ended.specification.output == .probabilities)
    let inputs = Generator(seed: 1).uniform([3, 1, 2, 2])
    try expectClose(
      ended.logits(inputs).doubles(), plain.logits(inputs).logSoftmax(1).doubles(), absolute: 1e-6,
      relative: 1e-5)
  }

  @Test func `a forward pass and a gradient leave no tensor behind`() throws {
    let specification = try ArchitectureRegistry.specification(
      named: "cnn-small", for: describe([1, 8, 8], classes: 3))
    try expectNoLeak {
      let network = Network(specification, seed: 1)
      let inputs = Generator(seed: 1).uniform([2, 1, 8, 8]).requiringGradient()
      _ = try gradient(of: network.logits(inputs).sum(), by: inputs).doubles()
      _ = try network.activations(of: ["conv1", "fc1"], inputs)
      _ = network.snapshot()
      _ = try network.evaluate(normalised: inputs, Tensor([0, 1]))
    }
  }
}

private func split(_ inputs: Tensor) throws -> [[Double]] {
  try (0..<inputs.extent(0)).map { try inputs[$0].doubles() }
}

private func parameters(of name: String, in network: Network) throws -> (weight: [Double], bias: [Double]) {
  let index = (network.layers.firstIndex { $0.name == name })!
  return try (network.tensors[index][0].doubles(), network.tensors[index][1].doubles())
}

private func affine(_ row: [Double], _ tensors: (weight: [Double], bias: [Double])) -> [Double] {
  tensors.bias.indices.map { o in
    row.indices.reduce(tensors.bias[o]) { $0 + tensors.weight[o * row.count + $1] * row[$1] }
  }
}

private struct Image {
  var values: [Double]
  var channels: Int, rows: Int, columns: Int

  subscript(_ channel: Int, _ row: Int, _ column: Int) -> Double {
    guard (0..<rows).contains(row), (0..<columns).contains(column) else { return 0 }
    return values[(channel * rows + row) * columns + column]
  }

  /// 3×3 with a border of zeros.
  func convolved(_ weight: [Double], _ bias: [Double]) -> Image {
    var result = Image(values: [], channels: bias.count, rows: rows, columns: columns)
    for out in bias.indices {
      for row in 0..<rows {
        for column in 0..<columns {
          var sum = bias[out]
          for channel in 0..<channels {
            for i in 0..<3 {
              for j in 0..<3 {
                sum +=
                  weight[((out * channels + channel) * 3 + i) * 3 + j]
                  * self[channel, row + i - 1, column + j - 1]
              }
            }
          }
          result.values.append(sum)
        }
      }
    }
    return result
  }

  var rectified: Image {
    var result = self
    result.values = values.map { max(0, $0) }
    return result
  }

  /// The largest of each 2×2 window.
  var pooled: Image {
    var result = Image(values: [], channels: channels, rows: rows / 2, columns: columns / 2)
    for channel in 0..<channels {
      for row in 0..<(rows / 2) {
        for column in 0..<(columns / 2) {
          result.values.append(
            max(
              self[channel, 2 * row, 2 * column], self[channel, 2 * row, 2 * column + 1],
              self[channel, 2 * row + 1, 2 * column], self[channel, 2 * row + 1, 2 * column + 1]))
        }
      }
    }
    return result
  }
}
