import Testing
import Torch

@testable import SelfExplaining

func drawn(_ shape: [Int], seed: UInt64, scale: Double = 1, type: TensorType = .float64) -> Tensor {
  Generator(seed: seed).normal(shape, deviation: scale, type: type)
}

func explanation(_ concepts: Tensor, _ relevances: Tensor, bias: Tensor? = nil) -> Explanation {
  let sums = (relevances * concepts.unsqueeze(2)).sum([1])
  return Explanation(
    concepts: concepts, relevances: relevances, bias: bias, logits: bias.map { sums + $0 } ?? sums)
}

/// Models written down as functions, in double precision.
enum Models {
  /// h(x) = x, θ(x) = A·x for one logit.
  static func linear(_ matrix: Tensor) -> InputSpace {
    InputSpace { x in
      let rows = x.flatten(from: 1)
      return explanation(rows, rows.linear(matrix.to(x.type)).unsqueeze(2))
    }
  }

  /// θ is the same everywhere.
  static func constant(inputs: Int, classes: Int = 3) -> InputSpace {
    let relevances = drawn([1, inputs, classes], seed: 5)
    return InputSpace { x in
      let rows = x.flatten(from: 1)
      return explanation(rows, relevances.expand([rows.extent(0), inputs, classes]))
    }
  }

  /// k concepts and C classes, both by tanh networks of D inputs.
  static func smooth(
    _ inputs: Int, concepts: Int = 4, classes: Int = 3, bounds: ClosedRange<Double>? = nil, scale: Double = 1,
    stretch: Double = 1, seed: UInt64 = 11
  ) -> InputSpace {
    let encoder = drawn([concepts, inputs], seed: seed, scale: 0.7)
    let first = drawn([8, inputs], seed: seed + 1), second = drawn([concepts * classes, 8], seed: seed + 2)
    return InputSpace(bounds: bounds) { x in
      let rows = x.flatten(from: 1) * (1 / stretch)
      let weights = { (t: Tensor) in t.to(x.type) }
      let theta = rows.linear(weights(first)).tanh().linear(weights(second)) * scale
      return explanation(
        rows.linear(weights(encoder)).tanh(), theta.reshape([-1, concepts, classes]))
    }
  }
}

func rows(_ values: Tensor) throws -> [[Double]] {
  let all = try values.detached().flatten(from: 1).doubles(), width = all.count / values.extent(0)
  return (0..<values.extent(0)).map { Array(all[$0 * width..<($0 + 1) * width]) }
}

func distance(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
}
