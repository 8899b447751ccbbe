import Catalog
import Networks

/// How a network is trained in one of the lecture's four panels.
enum Regime: String, CaseIterable {
  case plain
  case weightDecay = "weight-decay"
  case batchNorm = "batch-norm"
  case both = "weight-decay+batch-norm"

  var hasDecay: Bool { self == .weightDecay || self == .both }
  var hasNorm: Bool { self == .batchNorm || self == .both }

  /// The end of the names of this regime's figures.
  var suffix: String {
    switch self {
    case .plain: "Plain"
    case .weightDecay: "WeightDecay"
    case .batchNorm: "BatchNorm"
    case .both: "Both"
    }
  }
}

/// A network's two forms, with batch norm and without.
struct RegimeNetworks {
  private let plain: NetworkSpecification
  private let normed: NetworkSpecification

  /// - Parameter name: without the suffix that says whether there is batch norm: `vgg11-w0.25`, `resnet18`.
  /// - Throws: `UserError` when the name has it, the network has no other form, or does not take the input.
  init(_ name: String, for input: InputDescription) throws {
    let found = try ArchitectureRegistry.specification(named: name, for: input)
    let hasNorm = Self.hasNorm(found)
    let other = try? ArchitectureRegistry.specification(
      named: Self.name(name, suffix: hasNorm ? "nobn" : "bn"), for: input)
    guard let other, Self.hasNorm(other) != hasNorm else {
      let isMarked = name.split(separator: "-").contains { $0 == "bn" || $0 == "nobn" }
      throw UserError(
        isMarked
          ? "network: found '\(printable(name))', expected a name without -bn or -nobn: both forms are trained"
          : "network: found '\(printable(name))', which has no form with and without batch norm; expected one of vgg, "
            + "resnet, preresnet, resmlp or plainmlp")
    }
    (plain, normed) = hasNorm ? (other, found) : (found, other)
  }

  func specification(_ regime: Regime) -> NetworkSpecification { regime.hasNorm ? normed : plain }

  private static func hasNorm(_ network: NetworkSpecification) -> Bool {
    network.layers.contains { $0.layer is BatchNorm }
  }

  /// The suffix stands before that of the width.
  private static func name(_ name: String, suffix: String) -> String {
    var words = name.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    let hasWidth =
      words.count > 1 && words.last.map { $0.first == "w" && Double($0.dropFirst()) != nil } == true
    words.insert(suffix, at: hasWidth ? words.count - 1 : words.count)
    return words.joined(separator: "-")
  }
}
