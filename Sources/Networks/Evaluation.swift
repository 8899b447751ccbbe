import Foundation
import Torch

/// How a network does on labelled inputs.
public struct Evaluation: Sendable, Equatable {
  public let correct: Int
  public let count: Int
  /// Mean cross-entropy in nats.
  public let loss: Double
  /// Inputs whose logits are not all finite; they count as wrong.
  public let nonFinite: Int

  public init(correct: Int, count: Int, loss: Double, nonFinite: Int = 0) {
    self.correct = correct
    self.count = count
    self.loss = loss
    self.nonFinite = nonFinite
  }

  public var accuracy: Double { count == 0 ? 0 : Double(correct) / Double(count) }
  public var error: Double { 1 - accuracy }

  /// Wilson's 95 % interval of the accuracy.
  public var interval: ClosedRange<Double> { wilsonInterval(correct, of: count) }
}

/// Wilson's score interval for `successes` of `count` at 95 %.
public func wilsonInterval(_ successes: Int, of count: Int) -> ClosedRange<Double> {
  guard count > 0 else { return 0...1 }
  let z = 1.959963984540054, n = Double(count), p = Double(successes) / n
  let centre = (p + z * z / (2 * n)) / (1 + z * z / n)
  let half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
  return max(0, centre - half)...min(1, centre + half)
}

extension Network {
  /// Evaluates on normalised inputs, in batches, without gradients.
  public func evaluate(normalised inputs: Tensor, _ labels: Tensor, batchSize: Int = 1000) throws
    -> Evaluation
  {
    var tally = EvaluationTally()
    let count = inputs.extent(0)
    try noGrad {
      for start in stride(from: 0, to: count, by: batchSize) {
        let end = min(start + batchSize, count)
        try tally.add(logits(normalised: inputs[start..<end], .evaluation), labels[start..<end])
      }
    }
    return tally.evaluation
  }
}

/// Sums evaluations batch by batch.
public struct EvaluationTally {
  private var correct = 0, count = 0, nonFinite = 0
  private var loss = 0.0

  public init() {}

  /// Adds logits `[N, K]` and labels `[N]`.
  public mutating func add(_ logits: Tensor, _ labels: Tensor) throws {
    let finite = logits.isFinite().all([1])
    let right = (logits.argmax(1) .== labels).and(finite)
    correct += try right.countNonzero().integer()
    count += labels.extent(0)
    nonFinite += labels.extent(0) - (try finite.countNonzero().integer())
    loss += try logits.crossEntropy(labels, .sum).item()
  }

  public var evaluation: Evaluation {
    Evaluation(
      correct: correct, count: count, loss: count == 0 ? 0 : loss / Double(count), nonFinite: nonFinite)
  }
}
