import Catalog

extension Settings {
  /// What a part of an experiment is asked for: the values that its card knows too, and some changed.
  ///
  /// - Throws: `UserError` for a value that the card does not take.
  func restricted(to card: Card, with changes: [String: String] = [:]) throws -> Settings {
    var result = Settings(card)
    for (name, value) in values.mapValues(\.spelled).merging(changes, uniquingKeysWith: { $1 })
      .sorted(by: { $0.key < $1.key }) where card.parameter(name) != nil
    {
      try result.set(name, value, on: card)
    }
    return result
  }
}
