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
    citation: .layersEqual,
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
      SharedParameters.recalibrate(
        "with bn-scope affine-recalibrated, training inputs on which the running statistics behind a reset unit are "
          + "estimated anew",
        default: 2000),
      Parameter(
        "unit", "what is reset together: a weighted layer, or a whole residual block",
        default: .text("layer"),
        range: .choice(UnitSize.allCases.map(\.rawValue)), paper: "not stated", isCommon: true),
      Parameter(
        "views",
        "what is computed: all, or some of "
          + SweepView.allCases.map(\.rawValue).joined(separator: ", "),
        default: .text("all"), range: .text(form: "all, or names such as reinitialised,sets"),
        paper: "reinitialised, rerandomised"),
      Parameter(
        "sets", "units that are reset together to each checkpoint: sets of names or numbers, apart by ;",
        default: .text("none"), range: .text(form: "none, or sets such as 0,2-4;fc1,fc3"),
        paper: "the first layers of VGG and ResNet"),
      Parameter(
        "alphas", "places between the initial values (0) and the trained ones (1) that each unit is set to",
        default: .text("0.1,0.25,0.5,0.75"),
        range: .text(form: "none, or numbers between 0 and 1 such as 0.25,0.5"),
        paper: "not in it"),
      Parameter(
        "ambient-limit",
        "a unit is ambient if resetting it loses at most this share of the accuracy above chance",
        default: .real(0.02), range: .reals(0...1), paper: "not stated"),
      Parameter(
        "critical-limit", "a unit is critical if resetting it loses at least this share", default: .real(0.5),
        range: .reals(0...1), paper: "not stated"),
      Parameter(
        "memory",
        "what activations, stacked weights and checkpoints may take; 0 takes half of what the machine has available at the start",
        unit: "MiB", default: .integer(0), range: .integers(0...1 << 24)),
      SharedParameters.device,
      SharedParameters.seed,
    ])

  public init() {}

  public func title(_ settings: Settings) -> String { "layers of \(settings.text("model"))" }

  public func run(_ settings: Settings, _ context: JobContext) throws -> JSONValue {
    if let training = try ExaminedNetwork.followed(settings, context) {
      try EmergingSession(training, settings, part: JobPart(context)).run()
    }
    let examined = try ExaminedNetwork(settings, context)
    guard let run = examined.source.run else {
      throw UserError("\(settings.text("model")): found no checkpoints, expected a training run")
    }
    return .object(
      try SweepSession(
        examined.network, TrainingFiles(folder: run.path), examined.data, settings, part: JobPart(context)
      ) {
        try context.dataset(examined.source.datasetName(settings.text("dataset")), .train)
      }.run())
  }
}

extension Citation {
  static let layersEqual = Citation(
    authors: "Zhang, Bengio, Singer", title: "Are All Layers Created Equal?", venue: "JMLR 23(67)",
    year: 2022,
    arXiv: "1902.01996")
}
