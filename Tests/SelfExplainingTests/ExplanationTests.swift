import Catalog
import Networks
import Testing
import Torch

@testable import SelfExplaining

@Suite("Explanations of self-explaining networks (P13)")
struct ExplanationTests {
  static let names = ["senn-identity", "senn-dense-k4", "senn-dense-k4-affine"]

  @Test("contributions and the bias add up to the logits", arguments: names)
  func sums(name: String) throws {
    let senn = try Fixture.senn(name), x = Fixture.inputs(5)
    let found = try senn.explain(x)
    var sum = found.contributions.sum([1])
    if let bias = found.bias { sum = sum + bias }
    #expect(try (sum - found.logits).abs().max().item() < 1e-12)
    #expect(try (found.logits - senn.network.logits(x)).abs().max().item() < 1e-12)
    #expect(found.concepts.shape == [5, senn.conceptCount])
    #expect(found.relevances.shape == [5, senn.conceptCount, 3])
  }

  @Test("the same added to every class's relevance leaves the probabilities, and what is shown, as they are")
  func gauge() throws {
    let senn = try Fixture.senn("senn-dense-k4"), x = Fixture.inputs(5)
    let found = try senn.explain(x)
    let shift = Generator(seed: 1).normal([5, 4, 1]).to(.float64)
    let moved = Explanation(
      concepts: found.concepts, relevances: found.relevances + shift, bias: found.bias,
      logits: found.logits + (shift * found.concepts.unsqueeze(2)).sum([1]))
    #expect(try (moved.logits.softmax(1) - found.logits.softmax(1)).abs().max().item() < 1e-12)
    #expect(try (moved.gaugeFree - found.gaugeFree).abs().max().item() < 1e-12)
    #expect(try (moved.logits - found.logits).abs().max().item() > 0.1)
  }

  @Test("concepts in another order give the explanation in that order and the same output")
  func permuted() throws {
    let senn = try Fixture.senn("senn-dense-k4"), x = Fixture.inputs(5)
    let before = try senn.explain(x)
    let order = [2, 0, 3, 1]
    let concepts = senn.index("concepts"), theta = senn.index("relevances"), first = senn.index("decoder.fc1")
    senn.network.replace(
      layer: concepts, with: senn.network.tensors[concepts].map { $0.indexSelect(order) })
    // θ's rows: three classes a concept, the bias concept's last.
    let rows = (order + [4]).flatMap { concept in (0..<3).map { concept * 3 + $0 } }
    senn.network.replace(layer: theta, with: senn.network.tensors[theta].map { $0.indexSelect(rows) })
    senn.network.replace(
      layer: first,
      with: [senn.network.tensors[first][0].indexSelect(order, dimension: 1), senn.network.tensors[first][1]])
    let after = try senn.explain(x)
    #expect(try after.concepts.isEqual(to: before.concepts.indexSelect(order, dimension: 1)))
    #expect(try after.relevances.isEqual(to: before.relevances.indexSelect(order, dimension: 1)))
    #expect(try (after.logits - before.logits).abs().max().item() < 1e-12)
  }

  @Test("one logit of two classes, and one number of a regression, explain themselves too")
  func single() throws {
    let input = try Fixture.input(classes: 2)
    let sum = LayerKeys(["concepts": .integer(6), "classes": .integer(1), "bias": .flag(true)])
    let layers = [
      NamedLayer("concepts", try Flatten(LayerKeys([:])), from: ["input"]),
      NamedLayer(
        "relevances", try Linear(LayerKeys(["in": .integer(6), "out": .integer(7)])), from: ["concepts"]),
      NamedLayer("logits", try ConceptSum(sum), from: ["relevances", "concepts"]),
    ]
    let specification = try NetworkSpecification(name: "binary", input: input, layers: layers)
    #expect(specification.output == .logit)
    let senn = try Fixture.double(Network(specification, seed: 1)), x = Fixture.inputs(5)
    let found = try senn.explain(x), logits = senn.network.logits(x)
    #expect(found.logits.shape == [5, 1] && logits.shape == [5, 2])
    #expect(
      try (logits.softmax(1).select(1, dimension: 1) - found.logits.squeeze(1).sigmoid()).abs().max().item()
        < 1e-12)
    #expect(try found.gaugeFree.isEqual(to: found.relevances))
    let value = try ArchitectureRegistry.specification(
      named: "senn-identity", for: try Fixture.input(classes: 1))
    #expect(value.output == .value)
  }

  @Test("a network without concepts is refused, and so are more concepts than a code has room for")
  func refusals() throws {
    let plain = Network(
      try ArchitectureRegistry.specification(named: "fcn-1x4", for: try Fixture.input()), seed: 0)
    #expect(throws: UserError.self) { try SelfExplainingNetwork(plain) }
    for name in [
      "senn-dense-k7", "senn-lenet-k5", "senn-other-k3", "senn-dense", "senn-dense-k0", "senn-identity-5x",
      "senn-lenet-k5-w2", "senn-vgg-k5-w0",
    ] {
      #expect(throws: UserError.self, "\(name)") {
        try ArchitectureRegistry.specification(named: name, for: try Fixture.input())
      }
    }
  }

  @Test(
    "what is decoded has the input's shape",
    arguments: ["senn-lenet-k3", "senn-dense-k3", "senn-vgg-k3-w0.1"])
  func decoded(name: String) throws {
    for extent in [8, 13, 28, 32] {
      let input = try InputDescription(
        shape: [1, extent, extent], mean: [0.3], deviation: [0.5], classNames: ["a", "b"])
      let network = Network(try ArchitectureRegistry.specification(named: name, for: input), seed: 1)
      let senn = try SelfExplainingNetwork(network)
      let x = Generator(seed: 2).uniform([2, 1, extent, extent])
      let back = try senn.reconstruction(x), concepts = try senn.explain(x).concepts
      #expect(back?.shape == x.shape)
      let other = try senn.reconstruction(ofConcepts: concepts)
      #expect(try (other ?? x).isEqual(to: back ?? x.zerosLike()))
    }
  }
}
