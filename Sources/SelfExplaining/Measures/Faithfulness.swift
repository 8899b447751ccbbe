import Networks
import Torch

/// Whether the relevances say what happens when concepts are taken away (Alvarez-Melis and Jaakkola 2018, §4 "Faithfulness").
///
/// Concept by concept θ_i is set to zero; the paper compares θ_i with the drop of the predicted class's probability. Beside
/// it stands what is exact: the class's logit drops by the concept's contribution θ_ic·h_i.
public struct Faithfulness: Sendable, Equatable {
  /// The predicted class; of a single logit 1 where it is positive.
  public let prediction: Int
  /// p of the predicted class with all concepts.
  public let probability: Double
  /// Of each concept for the predicted class; with one logit they are those against class 0 with their sign turned.
  public let relevances: [Double]
  public let contributions: [Double]
  /// How far p of the predicted class drops without each concept.
  public let probabilityDrops: [Double]
  /// How far the class's logit drops.
  public let logitDrops: [Double]
  /// Of the relevances with the probability's drops; nil where one of them does not vary.
  public let pearson: Double?
  public let spearman: Double?
  /// The same for θ_c less its mean over the classes.
  public let gaugeFreePearson: Double?
  /// Of the contributions with the logit's drops: 1, but for rounding.
  public let exact: Double?
  /// The largest difference between a contribution and the logit's drop.
  public let largestGap: Double
}

extension Faithfulness {
  /// One an input.
  ///
  /// - Parameter isValue: whether the model gives a number instead of classes: that number stands for the probability.
  public static func measure(_ explanation: Explanation, isValue: Bool = false) throws -> [Faithfulness] {
    try scope {
      try noGrad {
        let contributions = explanation.contributions.to(.float64)
        let k = contributions.extent(1)
        let others = 1 - Tensor.eye(k, type: .float64).to(contributions.device)
        var removed = others.matmul(contributions)
        if let bias = explanation.bias { removed = removed + bias.to(.float64).unsqueeze(1) }
        let logits = explanation.logits.to(.float64)
        let whole = isValue ? logits : probabilities(logits)
        let parts = isValue ? removed : probabilities(removed)
        let predictions = whole.argmax(1)
        // One logit speaks for class 1: for class 0 it is turned round.
        let isSingle = logits.extent(1) == 1
        let column = isSingle ? predictions.zerosLike() : predictions
        let sign =
          isSingle && !isValue
          ? (predictions.to(.float64) * 2 - 1).unsqueeze(1) : Tensor(1, type: .float64).to(logits.device)
        func pick(_ values: Tensor, _ column: Tensor) -> Tensor {
          values.gather(column.reshape([-1, 1, 1]).expand([-1, k, 1]), dimension: 2).squeeze(2)
        }
        let p = whole.pick(predictions)
        return try rows(
          predictions.integers(), p.doubles(), k: k,
          [
            (pick(explanation.relevances.to(.float64), column) * sign).doubles(),
            (pick(contributions, column) * sign).doubles(),
            (p.unsqueeze(1) - pick(parts, predictions)).doubles(),
            ((logits.pick(column).unsqueeze(1) - pick(removed, column)) * sign).doubles(),
            (pick(explanation.gaugeFree.to(.float64), column) * sign).doubles(),
          ])
      }
    }
  }

  private static func rows(
    _ predictions: [Int], _ probabilities: [Double], k: Int, _ columns: [[Double]]
  ) -> [Faithfulness] {
    predictions.indices.map { row in
      let own = columns.map { Array($0[row * k..<(row + 1) * k]) }
      return Faithfulness(
        prediction: predictions[row], probability: probabilities[row], relevances: own[0],
        contributions: own[1], probabilityDrops: own[2], logitDrops: own[3],
        pearson: pearsonCorrelation(own[0], own[2]), spearman: RankCorrelation(own[0], own[2])?.rho,
        gaugeFreePearson: pearsonCorrelation(own[4], own[2]), exact: pearsonCorrelation(own[1], own[3]),
        largestGap: zip(own[1], own[3]).map { abs($0 - $1) }.max() ?? 0)
    }
  }

  /// Softmax; of one logit the two of its sigmoid.
  public static func probabilities(_ logits: Tensor) -> Tensor {
    guard logits.extent(-1) == 1 else { return logits.softmax(-1) }
    let one = logits.sigmoid()
    return Tensor.concatenate([1 - one, one], dimension: -1)
  }
}

/// Pearson's correlation; nil for fewer than two pairs, or when one side does not vary.
func pearsonCorrelation(_ first: [Double], _ second: [Double]) -> Double? {
  guard first.count == second.count, first.count > 1, (first + second).allSatisfy(\.isFinite) else {
    return nil
  }
  let count = Double(first.count)
  let (x, y) = (first.reduce(0, +) / count, second.reduce(0, +) / count)
  let xy = zip(first, second).reduce(0) { $0 + ($1.0 - x) * ($1.1 - y) }
  let xx = first.reduce(0) { $0 + ($1 - x) * ($1 - x) }
  let yy = second.reduce(0) { $0 + ($1 - y) * ($1 - y) }
  // What is left of equal numbers is rounding.
  func varies(_ squares: Double, _ mean: Double) -> Bool {
    squares > count * 1e-28 * max(1e-280, mean * mean)
  }
  guard varies(xx, x), varies(yy, y) else { return nil }
  return min(1, max(-1, xy / (xx.squareRoot() * yy.squareRoot())))
}
