import Catalog
import Datasets
import Networks
import Torch

/// How a network in training does on inputs that it does not learn from.
struct TestFigures {
  /// Of classes the mean cross-entropy in nats, of a number the mean squared error on the scale on which it learns.
  let loss: Double
  /// Of classes.
  let accuracy: Double?
  /// Of a number: the share of its variance that is foretold, 1 − Σ(y − f)²/Σ(y − ȳ)².
  let r2: Double?
  /// Of a number, in its own unit: √ mean (y − f)².
  let rmse: Double?

  init(_ network: Network, _ data: ResidentData) throws {
    guard network.specification.output == .value else {
      let evaluation = try network.evaluate(data)
      (loss, accuracy, r2, rmse) = (evaluation.loss, evaluation.accuracy, nil, nil)
      return
    }
    guard let targets = try data.targets?.doubles() else {
      throw UserError(
        "found classes, expected a number as the target for network '\(network.specification.name)'")
    }
    let foretold = try noGrad {
      try data.batches(of: 1000).flatMap {
        try network.logits(normalised: $0.inputs, .evaluation).doubles()
      }
    }
    let mean = targets.reduce(0, +) / Double(targets.count)
    let errors = zip(targets, foretold).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let spread = targets.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let square = errors / Double(targets.count), unit = network.specification.input.target.deviation
    (loss, accuracy) = (square / (unit * unit), nil)
    (r2, rmse) = (spread > 0 ? 1 - errors / spread : 0, square.squareRoot())
  }

  /// Under the names of curves and of a result's figures.
  var named: [(name: String, value: Double)] {
    [("loss", loss), ("accuracy", accuracy), ("r2", r2), ("rmse", rmse)].compactMap { name, value in
      value.map { (name, $0) }
    }
  }
}

extension Network {
  /// What training presses down: the mean cross-entropy of logits, or of a number the mean squared error on the scale on
  /// which it learns.
  func predictionLoss(_ logits: Tensor, _ batch: Batch) -> Tensor {
    guard specification.output == .value, let targets = batch.targets else {
      return logits.crossEntropy(batch.labels)
    }
    return ((logits.squeeze(1) - targets) / specification.input.target.deviation).square().mean()
  }
}
