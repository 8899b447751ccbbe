import Attribution
import Catalog
import Datasets
import Networks

/// A registry's cards under the name that `halftone list` takes.
public struct Family: Sendable {
  public let name: String
  public let singular: String
  public let cards: [Card]

  public static let experiments = Family(
    name: "experiments", singular: "experiment", cards: ExperimentRegistry.all.map(\.card))
  public static let networks = Family(
    name: "networks", singular: "network", cards: ArchitectureRegistry.all.cards)
  public static let datasets = Family(name: "datasets", singular: "data set", cards: datasetRegistry.cards)
  public static let explainers = Family(
    name: "explainers", singular: "attribution method", cards: AttributionRegistry.all.cards)

  public static let all = [experiments, networks, datasets, explainers]

  /// - Throws: `UserError` for a name that no family bears.
  public static func find(_ name: String) throws -> Family {
    guard let family = all.first(where: { $0.name == name || $0.singular == name }) else {
      throw unknownName(name, kind: "family", known: all.map(\.name))
    }
    return family
  }

  /// What says everything about a name: a member of a family of networks is described by the family's card.
  ///
  /// - Throws: `UserError` for a name that nothing bears.
  public static func describing(_ name: String) throws -> (card: Card, family: Family) {
    for family in all {
      if let card = family.cards.first(where: { $0.identifier == name }) { return (card, family) }
    }
    let architectures = ArchitectureRegistry.all.entries
    if let found = architectures.first(where: { $0.base.members.contains(name) }) {
      return (found.card, networks)
    }
    throw unknownName(
      printable(name), kind: "name",
      known: all.flatMap { $0.cards.map(\.identifier) } + architectures.flatMap(\.base.members))
  }
}
