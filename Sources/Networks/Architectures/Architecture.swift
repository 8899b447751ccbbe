import Catalog

/// A family of networks that can be made for any fitting input.
public protocol Architecture: Catalogued, Sendable {
  /// The network of that name (`fcn-5x128`), or nil when the name is not of this family.
  ///
  /// - Throws: `UserError` when the input does not fit or the name's numbers are out of range.
  func specification(named name: String, for input: InputDescription) throws -> NetworkSpecification?
}

/// The architectures, sorted by identifier.
public enum ArchitectureRegistry {
  public static let all = Registry<AnyArchitecture>(
    "network",
    [
      AnyArchitecture(SmallConvolutionalNetwork()),
      AnyArchitecture(FullyConnectedNetwork()),
    ])

  /// - Throws: `UserError` for a name that no family knows.
  public static func specification(named name: String, for input: InputDescription) throws
    -> NetworkSpecification
  {
    for architecture in all.entries {
      if let found = try architecture.base.specification(named: name, for: input) { return found }
    }
    throw unknownName(name, kind: "network", known: all.cards.map(\.identifier))
  }
}

/// An architecture as an entry of the registry.
public struct AnyArchitecture: Catalogued, Sendable {
  public let base: any Architecture
  public init(_ base: any Architecture) { self.base = base }
  public var card: Card { base.card }
}
