import Foundation
import TestSupport
import Testing
import Torch

/// A differentiable function from one tensor to another, with inputs where it is smooth.
struct Function: Sendable, CustomTestStringConvertible {
  let name: String
  let shape: [Int]
  let low: Double
  let high: Double
  let apply: @Sendable (Tensor) -> Tensor

  init(
    _ name: String, _ shape: [Int] = [2, 3], _ low: Double = -2, _ high: Double = 2,
    _ apply: @escaping @Sendable (Tensor) -> Tensor
  ) {
    self.name = name
    self.shape = shape
    self.low = low
    self.high = high
    self.apply = apply
  }

  var testDescription: String { name }
}

private func fixed(_ shape: [Int], _ seed: UInt64 = 5) -> Tensor {
  Generator(seed: seed).normal(shape, type: .float64)
}

private let functions: [Function] = [
  Function("exp") { $0.exp() },
  Function("expm1") { $0.expm1() },
  Function("log", [6], 0.5, 3) { $0.log() },
  Function("log1p", [6], -0.5, 3) { $0.log1p() },
  Function("sqrt", [6], 0.5, 3) { $0.sqrt() },
  Function("rsqrt", [6], 0.5, 3) { $0.rsqrt() },
  Function("reciprocal", [6], 0.5, 3) { $0.reciprocal() },
  Function("square") { $0.square() },
  Function("sin") { $0.sin() },
  Function("cos") { $0.cos() },
  Function("tanh") { $0.tanh() },
  Function("atanh", [5], -0.8, 0.8) { $0.atanh() },
  Function("sigmoid") { $0.sigmoid() },
  Function("log sigmoid") { $0.logSigmoid() },
  Function("gelu") { $0.gelu() },
  Function("silu") { $0.silu() },
  Function("softplus") { $0.softplus() },
  Function("erf") { $0.erf() },
  Function("power") { $0.power(3) },
  Function("leaky relu, positive", [4], 0.2, 2) { $0.leakyReLU(slope: 0.1) },
  Function("elu, negative", [4], -2, -0.2) { $0.elu() },
  Function("division", [6], 0.5, 2) { 3.0 / $0 },
  Function("number minus tensor") { (2.0 - $0) * $0 },
  Function("lerp") { $0.lerp(to: fixed([2, 3]), 0.3) * $0 },
  Function("softmax") { $0.softmax() },
  Function("log softmax") { $0.logSoftmax() },
  Function("mean and deviation") { $0.mean([1], keep: true) * $0.deviation([1], keep: true) },
  Function("variance") { $0.variance([0]) },
  Function("log-sum-exp") { $0.logSumExp([1]) },
  Function("ℓ2 norm") { $0.norm(2, [1]) },
  Function("ℓ3 norm") { $0.norm(3) },
  Function("matmul", [3, 4]) { $0.matmul(fixed([4, 2])).square() },
  Function("batched matmul", [2, 3, 4]) { $0.batchedMatmul(fixed([2, 4, 2])).sin() },
  Function("solve", [3, 3]) { ($0 + Tensor.eye(3, type: .float64) * 9).solve(fixed([3, 1])) },
  Function("permute, flip, roll, tile", [2, 3, 2]) {
    $0.permute([2, 0, 1]).flip([0]).roll([1], dimensions: [2]).tile([1, 2, 1]).square()
  },
  Function("gather and scatter", [2, 4]) {
    $0.gather(Tensor([0, 2, 1, 3], shape: [2, 2]), dimension: 1).exp()
  },
  Function("concatenate, slice, pad", [2, 3]) {
    Tensor.concatenate([$0, $0.sin()], dimension: 1).slice(1, 5, dimension: 1).pad([1, 0]).square()
  },
  Function("cumulative sum") { $0.cumulativeSum(1).square() },
  Function("linear", [3, 4]) { $0.linear(fixed([2, 4]), fixed([2], 6)).tanh() },
  Function("convolution", [1, 2, 5, 5]) {
    $0.conv2d(fixed([3, 2, 3, 3]), fixed([3], 6), stride: [2, 2], padding: [1, 1]).tanh()
  },
  Function("transposed convolution", [1, 2, 3, 3]) {
    $0.convTranspose2d(fixed([2, 3, 3, 3]), stride: [2, 2], padding: [1, 1], outputPadding: [1, 1]).tanh()
  },
  Function("average pool", [1, 2, 4, 4]) { $0.averagePool2d([2, 2], stride: [2, 2]).square() },
  Function("adaptive average pool", [1, 2, 5, 5]) { $0.adaptiveAveragePool2d([2, 2]).square() },
  Function("batch norm, training", [4, 3]) {
    $0.batchNorm(
      weight: fixed([3]), bias: fixed([3], 6), runningMean: nil, runningVariance: nil, isTraining: true)
  },
  Function("layer norm", [3, 4]) { $0.layerNorm([4], weight: fixed([4]), bias: nil).square() },
  Function("bilinear interpolation", [1, 1, 3, 3]) {
    $0.interpolate(rows: 5, columns: 5, bilinear: true).square()
  },
  Function("image to columns", [1, 2, 4, 4]) { $0.imageToColumns([2, 2], stride: [1, 1]).square() },
  Function("cross-entropy", [3, 4]) { $0.crossEntropy(Tensor([0, 3, 1]), .none) },
  Function("mean squared error", [3]) { $0.meanSquaredError(fixed([3]), .sum) },
  Function("binary cross-entropy", [3]) {
    $0.binaryCrossEntropyWithLogits(Tensor([0.0, 1.0, 0.5]), .sum)
  },
]

/// Every operation's derivatives against central differences in double precision.
@Suite struct DerivativeTests {
  @Test(arguments: functions) func `first derivatives agree with central differences`(_ function: Function)
    throws
  {
    try expectNoLeak {
      let input = Generator(seed: 3).uniform(function.shape, function.low, function.high, type: .float64)
      let weight = Generator(seed: 4).normal(function.apply(input).shape, type: .float64)
      let objective = { (x: Tensor) in (function.apply(x) * weight).sum() }
      let exact = try gradient(of: objective(input.requiringGradient()), by: input).doubles()
      let approximate = try centralDifferences(objective, at: input)
      expectClose(exact, approximate, tolerance: 1e-7)
    }
  }

  @Test(arguments: functions) func `second derivatives agree with differences of first ones`(
    _ function: Function
  ) throws {
    try expectNoLeak {
      let input = Generator(seed: 3).uniform(function.shape, function.low, function.high, type: .float64)
      let weight = Generator(seed: 4).normal(function.apply(input).shape, type: .float64)
      let direction = Generator(seed: 8).normal(function.shape, type: .float64)
      // ⟨∇(Σ(w·f)²), v⟩, differentiated once more.
      let leaf = input.detached().requiringGradient()
      let first = try gradient(
        of: (function.apply(leaf) * weight).square().sum(), by: leaf, createGraph: true)
      let exact = try gradient(of: (first * direction).sum(), by: leaf).doubles()
      let slope = { (x: Tensor) throws -> Double in
        let leaf = x.detached().requiringGradient()
        let first = try gradient(of: (function.apply(leaf) * weight).square().sum(), by: leaf)
        return try (first * direction).sum().item()
      }
      expectClose(exact, try centralDifferences(slope, at: input), tolerance: 1e-5)
    }
  }

  @Test func `a third derivative is exact`() throws {
    let x = Tensor(1.5, type: .float64).requiringGradient()
    let first = try gradient(of: x.power(4), by: x, createGraph: true)
    let second = try gradient(of: first, by: x, createGraph: true)
    let third = try gradient(of: second, by: x)
    #expect(try abs(third.item() - 24 * 1.5) < 1e-12)
  }

  @Test func `an input that the output does not depend on has a zero gradient`() throws {
    let x = Tensor([1.0, 2.0]).requiringGradient(), y = Tensor([3.0]).requiringGradient()
    let found = try gradients(of: [x.square().sum()], by: [x, y])
    #expect(try found[0].doubles() == [2, 4])
    #expect(try found[1].doubles() == [0])
  }

  @Test func `max pooling sends the gradient to the winner`() throws {
    let x = Tensor([1.0, 5, 2, 3], shape: [1, 1, 2, 2]).requiringGradient()
    let found = try gradient(of: x.maxPool2d([2, 2], stride: [2, 2]).sum(), by: x)
    #expect(try found.doubles() == [0, 1, 0, 0])
  }
}

/// (f(x + h·e_i) − f(x − h·e_i)) / 2h for every element.
func centralDifferences(_ f: (Tensor) throws -> Tensor, at x: Tensor) throws -> [Double] {
  try centralDifferences({ try f($0).item() }, at: x)
}

func centralDifferences(_ f: (Tensor) throws -> Double, at x: Tensor, step h: Double = 1e-5) throws
  -> [Double]
{
  let values = try x.doubles()
  return try values.indices.map { index in
    var up = values, down = values
    up[index] += h
    down[index] -= h
    return (try f(Tensor(up, shape: x.shape)) - f(Tensor(down, shape: x.shape))) / (2 * h)
  }
}

func expectClose(
  _ a: [Double], _ b: [Double], tolerance: Double, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(a.count == b.count, sourceLocation: sourceLocation)
  for (x, y) in zip(a, b) {
    #expect(abs(x - y) <= tolerance * (1 + abs(y)), "\(x) against \(y)", sourceLocation: sourceLocation)
  }
}
