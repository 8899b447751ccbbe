import Catalog

/// The attribution methods, sorted by identifier.
public enum AttributionRegistry {
  public static let all = Registry<AttributionEntry>(
    "attribution method",
    [
      AttributionEntry(Gradient.self),
      AttributionEntry(IntegratedGradients.self),
      AttributionEntry(SmoothGrad.self),
    ])

  /// The method of that name with typed settings laid over its card's defaults.
  ///
  /// - Throws: `UserError` for an unknown name or setting, or a value out of range.
  public static func method(_ identifier: String, typed: [String: String] = [:]) throws
    -> any AttributionMethod
  {
    let entry = try all.find(identifier)
    return try entry.make(Settings(entry.card, typed: typed))
  }
}

/// An attribution method as an entry of the registry.
public struct AttributionEntry: Catalogued, Sendable {
  public let card: Card
  /// The method with its settings.
  public let make: @Sendable (Settings) throws -> any AttributionMethod

  public init<Method: AttributionMethod>(_ method: Method.Type) {
    card = Method.card
    make = { try Method($0) }
  }
}
