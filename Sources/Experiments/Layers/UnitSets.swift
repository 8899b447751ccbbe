import Catalog
import LayerRobustness
import Networks

/// Sets of units as they are typed: `0,2;fc1,fc3;2-5`.
struct UnitSets {
  /// Each ascending and without repetition.
  let sets: [[Int]]

  private static let form = "none, or sets of unit names or numbers such as 0,2-4;fc1,fc3"

  /// - Throws: `UserError` that says which part names no unit.
  init(_ typed: String, _ units: [LayerUnit]) throws {
    guard typed != "none" else {
      sets = []
      return
    }
    var found: [[Int]] = []
    for part in typed.split(separator: ";", omittingEmptySubsequences: false) {
      let set = Set(
        try part.split(separator: ",", omittingEmptySubsequences: false).flatMap {
          try Self.range(String($0.trimmingPrefix(" ")), units)
        }
      ).sorted()
      guard !found.contains(set) else {
        throw UserError("sets: found '\(printable(String(part)))' twice, expected each set once")
      }
      found.append(set)
    }
    sets = found
  }

  /// What a set is called: `fc1 + fc3`.
  static func name(_ set: [Int], _ units: [LayerUnit]) -> String {
    set.map { units[$0].name }.joined(separator: " + ")
  }

  /// One unit, or all from one to another.
  private static func range(_ typed: String, _ units: [LayerUnit]) throws -> ClosedRange<Int> {
    if let unit = unit(typed, units) { return unit...unit }
    // A name may hold hyphens itself.
    for (place, character) in zip(typed.indices, typed) where character == "-" {
      if let first = unit(String(typed[..<place]), units),
        let last = unit(String(typed[typed.index(after: place)...]), units), first <= last
      {
        return first...last
      }
    }
    throw UserError(
      "sets: found '\(printable(typed))', expected \(form); the units are \(units[0].name) (0) to "
        + "\(units[units.count - 1].name) (\(units.count - 1))")
  }

  private static func unit(_ typed: String, _ units: [LayerUnit]) -> Int? {
    if let place = units.firstIndex(where: { $0.name == typed }) { return place }
    return Int(typed).flatMap { units.indices.contains($0) ? $0 : nil }
  }
}
