import Catalog

/// A family of networks that can be made for any fitting input.
public protocol Architecture: Catalogued, Sendable {
  /// Names worth offering; a family with a free number in its names knows more.
  var members: [String] { get }
  /// The network of that name (`fcn-5x128`), or nil when the name is not of this family.
  ///
  /// - Throws: `UserError` when the input does not fit or the name's numbers are out of range.
  func specification(named name: String, for input: InputDescription) throws -> NetworkSpecification?
}

extension Architecture {
  public var members: [String] { [card.identifier] }
}

/// The architectures, sorted by identifier.
public enum ArchitectureRegistry {
  public static let all = Registry<AnyArchitecture>(
    "network",
    [
      AnyArchitecture(SmallConvolutionalNetwork()),
      AnyArchitecture(FullyConnectedNetwork()),
      AnyArchitecture(ModulePerceptron(hasSkips: false)),
      AnyArchitecture(PreActivationResNet()),
      AnyArchitecture(ModulePerceptron(hasSkips: true)),
      AnyArchitecture(ResNet()),
      AnyArchitecture(SelfExplaining()),
      AnyArchitecture(VGG()),
    ])

  /// - Throws: `UserError` for a name that no family knows.
  public static func specification(named name: String, for input: InputDescription) throws
    -> NetworkSpecification
  {
    for architecture in all.entries {
      if let found = try architecture.base.specification(named: name, for: input) { return found }
    }
    throw unknownName(printable(name), kind: "network", known: all.entries.flatMap(\.base.members))
  }
}

/// An architecture as an entry of the registry.
public struct AnyArchitecture: Catalogued, Sendable {
  public let base: any Architecture
  public init(_ base: any Architecture) { self.base = base }
  public var card: Card { base.card }
}
