import Datasets
import LayerRobustness
import Networks
import Torch

/// How lesions are measured: on which inputs, and with which statistics of batch norm.
struct LesionMeasure {
  let network: ModularNetwork
  let data: ResidentData
  private let inputs: Tensor
  private let chunk: Int
  /// On which the statistics behind a lesion are estimated anew; nil leaves them as trained.
  private let training: Tensor?

  init(_ network: ModularNetwork, _ data: ResidentData, chunk: Int, training: Tensor?) {
    self.network = network
    self.data = data
    inputs = data.inputs
    self.chunk = chunk
    self.training = training
  }

  /// Training inputs for the statistics; 0 where they stay as trained.
  var recalibration: Int { training?.extent(0) ?? 0 }

  func evaluate(_ lesions: [Lesion], _ visit: (Double, [Evaluation]) throws -> Void = { _, _ in }) throws
    -> [Evaluation]
  {
    let statistics = try training.map { try network.recalibrated(lesions, on: $0) }
    return try network.evaluate(
      lesions, inputs: inputs, labels: data.labels, statistics: statistics, chunk: chunk, visit: visit)
  }
}
