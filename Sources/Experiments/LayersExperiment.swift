import Catalog
import Datasets
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
      Parameter(
        "limit", "evaluate on the first so many inputs only; 0 takes all", unit: "inputs",
        default: .integer(0),
        range: .integers(0...Int.max), isCommon: true),
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
    let source = try ModelSource(try Self.model(settings, context), context)
    let device = try Runtime.device(settings.text("device"))
    let network = try source.network.moved(to: device)
    guard let run = source.run else {
      throw UserError("\(settings.text("model")): found no checkpoints, expected a training run")
    }
    try context.store?.update { $0.data = ["model": .string(run.id)] }
    let files = TrainingFiles(folder: run.path)
    let checkpoints = try files.checkpointEpochs().map { epoch in
      let path = files.checkpoint(epoch)
      let state = NetworkState(try TensorFile.read(path))
      return Checkpoint(
        label: "\(epoch)",
        tensors: try Network.tensors(network.specification, state, place: path).map {
          $0.map { $0.to(device) }
        })
    }
    guard checkpoints.first?.label == "0" else {
      throw UserError(
        "\(run.id): found no checkpoint from before the first step, expected checkpoints/epoch-0000")
    }
    let split = try Split(named: settings.text("split"))
    let dataset = try context.dataset(try source.datasetName(settings.text("dataset")), split)
    try network.check(fits: dataset)
    let data = ResidentData(
      dataset, limit: settings.integer("limit"), device: device, transform: network.normalise)
    guard let scope = BatchNormScope(rawValue: settings.text("bn-scope")) else {
      throw UserError("bn-scope: found '\(settings.text("bn-scope"))'")
    }
    let sweep = LayerSweep(
      network, checkpoints: checkpoints, inputs: data.inputs, labels: data.labels, scope: scope)
    let chance = try data.labels.bincount().max().item() / Double(data.count)
    return try SweepSession(
      sweep, draws: settings.integer("draws"), seed: UInt64(settings.integer("seed")), chance: chance,
      inputCount: data.count, context: context
    ).run()
  }

  /// `latest` may mean another run by the time that a sweep goes on: a resumed one keeps the run it began with.
  private static func model(_ settings: Settings, _ context: JobContext) throws -> String {
    let begun = context.isResumed ? try context.store?.record().data["model"]?.string : nil
    return begun ?? settings.text("model")
  }
}
