import Catalog

/// The cards that forms, palettes and screens offer, by family.
public struct Catalogue: Sendable, Equatable {
  public let experiments: [Card]
  public let networks: [Card]
  public let datasets: [Card]
  public let explainers: [Card]

  public init(experiments: [Card], networks: [Card] = [], datasets: [Card] = [], explainers: [Card] = []) {
    self.experiments = experiments
    self.networks = networks
    self.datasets = datasets
    self.explainers = explainers
  }

  public func experiment(_ identifier: String) -> Card? {
    experiments.first { $0.identifier == identifier }
  }

  /// What a form offers for the parameters that name a member of a family.
  func choices(models: [String]) -> [String: [String]] {
    [
      Convention.Setting.network: networks.map(\.identifier),
      Convention.Setting.dataset: datasets.map(\.identifier),
      Convention.Setting.method: explainers.map(\.identifier),
      Convention.Setting.model: models,
    ].filter { !$0.value.isEmpty }
  }
}
