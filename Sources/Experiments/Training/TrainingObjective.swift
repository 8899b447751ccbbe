import Datasets
import Networks
import Torch

/// What the steps of a training press down.
protocol TrainingObjective {
  /// - Parameters:
  ///   - progress: the share of all steps that is done, for weights that change.
  ///   - generator: of what is drawn at random for this step, dropout apart.
  func loss(
    _ network: Network, _ batch: Batch, _ pass: Pass, without leftOut: [ResidualBlock], progress: Double,
    _ generator: () -> Generator
  ) throws -> StepLoss
}

/// The loss of one batch.
struct StepLoss {
  /// `[N, C]`.
  let logits: Tensor
  let total: Tensor
  /// What the total is made of, by the names of its curves; empty where it is the prediction's alone.
  let terms: [(name: String, value: Tensor)]
}

/// How well the network says what is asked, and nothing else.
struct PredictionObjective: TrainingObjective {
  func loss(
    _ network: Network, _ batch: Batch, _ pass: Pass, without leftOut: [ResidualBlock], progress: Double,
    _ generator: () -> Generator
  ) throws -> StepLoss {
    let logits = network.logits(normalised: batch.inputs, pass, without: leftOut)
    return StepLoss(logits: logits, total: network.predictionLoss(logits, batch), terms: [])
  }
}
