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
  /// Input by input, in their order; empty where only the numbers are known.
  public let answers: Answers

  public init(
    correct: Int, count: Int, loss: Double, nonFinite: Int = 0, answers: Answers = Answers()
  ) {
    self.correct = correct
    self.count = count
    self.loss = loss
    self.nonFinite = nonFinite
    self.answers = answers
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

/// Sums evaluations batch by batch, of one network or of several on the same inputs; batches come in the inputs' order.
public struct EvaluationTally {
  private var correct: [Int], finite: [Int], losses: [Double], answers: [Answers]
  private var count = 0

  public init(networks: Int = 1) {
    correct = Array(repeating: 0, count: networks)
    finite = correct
    losses = Array(repeating: 0, count: networks)
    answers = Array(repeating: Answers(), count: networks)
  }

  /// Adds logits `[N·C, K]`, those of an input's C networks one behind the other, and labels `[N]`.
  public mutating func add(_ logits: Tensor, _ labels: Tensor) throws {
    let shape = [labels.extent(0), correct.count]
    let wanted = labels.unsqueeze(1).expand(shape)
    let isFinite = logits.isFinite().all([1]).reshape(shape)
    let isRight = (logits.argmax(1).reshape(shape) .== wanted).and(isFinite)
    let loss = logits.crossEntropy(wanted.reshape([-1]), .none).reshape(shape).to(.float64).sum([0])
    for (place, isRight) in try isRight.bools().enumerated() {
      answers[place % shape[1]].append(isRight)
      if isRight { correct[place % shape[1]] += 1 }
    }
    for (index, sound) in try isFinite.countNonzero([0]).integers().enumerated() { finite[index] += sound }
    for (index, value) in try loss.doubles().enumerated() { losses[index] += value }
    count += shape[0]
  }

  /// Of the first network.
  public var evaluation: Evaluation { evaluations[0] }

  public var evaluations: [Evaluation] {
    correct.indices.map {
      Evaluation(
        correct: correct[$0], count: count, loss: count == 0 ? 0 : losses[$0] / Double(count),
        nonFinite: count - finite[$0], answers: answers[$0])
    }
  }
}
