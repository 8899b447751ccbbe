import Catalog
import Datasets
import Engine
import Networks
import Torch

/// Trains a network and keeps its tensors before the first step and after chosen epochs.
public struct TrainExperiment: Experiment {
  public let card = Card(
    identifier: "train",
    title: "Train a network",
    summary:
      "Trains a network on a data set, keeps checkpoints from before the first step on, and watches probes.",
    parameters: [
      Parameter(
        "network", "the architecture", default: .text("fcn-3x256"),
        range: .text(
          form: "a name of 'halftone list networks': "
            + ArchitectureRegistry.all.cards.map(\.identifier).joined(separator: ", ")),
        isCommon: true),
      SharedParameters.dataset("fashion-mini"),
      Parameter(
        "epochs", "passes over the training set", default: .integer(10), range: .integers(1...100_000),
        paper: "100 for MNIST and CIFAR-10", isCommon: true),
      Parameter(
        "batch-size", "inputs a step", default: .integer(128), range: .integers(1...65_536), paper: "128",
        isCommon: true),
      Parameter(
        "learning-rate", "the step size η before the schedule", default: .real(0.01), range: .reals(0...100),
        isCommon: true),
      Parameter(
        "schedule", "how η changes: step is ×0.2 after 30, 60 and 90 % of the steps", default: .text("step"),
        range: .choice(Schedule.allCases.map(\.rawValue)), isCommon: true),
      Parameter(
        "optimizer", "how gradients become steps", default: .text("sgd"), range: .choice(["sgd", "adam"])),
      Parameter(
        "augmentation",
        "how training pictures are changed at random: crop takes a window out of the picture with 4 zeros around it",
        default: .text("none"), range: .choice(Augmentation.allCases.map(\.rawValue)),
        paper: "crop-flip for CIFAR-10"),
      Parameter("momentum", "μ of SGD", default: .real(0.9), range: .reals(0...1), paper: "0.9"),
      Parameter("nesterov", "look ahead along the momentum", default: .flag(false), range: .flag),
      Parameter("weight-decay", "λ of the ℓ2 penalty", default: .real(0), range: .reals(0...10), paper: "0"),
      Parameter(
        "checkpoints", "epochs whose tensors are kept; 0 is before the first step", default: .text("auto"),
        range: .text(form: "auto, or epochs such as 0,1,2,8")),
      Parameter(
        "blocks-per-batch",
        "residual blocks that a batch trains, drawn at random; the others pass the value on by their skips; 0 trains all",
        unit: "blocks", default: .integer(0), range: .integers(0...10_000), paper: "23 of 54"),
      SharedParameters.recalibrate(
        "with blocks-per-batch, training inputs on which batch norm's statistics of the whole network are estimated "
          + "at the end; 0 leaves what training left",
        default: 2000),
    ] + SelfExplainingPlan.parameters + [
      Parameter(
        "train-limit", "train on the first so many inputs only; 0 takes all", unit: "inputs",
        default: .integer(0),
        range: .integers(0...Int.max)),
      Parameter(
        "probes", "test pictures whose saliency is drawn anew as the network learns", default: .integer(8),
        range: .integers(0...64)),
      SharedParameters.device,
      SharedParameters.seed,
    ])

  public init() {}

  public func title(_ settings: Settings) -> String {
    "\(settings.text("network")) on \(settings.text("dataset"))"
  }

  public func run(_ settings: Settings, _ context: JobContext) throws -> JSONValue {
    let plan = try TrainingPlan(settings)
    let session = try TrainingSession(
      plan, TrainingData(plan.dataset, context), probes: settings.integer("probes"), part: JobPart(context))
    // The bytes that were read are of no more use.
    Runtime.trimMemory()
    return .object(try session.run())
  }
}
