import Catalog

/// A self-explaining network's name taken apart: `senn-dense-k5-16x8-affine`.
struct SelfExplainingNetworkName {
  /// What makes the concepts and the relevances.
  enum Kind: String, CaseIterable { case identity, dense, lenet, vgg }

  let kind: Kind
  /// The number of concepts; nil for the identity, where the input's numbers are the concepts.
  let concepts: Int?
  /// Hidden units of a dense parametrizer, layer by layer.
  let hidden: [Int]
  /// What a VGG-like parametrizer's channels are multiplied by.
  let width: Double
  /// Whether the aggregator is positive affine instead of a sum.
  let isAffine: Bool

  static let form =
    "senn-identity[-HxH…], senn-dense-kK[-HxH…], senn-lenet-kK or senn-vgg-kK[-wF] with K in 1…4096 concepts and "
    + "hidden layers of H units, and -affine for a positive affine aggregator"

  /// Nil for a name that does not begin with `senn-`.
  ///
  /// - Throws: `UserError` for a name of the family that says something else.
  init?(_ name: String) throws {
    guard name.hasPrefix("senn-") else { return nil }
    let refusal = UserError("network: found '\(printable(name))', expected \(Self.form)")
    var words = name.split(separator: "-", omittingEmptySubsequences: false).dropFirst()
    guard let kind = words.popFirst().flatMap({ Kind(rawValue: String($0)) }) else { throw refusal }
    self.kind = kind
    if kind == .identity {
      concepts = nil
    } else {
      guard let word = words.popFirst(), word.first == "k", let count = Self.count(word.dropFirst()) else {
        throw refusal
      }
      concepts = count
    }
    isAffine = words.last == "affine"
    if isAffine { words.removeLast() }
    var hidden = [10, 5], width = 1.0
    if let word = words.popFirst() {
      switch kind {
      case .identity, .dense:
        let units = word.split(separator: "x", omittingEmptySubsequences: false).map(Self.count)
        guard case let found = units.compactMap({ $0 }), found.count == units.count else { throw refusal }
        hidden = found
      case .vgg:
        guard word.first == "w", let factor = ArchitectureName.plainNumber(word.dropFirst()),
          ArchitectureName.widths.contains(factor)
        else { throw refusal }
        width = factor
      case .lenet: throw refusal
      }
    }
    guard words.isEmpty else { throw refusal }
    self.hidden = hidden
    self.width = width
  }

  private static func count(_ text: Substring) -> Int? {
    guard let number = Int(text), (1...4096).contains(number), text == "\(number)"[...] else { return nil }
    return number
  }
}
