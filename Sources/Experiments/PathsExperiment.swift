import Catalog
import Engine
import LayerRobustness

/// Divides the gradient at the input of a residual network among its paths, by their length.
public struct PathsExperiment: Experiment {
  public let card = Card(
    identifier: "paths",
    title: "Path lengths",
    summary:
      "How many of the 2^n paths through n residual blocks are how long, and which lengths carry the gradient: by "
      + "sampled paths as in the paper, and exactly.",
    citation: .residualEnsembles,
    parameters: [
      SharedParameters.model,
      SharedParameters.dataset("auto", alsoAuto: true),
      SharedParameters.split,
      SharedParameters.limit(128),
      Parameter(
        "draws", "random paths for each length", default: .integer(10), range: .integers(1...10_000),
        paper: "not stated", isCommon: true),
      Parameter(
        "longest", "paths through more blocks than this are left out; 0 takes all", unit: "blocks",
        default: .integer(0), range: .integers(0...10_000)),
      Parameter(
        "chunk", "inputs at a time; memory is that of a training step with as many", unit: "inputs",
        default: .integer(128), range: .integers(1...100_000)),
      SharedParameters.device,
      SharedParameters.seed,
    ])

  public init() {}

  public func title(_ settings: Settings) -> String { "paths of \(settings.text("model"))" }

  public func run(_ settings: Settings, _ context: JobContext) throws -> JSONValue {
    let examined = try ExaminedNetwork(settings, context)
    let longest = settings.integer("longest")
    return try PathSession(
      try ModularNetwork(examined.network), examined.data, draws: settings.integer("draws"),
      longest: longest == 0 ? .max : longest, chunk: settings.integer("chunk"), context: context
    ).run()
  }
}
