import Catalog
import Engine
import LayerRobustness

/// Deletes and exchanges the blocks of a trained network and evaluates it.
public struct LesionExperiment: Experiment {
  public let card = Card(
    identifier: "lesion",
    title: "Lesions",
    summary:
      "Deletes each residual block alone and random sets of them, and exchanges blocks of one shape, without "
      + "fine-tuning; in a network without skips the modules or layers that keep their shape.",
    citation: .residualEnsembles,
    parameters: [
      SharedParameters.model,
      SharedParameters.dataset("auto", alsoAuto: true),
      SharedParameters.split,
      SharedParameters.limit(),
      Parameter(
        "blocks",
        "which residual blocks may be deleted, by number from 0; all takes every one, and in a plain "
          + "network its layers",
        default: .text("all"), range: .text(form: "all, or numbers such as 0-5,7"), isCommon: true),
      Parameter(
        "most", "the largest number of blocks that are deleted together", unit: "blocks",
        default: .integer(20), range: .integers(1...10_000), paper: "20"),
      Parameter(
        "draws",
        "random sets for each number of deleted blocks, and random orders for each number of exchanges",
        default: .integer(12), range: .integers(1...1000), paper: "not stated", isCommon: true),
      Parameter(
        "exchanges", "the largest number of exchanges; 1, 2, 4, … up to it are tried", default: .integer(32),
        range: .integers(0...10_000), paper: "not stated"),
      SharedParameters.recalibrate(
        "training inputs on which batch norm's statistics behind each lesion are estimated anew; 0 leaves them as trained",
        default: 0),
      Parameter(
        "chunk", "inputs evaluated at a time; memory holds their activations once for each block",
        unit: "inputs", default: .integer(500), range: .integers(1...1_000_000)),
      SharedParameters.device,
      SharedParameters.seed,
    ])

  public init() {}

  public func title(_ settings: Settings) -> String { "lesions of \(settings.text("model"))" }

  public func run(_ settings: Settings, _ context: JobContext) throws -> JSONValue {
    let examined = try ExaminedNetwork(settings, context)
    let modular = try ModularNetwork(examined.network)
    let chosen = try Self.blocks(settings.text("blocks"), of: modular)
    let plan = LesionPlan(modular, among: chosen, seed: Seed(UInt64(settings.integer("seed"))))
    let groups = LesionGroup.all(
      plan, most: settings.integer("most"), draws: settings.integer("draws"),
      exchanges: settings.integer("exchanges"))
    let measured = LesionMeasure(
      modular, examined.data, chunk: settings.integer("chunk"),
      training: try examined.trainingInputs(settings.integer("recalibrate"), settings, context))
    return try LesionSession(
      measured, places: plan.places, groups: groups, chance: examined.chance, context: context
    ).run()
  }

  private static func blocks(_ typed: String, of network: ModularNetwork) throws -> [Int]? {
    if typed == "all" { return nil }
    guard network.isResidual else {
      throw UserError(
        "blocks: found '\(printable(typed))', expected all: network '\(network.network.specification.name)' has no "
          + "residual blocks")
    }
    let list: [Int]
    do {
      list = try IndexList(typed, count: network.modules.count, of: "the network").indices
    } catch {
      throw UserError(
        "blocks: found '\(printable(typed))', expected all, or numbers in 0…\(network.modules.count - 1) such as 0-5,7"
      )
    }
    return Array(Set(list)).sorted()
  }
}

extension Citation {
  static let residualEnsembles = Citation(
    authors: "Veit, Wilber, Belongie",
    title: "Residual Networks Behave Like Ensembles of Relatively Shallow Networks", venue: "NIPS",
    year: 2016,
    arXiv: "1605.06431")
}
