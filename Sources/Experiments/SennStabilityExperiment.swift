import Catalog
import Datasets
import Engine
import SelfExplaining
import Torch

/// How far the relevances of a self-explaining network change near an input.
public struct SennStabilityExperiment: Experiment {
  public let card = Card(
    identifier: "senn-stability",
    title: "Stability of explanations",
    summary:
      "The local Lipschitz estimate of a self-explaining network's relevances, over the change of the concepts and over "
      + "that of the input: by gradient ascent in a ball, or over the other inputs of the data set.",
    citation: .selfExplaining,
    parameters: [
      SharedParameters.model,
      SharedParameters.dataset("auto", alsoAuto: true),
      SharedParameters.split,
      SharedParameters.limit(),
    ] + StabilityPlan.parameters + [SharedParameters.device, SharedParameters.seed])

  public init() {}

  public func title(_ settings: Settings) -> String { "stability of \(settings.text("model"))" }

  public func run(_ settings: Settings, _ context: JobContext) throws -> JSONValue {
    let examined = try ExaminedConcepts(settings, context)
    return try StabilitySession(examined, StabilityPlan(settings), context).run()
  }
}
