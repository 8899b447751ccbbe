import Catalog
import Engine
import LayerRobustness
import Networks
import Torch

/// Re-initialises and re-randomises each layer of a trained network and evaluates it.
public struct LayersExperiment: Experiment {
  public let card = Card(
    identifier: "layers",
    title: "Layer re-initialisation",
    summary:
      "Resets each layer to each checkpoint and to fresh draws, alone and in contiguous ranges, and evaluates "
      + "without fine-tuning.",
    citation: Citation(
      authors: "Zhang, Bengio, Singer", title: "Are All Layers Created Equal?", venue: "JMLR 23(67)",
      year: 2022,
      arXiv: "1902.01996"),
    parameters: [
      SharedParameters.model,
      SharedParameters.dataset("auto", alsoAuto: true),
      SharedParameters.split,
      SharedParameters.limit(),
      Parameter(
        "draws", "fresh draws a layer for re-randomisation", default: .integer(5), range: .integers(1...1000),
        paper: "not stated; published ports draw once", isCommon: true),
      Parameter(
        "bn-scope", "what of a batch norm is reset with the layer before it", default: .text("affine"),
        range: .choice(BatchNormScope.allCases.map(\.rawValue)), paper: "not stated"),
      SharedParameters.device,
      SharedParameters.seed,
    ])

  public init() {}

  public func title(_ settings: Settings) -> String { "layers of \(settings.text("model"))" }

  public func run(_ settings: Settings, _ context: JobContext) throws -> JSONValue {
    let examined = try ExaminedNetwork(settings, context)
    let network = examined.network
    guard let run = examined.source.run else {
      throw UserError("\(settings.text("model")): found no checkpoints, expected a training run")
    }
    let files = TrainingFiles(folder: run.path)
    let checkpoints = try files.checkpointEpochs().map { epoch in
      let path = files.checkpoint(epoch)
      let state = NetworkState(try TensorFile.read(path))
      return Checkpoint(
        label: "\(epoch)",
        tensors: try Network.tensors(network.specification, state, place: path).map {
          $0.map { $0.to(network.device) }
        })
    }
    guard checkpoints.first?.label == "0" else {
      throw UserError(
        "\(run.id): found no checkpoint from before the first step, expected checkpoints/epoch-0000")
    }
    guard let scope = BatchNormScope(rawValue: settings.text("bn-scope")) else {
      throw UserError("bn-scope: found '\(settings.text("bn-scope"))'")
    }
    let sweep = LayerSweep(
      network, checkpoints: checkpoints, inputs: examined.data.inputs, labels: examined.data.labels, scope: scope)
    return try SweepSession(
      sweep, draws: settings.integer("draws"), seed: UInt64(settings.integer("seed")), chance: examined.chance,
      inputCount: examined.data.count, context: context
    ).run()
  }
}
