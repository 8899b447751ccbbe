import Catalog
import Datasets
import LayerRobustness
import Networks
import Torch

extension SweepSession {
  /// The sweep of a trained network over the checkpoints that its training left, out of the settings of `layers`.
  ///
  /// - Throws: `UserError` for a checkpoint that is not this network's, or a setting that means nothing for it.
  convenience init(
    _ network: Network, _ files: TrainingFiles, _ data: ResidentData, _ settings: Settings, part: JobPart
  ) throws {
    let checkpoints = try files.checkpoints(of: network)
    guard let scope = BatchNormScope(rawValue: settings.text("bn-scope")) else {
      throw UserError("bn-scope: found '\(settings.text("bn-scope"))'")
    }
    guard let unit = UnitSize(rawValue: settings.text("unit")) else {
      throw UserError("unit: found '\(settings.text("unit"))'")
    }
    let sweep = LayerSweep(
      network, checkpoints: checkpoints, inputs: data.inputs, labels: data.labels, scope: scope, unit: unit)
    let request = try SweepRequest(settings, sweep.units)
    try Self.limitMemory(of: sweep, settings, request, network.device, part)
    try self.init(sweep, request, chance: data.chance, part: part)
  }

  private static func limitMemory(
    of sweep: LayerSweep, _ settings: Settings, _ request: SweepRequest, _ device: Device, _ part: JobPart
  ) throws {
    var bytes = settings.integer("memory") << 20, origin = "as set"
    if bytes == 0 {
      // Of another device's memory the machine says nothing.
      guard device == .cpu, let available = AvailableMemory.bytes() else { return }
      bytes = available / 2
      origin = "half of what was available at the start"
    }
    try sweep.limitMemory(to: bytes, draws: request.draws)
    part.emit(.note("memory limit \(bytes >> 20) MiB, \(origin)"))
  }
}

extension TrainingFiles {
  /// The tensors of each kept epoch.
  ///
  /// - Throws: `UserError` for a file that is damaged or not of this network, and when the initialisation is missing.
  func checkpoints(of network: Network) throws -> [Checkpoint] {
    let epochs = checkpointEpochs()
    guard epochs.first == 0 else {
      throw UserError(
        "\(folder)/checkpoints: found no epoch-0000.safetensors, expected the tensors from before the first step"
      )
    }
    return try epochs.map { try checkpoint($0, of: network) }
  }

  func checkpoint(_ epoch: Int, of network: Network) throws -> Checkpoint {
    let path = checkpoint(epoch)
    let state = NetworkState(try TensorFile.read(path))
    return Checkpoint(
      label: "\(epoch)",
      tensors: try Network.tensors(network.specification, state, place: path).map {
        $0.map { $0.to(network.device) }
      })
  }
}

extension ResidentData {
  /// The share of the largest class.
  var chance: Double {
    get throws { try labels.bincount().max().item() / Double(count) }
  }
}
