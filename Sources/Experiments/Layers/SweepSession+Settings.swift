import Catalog
import Datasets
import LayerRobustness
import Networks
import Torch

extension SweepSession {
  /// The sweep of a trained network over the checkpoints that its training left, out of the settings of `layers`.
  ///
  /// - Parameter training: the training split, for what is estimated on it.
  /// - Throws: `UserError` for a checkpoint that is not this network's, or a setting that means nothing for it.
  convenience init(
    _ network: Network, _ files: TrainingFiles, _ data: ResidentData, _ settings: Settings, part: JobPart,
    training: () throws -> Dataset
  ) throws {
    let form = try SweepForm(settings)
    let request = try SweepRequest(settings, form.units(of: network))
    let checkpoints = try files.checkpoints(of: network)
    for (layer, channels) in try network.channelsWithoutVariance {
      part.emit(
        .note(
          "batch norm '\(layer)': \(channels) of its channels have a running variance of 0; they are kept as they are"
        ))
    }
    let sweep = try form.sweep(
      network, checkpoints, data, calibration: form.calibration(for: network, training), draws: request.draws
    ) { part.emit(.note($0)) }
    try self.init(sweep, request, chance: data.chance, part: part)
  }
}

extension TrainingFiles {
  /// The tensors of each kept epoch.
  ///
  /// - Throws: `UserError` for a file that is damaged or not of this network, and when the initialisation is missing.
  func checkpoints(of network: Network) throws -> [Checkpoint] {
    let epochs = checkpointEpochs()
    guard epochs.first == 0 else { throw missingInitialisation }
    return try epochs.map { try checkpoint($0, of: network.specification, on: network.device) }
  }

  var missingInitialisation: UserError {
    UserError(
      "\(folder)/checkpoints: found no epoch-0000.safetensors, expected the tensors from before the first step"
    )
  }

  func checkpoint(_ epoch: Int, of network: NetworkSpecification, on device: Device) throws -> Checkpoint {
    let path = checkpoint(epoch)
    let state = NetworkState(try TensorFile.read(path))
    return Checkpoint(
      label: "\(epoch)",
      tensors: try Network.tensors(network, state, place: path).map { $0.map { $0.to(device) } })
  }
}

extension ResidentData {
  /// The share of the largest class.
  var chance: Double {
    get throws { try labels.bincount().max().item() / Double(count) }
  }
}
