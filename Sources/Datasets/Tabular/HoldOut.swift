import Catalog

/// Which rows of a table are held back for testing, where nobody parted it.
///
/// A part of every class, drawn by a seed; rows with equal features always fall into the same part, for a network that has
/// seen one of them knows the others.
struct HoldOut: Sendable {
  /// The share that is held back.
  let share: Double
  let seed: UInt64

  /// What the data sets that have no published split are parted by.
  static let standard = HoldOut(share: 0.2, seed: 0)

  /// - Parameters:
  ///   - groups: rows of one number stay together.
  ///   - strata: rows of one number are parted in the same ratio: the labels. Rows that stay together count as what most
  ///     of them are.
  /// - Returns: the rows of both parts, each in a drawn order, so that the beginning of a part is a fair picture of it.
  func part(groups: [Int], strata: [Int]) -> (train: [Int], test: [Int]) {
    let rows = Dictionary(grouping: groups.indices, by: { groups[$0] })
    let stratum = rows.mapValues { rows in Self.mostFrequent(rows.map { strata[$0] }) }
    var held: Set<Int> = []
    for members in Dictionary(grouping: rows.keys, by: { stratum[$0] ?? 0 }).values {
      let count = members.reduce(0) { $0 + (rows[$1]?.count ?? 0) }
      let wanted = min(count - 1, max(1, Int((Double(count) * share).rounded())))
      var taken = 0
      for group in drawn(members, "table split") {
        let size = rows[group]?.count ?? 0
        if taken + size <= wanted {
          held.insert(group)
          taken += size
        }
      }
    }
    let order = drawn(Array(groups.indices), "table order")
    return (order.filter { !held.contains(groups[$0]) }, order.filter { held.contains(groups[$0]) })
  }

  private func drawn(_ numbers: [Int], _ purpose: String) -> [Int] {
    numbers.map { (key: Seed(seed).derive(purpose, sample: $0), number: $0) }.sorted { $0 < $1 }.map(\.number)
  }

  /// Of equally frequent ones the smallest.
  private static func mostFrequent(_ numbers: [Int]) -> Int {
    let counts = Dictionary(numbers.map { ($0, 1) }, uniquingKeysWith: +)
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
  }
}
