import Foundation
import Networks
import TestSupport
import Testing
import Torch

@Suite struct InitialiserTests {
  /// The deviation that each should have for a weight `[out, in, kH, kW]`.
  static let expected: [(Initialiser, @Sendable (Double, Double) -> Double, isBounded: Bool)] = [
    (.kaimingNormal, { fanIn, _ in sqrt(2 / fanIn) }, false),
    (.kaimingUniform, { fanIn, _ in sqrt(2 / fanIn) }, true),
    (.xavierNormal, { sqrt(2 / ($0 + $1)) }, false),
    (.xavierUniform, { sqrt(2 / ($0 + $1)) }, true),
    (.pytorch, { fanIn, _ in 1 / sqrt(3 * fanIn) }, true),
  ]

  @Test(arguments: [[300, 200], [60, 20, 5, 3]])
  func `drawn weights have the mean, deviation and bound that the name promises`(_ shape: [Int]) throws {
    let window = Double(shape.dropFirst(2).reduce(1, *))
    let fanIn = Double(shape[1]) * window, fanOut = Double(shape[0]) * window
    for (initialiser, deviation, isBounded) in Self.expected {
      let drawn = try initialiser.draw(shape, fanShape: shape, Generator(seed: 8)).doubles()
      let mean = drawn.reduce(0, +) / Double(drawn.count)
      let spread = sqrt(drawn.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(drawn.count))
      let wanted = deviation(fanIn, fanOut)
      #expect(abs(spread / wanted - 1) < 0.02, "\(initialiser): deviation \(spread), expected \(wanted)")
      #expect(abs(mean) < 4 * wanted / sqrt(Double(drawn.count)), "\(initialiser): mean \(mean)")
      if isBounded {
        let largest = drawn.map(abs).max()!
        #expect(largest <= wanted * sqrt(3) * 1.000001 && largest > wanted * sqrt(3) * 0.98)
      }
    }
  }

  @Test func `a gain multiplies what every initialiser draws, and normal has nothing else`() throws {
    for initialiser in Initialiser.allCases {
      let once = try initialiser.draw([40, 30], fanShape: [40, 30], Generator(seed: 2)).doubles()
      let scaled = try initialiser.draw(
        [40, 30], fanShape: [40, 30], gain: 0.25, Generator(seed: 2)
      ).doubles()
      expectClose(scaled, once.map { $0 / 4 }, absolute: 1e-7, relative: 1e-6, "\(initialiser)")
    }
    let drawn = try Initialiser.normal.draw([300, 200], fanShape: [300, 200], Generator(seed: 8)).doubles()
    #expect(abs(drawn.reduce(0) { $0 + $1 * $1 } / 60_000 - 1) < 0.02)
  }

  @Test func `a layer's recorded gain is in its first draw and in later ones, and not in its bias`() throws {
    let text = form(
      layer("flatten", "flatten")
        + layer(
          "fc1", "linear",
          "in = 4\nout = 5000\ninitialiser = \"normal\"\ninitialiser-gain = 0.01\nbias-initialiser = \"ones\""
        )
        + layer("fc2", "linear", "in = 5000\nout = 2"))
    let specification = try read(NetworkFile.text(read(text)))
    let network = Network(specification, seed: 4)
    for tensors in [network.tensors[1], specification.layers[1].layer.draw(name: "fc1", seed: 4, draw: 3)] {
      let weights = try tensors[0].doubles()
      #expect(abs(sqrt(weights.reduce(0) { $0 + $1 * $1 } / 20_000) / 0.01 - 1) < 0.02)
      #expect(try tensors[1].min().item() == 1)
    }
  }

  @Test func `a bias takes the fans of its weight`() throws {
    let bias = try Initialiser.pytorch.draw([4000], fanShape: [4000, 25], Generator(seed: 1)).doubles()
    let largest = bias.map(abs).max()!
    #expect(largest <= 0.2 && largest > 0.19)
    #expect(try Initialiser.zeros.draw([3], fanShape: [3, 2], Generator(seed: 1)).doubles() == [0, 0, 0])
    #expect(try Initialiser.ones.draw([2], fanShape: [2], Generator(seed: 1)).doubles() == [1, 1])
  }

  @Test func `each layer has its own stream, and a seed repeats`() throws {
    let specification = try ArchitectureRegistry.specification(
      named: "fcn-3x16", for: describe([1, 4, 4], classes: 2))
    let first = Network(specification, seed: 5), again = Network(specification, seed: 5)
    for (a, b) in zip(first.parameters, again.parameters) { #expect(try a.isEqual(to: b)) }
    let other = Network(specification, seed: 6)
    #expect(try !first.parameters[0].isEqual(to: other.parameters[0]))
    let snapshot = first.snapshot()
    #expect(try snapshot["fc2.weight"]!.isEqual(to: snapshot["fc3.weight"]!) == false)
    // A layer's draw does not depend on which other layers there are.
    let longer = try ArchitectureRegistry.specification(
      named: "fcn-5x16", for: describe([1, 4, 4], classes: 2))
    #expect(
      try Network(longer, seed: 5).snapshot()["fc3.weight"]!.isEqual(
        to: snapshot["fc3.weight"]!))
  }

  @Test func `draw 0 is the initialisation, later draws are others`() throws {
    let specification = try ArchitectureRegistry.specification(
      named: "fcn-1x8", for: describe([1, 4, 4], classes: 2))
    let network = Network(specification, seed: 5)
    let named = specification.layers[1]
    #expect(try named.layer.draw(name: named.name, seed: 5)[0].isEqual(to: network.tensors[1][0]))
    #expect(try !named.layer.draw(name: named.name, seed: 5, draw: 1)[0].isEqual(to: network.tensors[1][0]))
  }
}
