import Catalog

/// What stands at each module's place: the module itself, another one, or nothing.
public struct Lesion: Hashable, Sendable {
  /// One a place; nil where the module is deleted.
  public let occupants: [Int?]

  public static func none(_ count: Int) -> Lesion { Lesion(occupants: Array(0..<count)) }

  public static func deleting(_ places: some Sequence<Int>, of count: Int) -> Lesion {
    var occupants: [Int?] = Array(0..<count)
    for place in places { occupants[place] = nil }
    return Lesion(occupants: occupants)
  }

  /// The places where nothing stands.
  public var deleted: [Int] { occupants.indices.filter { occupants[$0] == nil } }

  /// The modules in another order.
  public static func reordered(_ order: [Int]) -> Lesion { Lesion(occupants: order) }
}

/// Kendall's τ between the modules' order and another one, (concordant − discordant) / (n(n − 1)/2); 1 for one module.
public func kendallTau(_ order: [Int]) -> Double {
  let count = order.count
  guard count > 1 else { return 1 }
  var discordant = 0
  for first in 0..<count {
    for second in first + 1..<count where order[first] > order[second] { discordant += 1 }
  }
  return 1 - 4 * Double(discordant) / Double(count * (count - 1))
}
