import Attribution
import Catalog
import Datasets
import Experiments
import Networks

/// The registries under the names that `halftone list` takes.
struct Family {
  let name: String
  let singular: String
  let cards: [Card]
}

enum Families {
  static let all = [
    Family(name: "experiments", singular: "experiment", cards: ExperimentRegistry.all.map(\.card)),
    Family(name: "networks", singular: "network", cards: ArchitectureRegistry.all.cards),
    Family(name: "datasets", singular: "data set", cards: datasetRegistry.cards),
    Family(name: "explainers", singular: "attribution method", cards: AttributionRegistry.all.cards),
  ]

  static func find(_ name: String) throws -> Family {
    guard let family = all.first(where: { $0.name == name || $0.singular == name }) else {
      throw unknownName(name, kind: "family", known: all.map(\.name))
    }
    return family
  }
}
