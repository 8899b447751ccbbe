import Catalog
import Datasets
import Engine
import SelfExplaining
import Torch

/// Says for inputs which concepts a self-explaining network sees and how relevant each is for every class.
public struct SennExplainExperiment: Experiment {
  public let card = Card(
    identifier: "senn-explain",
    title: "Explain by concepts",
    summary:
      "Concepts, relevances and contributions of inputs by a self-explaining network, with the prototypes of the concepts, "
      + "the nearest inputs, the way of the explanation under noise, and an attack on the concepts.",
    citation: .selfExplaining,
    parameters: [
      SharedParameters.model,
      SharedParameters.dataset("auto", alsoAuto: true),
      SharedParameters.split,
      Parameter(
        "indices", "which inputs of the data set", default: .text("0-15"), range: .text(form: "0-15,40"),
        isCommon: true),
      Parameter(
        "input", "a file of inputs instead of a data set; none takes the data set", default: .text("none"),
        range: .text(form: "png, jpg, npy or safetensors"), isCommon: true),
      SharedParameters.limit(),
      SharedParameters.prototypes,
      Parameter(
        "neighbours", "inputs with the nearest concepts", unit: "inputs", default: .integer(4),
        range: .integers(0...100)),
      Parameter(
        "noise",
        "the largest deviation of the noise that is added step by step, in pixels or, for a table, standard "
          + "deviations; 0 adds none",
        default: .real(0.5), range: .reals(0...10), paper: "0.37 of pixels in −1…1"),
      Parameter(
        "noise-steps", "steps up to it", default: .integer(8), range: .integers(1...100)),
      Parameter(
        "attack-epsilon",
        "ε of the ℓ∞ ball in which the concepts are moved to another input's, in pixels or standard deviations; "
          + "0 leaves the attack out",
        default: .real(0.1), range: .reals(0...10), paper: "0.3"),
      Parameter(
        "attack-steps", "gradient steps of the attack", default: .integer(100), range: .integers(1...10_000)),
      Parameter(
        "attack-weight", "c, the weight of keeping the class", default: .real(1), range: .reals(0...1e6)),
      SharedParameters.device,
      SharedParameters.seed,
    ])

  public init() {}

  public func title(_ settings: Settings) -> String { "concepts of \(settings.text("model"))" }

  public func run(_ settings: Settings, _ context: JobContext) throws -> JSONValue {
    let examined = try ExaminedConcepts(settings, context)
    let inputs = try ExplainedInputs(settings, examined.source, context)
    guard inputs.shape == examined.senn.network.inputShape else {
      throw UserError(
        "\(inputs.place): found inputs of shape \(inputs.shape), expected \(examined.senn.network.inputShape) for this "
          + "network")
    }
    return try ConceptSession(examined, inputs, settings, context).run()
  }
}
