import Networks
import Testing
import Torch

@Suite struct EvaluationTests {
  private func network() throws -> Network {
    let specification = try ArchitectureRegistry.specification(
      named: "fcn-1x6", for: describe([1, 3, 3], classes: 3))
    return Network(specification, seed: 3)
  }

  @Test func `an evaluation does not depend on the batch size`() throws {
    let network = try network()
    let inputs = Generator(seed: 1).normal([23, 1, 3, 3]), labels = Generator(seed: 2).integers([23], 0, 3)
    let whole = try network.evaluate(normalised: inputs, labels, batchSize: 1000)
    for size in [1, 5, 23] {
      let found = try network.evaluate(normalised: inputs, labels, batchSize: size)
      #expect(found.correct == whole.correct && found.count == 23)
      expectClose([found.loss], [whole.loss], absolute: 1e-6, relative: 1e-6)
    }
  }

  @Test func `logits that are not finite count as wrong and are counted`() throws {
    var tally = EvaluationTally()
    let nan = Double.nan
    try tally.add(
      Tensor([5, 0, nan, 1, 5, 0, .infinity, 0], shape: [4, 2], type: .float32), Tensor([0, 1, 0, 0]))
    #expect(tally.evaluation.correct == 2 && tally.evaluation.count == 4 && tally.evaluation.nonFinite == 2)
    #expect(tally.evaluation.accuracy == 0.5)
  }

  @Test func `Wilson's interval at known values`() {
    func expect(_ successes: Int, _ count: Int, _ low: Double, _ high: Double) {
      let found = wilsonInterval(successes, of: count)
      expectClose([found.lowerBound, found.upperBound], [low, high], absolute: 5e-5, relative: 0)
    }
    // Agresti and Coull 1998, and Newcombe 1998, table I: 81/263, 15/148, 0/20, 1/29.
    expect(81, 263, 0.2553, 0.3662)
    expect(15, 148, 0.0624, 0.1605)
    expect(0, 20, 0, 0.1611)
    expect(1, 29, 0.0061, 0.1718)
    expect(20, 20, 1 - 0.1611, 1)
    #expect(wilsonInterval(0, of: 0) == 0...1)
  }
}
