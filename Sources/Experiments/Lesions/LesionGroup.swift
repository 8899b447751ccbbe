import LayerRobustness

/// Lesions that are evaluated together and make one row of a grid.
struct LesionGroup {
  struct Key: Hashable {
    let grid: String
    let row: Int
  }

  static let single = "single", multiple = "multiple", reordered = "reordered", subsets = "subsets"

  let key: Key
  /// How many blocks are deleted, or exchanged.
  let count: Int
  let lesions: [Lesion]
  /// Of an order, one a lesion.
  var taus: [Double]?

  static func all(_ plan: LesionPlan, most: Int, draws: Int, exchanges: Int) -> [LesionGroup] {
    var groups = [LesionGroup(key: Key(grid: single, row: 0), count: 1, lesions: plan.single)]
    if !plan.subsets.isEmpty {
      groups.append(
        LesionGroup(key: Key(grid: subsets, row: 0), count: plan.places.count, lesions: plan.subsets))
    }
    for size in stride(from: 1, through: min(most, plan.places.count), by: 1) {
      groups.append(
        LesionGroup(
          key: Key(grid: multiple, row: size - 1), count: size, lesions: plan.multiple(size, draws: draws)))
    }
    guard plan.canReorder else { return groups }
    for (row, swaps) in sequence(first: 1, next: { $0 * 2 }).prefix(while: { $0 <= exchanges }).enumerated() {
      let lesions = plan.reordered(swaps: swaps, draws: draws)
      groups.append(
        LesionGroup(
          key: Key(grid: reordered, row: row), count: swaps, lesions: lesions,
          taus: lesions.map { kendallTau($0.occupants.map { $0 ?? 0 }) }))
    }
    return groups
  }

  /// The grids that the groups fill.
  ///
  /// - Parameters:
  ///   - names: of what may be deleted.
  ///   - word: what that is: `block`, and where there are no skips `module`.
  static func grids(_ groups: [LesionGroup], names: [String], word: String) -> [(
    name: String, title: String, rows: [String], columns: [String]
  )] {
    [
      (single, "one \(word) deleted"), (subsets, "each set of \(word)s deleted"),
      (multiple, "random \(word)s deleted"), (reordered, "\(word)s exchanged"),
    ].compactMap { name, title in
      let own = groups.filter { $0.key.grid == name }
      guard let widest = own.map(\.lesions.count).max(), widest > 0 else { return nil }
      let columns =
        switch name {
        case single: names
        case subsets: own[0].lesions.map { setName($0, names) }
        default: (1...widest).map { "draw \($0)" }
        }
      return (name, title, own.map { "\($0.count)" }, columns)
    }
  }

  /// The deleted blocks of a set.
  private static func setName(_ lesion: Lesion, _ names: [String]) -> String {
    let deleted = lesion.deleted.map { names[$0] }
    return deleted.isEmpty ? "none" : deleted.joined(separator: " + ")
  }
}
