import Catalog
import Networks
import Testing
import Torch

@testable import LayerRobustness

/// Batch norm's statistics behind a lesion are those of what arrives there.
@Suite struct LesionStatisticsTests {
  @Test
  func `behind a deleted block each statistic is that of what arrives, and before it all is as trained`()
    throws
  {
    let residual = try Residual(.preactivation, blocks: 3), network = residual.network
    let names = network.layers.map(\.name)
    func index(_ name: String) -> Int { names.firstIndex(of: name)! }
    let found = try residual.modular.recalibrated([.deleting([1], of: 3), .none(3)], on: residual.inputs)
    #expect(found[1].isEmpty, "nothing was changed")
    #expect(found[0].keys.sorted() == [index("blocks.2.bn1"), index("blocks.2.bn2")].sorted())
    try noGrad {
      var value = network.apply(["flatten", "stem"].map(index), to: residual.inputs)
      let branch = ["bn1", "relu1", "fc1", "bn2", "relu2", "fc2"].map { index("blocks.0.\($0)") }
      value = value + network.apply(branch, to: value)
      for layer in ["bn1", "relu1", "fc1", "bn2"].map({ index("blocks.2.\($0)") }) {
        if let tensors = found[0][layer] {
          let expected = network.tensors[layer][..<2] + [value.mean([0]), value.variance([0])]
          let areEqual = try zip(tensors, expected).map { try $0.isEqual(to: $1) }
          #expect(areEqual == [true, true, true, true])
        }
        value = network.apply(layer, to: value, with: found[0][layer] ?? network.tensors[layer])
      }
    }
  }

  @Test(arguments: [Residual.Kind.preactivation, .postActivation])
  func `lesions estimated together are those estimated alone, and are evaluated with their own`(
    _ kind: Residual.Kind
  ) throws {
    let residual = try Residual(kind, blocks: 5)
    let plan = LesionPlan(residual.modular, seed: Seed(4))
    let lesions =
      [.none(5)] + plan.single + plan.multiple(3, draws: 4) + plan.reordered(swaps: 2, draws: 3)
    let training = Generator(seed: 11).normal([40] + residual.network.inputShape)
    let together = try residual.modular.recalibrated(lesions, on: training)
    let evaluated = try residual.modular.evaluate(
      lesions, inputs: residual.inputs, labels: residual.labels, statistics: together, chunk: 10)
    for (index, lesion) in lesions.enumerated() {
      let alone = try residual.modular.recalibrated([lesion], on: training)
      #expect(alone[0].keys.sorted() == together[index].keys.sorted())
      for (layer, tensors) in alone[0] {
        for slot in 0..<4 {
          #expect(try tensors[slot].isEqual(to: together[index][layer]![slot]), "\(lesion)")
        }
      }
      let once = try residual.modular.evaluate(
        [lesion], inputs: residual.inputs, labels: residual.labels, statistics: alone, chunk: 10)
      #expect(once[0] == evaluated[index], "\(lesion)")
    }
    let stale = try residual.modular.evaluate(
      lesions, inputs: residual.inputs, labels: residual.labels, chunk: 10)
    #expect(stale[0] == evaluated[0])
    #expect(zip(stale, evaluated).count { $0.loss != $1.loss } > lesions.count / 2)
  }

  @Test func `the statistics replace the network's own to the bit`() throws {
    let residual = try Residual(.preactivation, blocks: 4), lesion = Lesion.deleting([0, 2], of: 4)
    let found = try residual.modular.recalibrated([lesion], on: residual.inputs)
    let evaluated = try residual.modular.evaluate(
      [lesion], inputs: residual.inputs, labels: residual.labels, statistics: found)
    var tally = EvaluationTally()
    let logits = residual.network.withReplaced(found[0]) { residual.logits(lesion) }
    try tally.add(logits, residual.labels)
    #expect(tally.evaluation == evaluated[0])
  }
}
