import Catalog
import Networks
import TestSupport
import Testing
import Torch

@testable import Attribution

/// What must hold of every method in the registry.
@Suite struct LawTests {
  @Test(arguments: variants) func `an attribution has the shape and type of its input`(_ variant: Variant)
    throws
  {
    let method = try variant.method()
    for type in [TensorType.float64, .float32] {
      let classifier = FunctionClassifier { $0.linear(drawn([3, elements], seed: 1).to(type)).tanh() }
      let inputs = pixels(5, type: type)
      let found = try method.attribute(classifier, inputs, targets: [0, 1, 2, 0, 1])
      #expect(found.values.shape == inputs.shape)
      #expect(found.values.type == type)
      #expect(found.targets == [0, 1, 2, 0, 1])
      #expect(try found.logits.isEqual(to: classifier.logits(inputs)))
      #expect((found.completenessGap == nil) == (method.completenessBaseline(inputs) == nil))
      if let gap = found.completenessGap { #expect(gap.shape == [5] && gap.type == .float64) }
    }
  }

  @Test(arguments: variants) func `a constant network gets no attribution`(_ variant: Variant) throws {
    let answer = Tensor([1.0, 2, 3], shape: [1, 3])
    let apart = FunctionClassifier { answer.expand([$0.extent(0), 3]) }
    let through = FunctionClassifier { answer + ($0 * 0).sum([1], keep: true) }
    let weight = Tensor([1.0, 2, 3], shape: [1, 3]).requiringGradient()
    let trained = FunctionClassifier { (weight * 2).expand([$0.extent(0), 3]) }
    for classifier in [apart, through, trained] {
      let found = try variant.method().attribute(classifier, pixels(4), targets: [0, 1, 2, 0])
      #expect(try found.values.abs().max().item() == 0)
    }
  }

  @Test(arguments: variants) func `the same seed gives the same bits`(_ variant: Variant) throws {
    let network = try smallNetwork(), inputs = pixels(9, [1, 12, 12], type: .float32)
    let method = try variant.method()
    let first = try method.attribute(network, inputs, target: .predicted, seed: Seed(3))
    let second = try method.attribute(network, inputs, target: .predicted, seed: Seed(3))
    #expect(try first.values.isEqual(to: second.values))
  }

  /// Rounding of matrix products may depend on the number of rows, hence 1e-6 of the largest value, and nothing else.
  @Test(arguments: variants) func `chunks, batch mates and their order change nothing`(_ variant: Variant)
    throws
  {
    let network = try smallNetwork(), inputs = pixels(9, [1, 12, 12], type: .float32)
    let method = try variant.method()
    let samples = [40, 2, 7, 11, 3, 99, 5, 6, 1], targets = [0, 1, 2, 3, 4, 5, 6, 7, 8]
    let whole = try method.attribute(network, inputs, targets: targets, samples: samples).values
    let tolerance = try 1e-6 * whole.abs().max().item()
    for rows in [1, 2, 4, 7, 64, 1000] {
      let cut = try method.attribute(network, inputs, targets: targets, samples: samples, rowsAtOnce: rows)
      #expect(try largestDifference(cut.values, whole) <= tolerance, "\(rows) rows at once")
    }
    let order = [5, 8, 0, 3]
    let some = try method.attribute(
      network, inputs.indexSelect(order), targets: order.map { targets[$0] },
      samples: order.map { samples[$0] })
    #expect(try largestDifference(some.values, whole.indexSelect(order)) <= tolerance)
  }

  /// Without matrix products over the batch there is no such rounding: bits.
  @Test(arguments: variants) func `of elementwise networks chunks do not change a bit`(_ variant: Variant)
    throws
  {
    let classifier = FunctionClassifier {
      Tensor.stack([$0.sin().sum([1]), $0.exp().sum([1]), ($0 * $0).sum([1])], dimension: 1)
    }
    let inputs = pixels(7), targets = [0, 1, 2, 0, 1, 2, 0]
    let method = try variant.method()
    let whole = try method.attribute(classifier, inputs, targets: targets, rowsAtOnce: 1000).values
    for rows in [1, 2, 3, 5, 11] {
      let cut = try method.attribute(classifier, inputs, targets: targets, rowsAtOnce: rows).values
      #expect(try cut.isEqual(to: whole), "\(rows) rows at once")
    }
  }

  @Test(arguments: variants) func `no batch is larger than asked, and progress counts every pass`(
    _ variant: Variant
  ) throws {
    let classifier = perceptron()
    let method = try variant.method()
    var told: [Int] = []
    _ = try method.attribute(
      classifier, pixels(10), target: .predicted, rowsAtOnce: 4,
      progress: { done, total in
        #expect(total == 10 * method.passes)
        told.append(done)
      })
    #expect(classifier.rowsSeen.max()! <= 4)
    #expect(told.first == 0 && told.last == 10 * method.passes)
    #expect(told == told.sorted())
  }

  @Test(arguments: variants) func `a progress callback that throws ends the computation`(_ variant: Variant)
    throws
  {
    struct Cancelled: Error {}
    try expectNoLeak {
      let method = try variant.method()
      #expect(throws: Cancelled.self) {
        try method.attribute(
          perceptron(), pixels(10), target: .predicted, rowsAtOnce: 4,
          progress: { done, _ in if done > 0 { throw Cancelled() } })
      }
    }
  }

  @Test(arguments: variants) func `the network's weights and gradients stay as they were`(_ variant: Variant)
    throws
  {
    let network = try smallNetwork(trained: true)
    let before = network.parameters.map { $0.detached().clone() }
    let inputs = pixels(3, [1, 12, 12], type: .float32)
    let copy = inputs.clone()
    _ = try variant.method().attribute(network, inputs, target: .predicted)
    #expect(!inputs.requiresGradient)
    #expect(try inputs.isEqual(to: copy))
    for (parameter, old) in zip(network.parameters, before) {
      #expect(parameter.requiresGradient)
      #expect(parameter.gradient == nil)
      #expect(try parameter.isEqual(to: old))
    }
  }

  @Test(arguments: variants) func `no tensor is left alive`(_ variant: Variant) throws {
    try expectNoLeak {
      let network = try smallNetwork(trained: true)
      let found = try variant.method().attribute(
        network, pixels(5, [1, 12, 12], type: .float32), target: .predicted, rowsAtOnce: 4)
      #expect(!found.values.requiresGradient && !found.logits.requiresGradient)
    }
  }

  @Test(arguments: variants) func `a surrounding gradient mode does not matter`(_ variant: Variant) throws {
    let network = try smallNetwork(), inputs = pixels(3, [1, 12, 12], type: .float32)
    let method = try variant.method()
    let outside = try method.attribute(network, inputs, target: .predicted).values
    let inside = try noGrad { try method.attribute(network, inputs, target: .predicted).values }
    #expect(try inside.isEqual(to: outside))
  }

  @Test func `every card's defaults make a method`() throws {
    for entry in AttributionRegistry.all.entries { _ = try entry.make(Settings(entry.card)) }
  }
}
