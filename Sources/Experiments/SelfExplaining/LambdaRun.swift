import Catalog
import Datasets
import Engine
import Networks
import SelfExplaining
import Torch

/// What one network of a sweep came to.
struct LambdaRun: Codable {
  let lambda: String
  let seed: Int
  /// On the test inputs; nil where the training diverged.
  let accuracy: Double?
  let loss: Double?
  /// The median local Lipschitz estimates, over the inputs' change and over the concepts'.
  let stability: Double?
  let conceptStability: Double?
  /// The median of Pearson's correlation.
  let faithfulness: Double?
  /// The mean ‖R‖ on test inputs.
  let penalty: Double?
  let deadConcepts: Int?

  /// One whose training diverged.
  init(diverged run: LambdaSweepPlan.Run) {
    lambda = run.lambda
    seed = run.seed
    (accuracy, loss, stability, conceptStability) = (nil, nil, nil, nil)
    (faithfulness, penalty, deadConcepts) = (nil, nil, nil)
  }

  /// - Parameter progress: told the share that is done.
  init(
    _ run: LambdaSweepPlan.Run, _ network: Network, _ test: Dataset, _ plan: LambdaSweepPlan,
    progress: (Double) throws -> Void
  ) throws {
    let senn = try SelfExplainingNetwork(network)
    let data = ResidentData(test, device: network.device, transform: network.normalise)
    let evaluation = try network.evaluate(data)
    let own = try senn.explanation(of: data)
    let faithful = try Faithfulness.measure(own).compactMap(\.pearson)
    let estimates = try plan.stability.estimates(
      senn, test, own, seed: Seed(UInt64(run.seed)), progress: progress)
    func median(_ denominator: StabilityDenominator) -> Double? {
      Quartiles(estimates[denominator.rawValue].compactMap { $0?.ratio })?.median
    }
    let rows = Tensor(Array(0..<min(256, data.count))).to(network.device)
    let penalties = try SelfExplainingLoss.gradientPenalty(senn, normalised: data.batch(rows).inputs)
    lambda = run.lambda
    seed = run.seed
    accuracy = evaluation.accuracy
    loss = evaluation.loss
    stability = median(.inputs)
    conceptStability = median(.concepts)
    faithfulness = Quartiles(faithful)?.median
    penalty = penalties.reduce(0, +) / Double(max(1, penalties.count))
    deadConcepts = try ConceptSpread(own.concepts).isDead.count { $0 }
  }

  var json: JSONValue {
    func number(_ value: Double?) -> JSONValue { value.map { .double($0) } ?? .null }
    return [
      "lambda": .string(lambda), "seed": .int(seed), "accuracy": number(accuracy), "loss": number(loss),
      "stability": number(stability), "conceptStability": number(conceptStability),
      "faithfulness": number(faithfulness), "penalty": number(penalty),
      "deadConcepts": deadConcepts.map { .int($0) } ?? .null,
    ]
  }
}

extension StabilityPlan {
  /// The estimates of the first inputs of a data set, per denominator and input.
  ///
  /// - Parameter own: the explanations of the whole data set.
  func estimates(
    _ senn: SelfExplainingNetwork, _ dataset: Dataset, _ own: Explanation, seed: Seed,
    progress: (Double) throws -> Void
  ) throws -> [[StabilityEstimate?]] {
    let asked = Array(0..<min(points, dataset.count))
    guard isDiscrete(dataset) else {
      return try search.estimate(
        senn.space, at: senn.coordinates(of: dataset, asked), samples: asked, seed: seed, progress: progress
      ).found
    }
    let all = try senn.coordinates(of: dataset, Array(0..<dataset.count)).to(.cpu)
    let entries = try NeighbourStability(ball, isGaugeFree: isGaugeFree).entries(all, own, anchors: asked) {
      try progress(Double($0) / Double(asked.count))
    }
    return StabilityDenominator.allCases.map { denominator in entries.map { $0[denominator]?.estimate } }
  }
}
