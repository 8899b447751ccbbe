import TestSupport
import Testing
import Torch

@Suite struct NormaliseTests {
  @Test(arguments: [[6, 5], [3, 16, 4, 4], [2, 7, 3, 5]], [false, true])
  func `the batch norm in place has the bits of the one that takes a new tensor`(
    _ shape: [Int], _ isLast: Bool
  ) throws {
    let plain = Generator(seed: 1).normal(shape), channels = shape[1]
    let input = isLast && shape.count == 4 ? plain.contiguous(channelsLast: true) : plain.clone()
    func row(_ seed: UInt64) -> Tensor { Generator(seed: seed).uniform([channels], 0.2, 2) }
    let (weight, bias, mean, variance) = (row(2), row(3), row(4), row(5))
    let expected = input.batchNorm(
      weight: weight, bias: bias, runningMean: mean, runningVariance: variance, isTraining: false)
    input.normalise(inPlace: weight, bias, mean: mean, variance: variance)
    #expect(try input.isEqual(to: expected) && !input.isEqual(to: plain))
  }

  @Test func `a tensor that is dense in no layout is normalised too`() throws {
    let whole = Generator(seed: 1).normal([4, 6]), every = whole.slice(0, 6, dimension: 1, step: 2)
    let three = Generator(seed: 2).uniform([3], 0.5, 2)
    let expected = every.batchNorm(
      weight: three, bias: three, runningMean: three, runningVariance: three, isTraining: false)
    every.normalise(inPlace: three, three, mean: three, variance: three)
    #expect(try every.isEqual(to: expected))
  }

  @Test func `another number of channels is refused, and nothing is written`() throws {
    let input = Tensor.ones([2, 3]), four = Tensor.ones([4])
    #expect(throws: TorchError.self) {
      try Torch.scope { input.normalise(inPlace: four, four, mean: four, variance: four) }
    }
    #expect(try input.isEqual(to: .ones([2, 3])))
  }
}
