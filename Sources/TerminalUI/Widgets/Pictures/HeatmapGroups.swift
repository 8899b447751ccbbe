/// Rows that follow each other and begin with the same words: `layer1.0.conv1`, `layer1.0.conv2`, … are `layer1`.
public struct HeatmapGroup: Sendable, Equatable {
  public let name: String
  public let rows: Range<Int>

  public init(name: String, rows: Range<Int>) {
    self.name = name
    self.rows = rows
  }
}

/// The names of a heatmap's rows with the groups that they form, some of them folded.
public struct HeatmapRows: Sendable, Equatable {
  public let names: [String]
  /// The names of the groups that are one line.
  public let folded: Set<String>
  /// The groups of two rows and more, from the top: the stages of a network.
  public let groups: [HeatmapGroup]
  /// The groups within each of them: the blocks of its stages.
  public let parts: [HeatmapGroup]

  public init(_ names: [String], folded: Set<String> = []) {
    self.names = names
    self.folded = folded
    groups = Self.groups(of: names[...])
    parts = groups.flatMap { Self.groups(of: names[$0.rows]) }
  }

  /// The group that a row belongs to; nil for a row that stands alone.
  public func group(ofRow row: Int) -> HeatmapGroup? { groups.first { $0.rows.contains(row) } }

  /// The part of a group that a row belongs to.
  public func part(ofRow row: Int) -> HeatmapGroup? { parts.first { $0.rows.contains(row) } }

  /// The folded group whose one line a row is in.
  public func foldedGroup(ofRow row: Int) -> HeatmapGroup? {
    [group(ofRow: row), part(ofRow: row)].compactMap { $0 }.first { folded.contains($0.name) }
  }

  /// How many lines they are.
  public var lineCount: Int { HeatmapLines(self).all.count }

  /// The row that `step` lines away from a row is come to; a folded group is one line.
  public func row(from row: Int, moving step: Int) -> Int {
    let lines = HeatmapLines(self)
    guard !lines.all.isEmpty else { return 0 }
    let from = lines.index(ofRow: row)
    let to = min(max(0, from + step), lines.all.count - 1)
    return to == from ? row : lines.all[to].rows.lowerBound
  }

  // MARK: Folding

  /// The folds after one step at a row: its part, then its group, then all groups.
  public func folding(at row: Int) -> Set<String> {
    guard let group = group(ofRow: row), !folded.contains(group.name) else {
      return folded.union(groups.map(\.name))
    }
    if let part = part(ofRow: row), !folded.contains(part.name) { return folded.union([part.name]) }
    return folded.union([group.name])
  }

  /// The folds after one step back at a row: the fold that it is in, else all.
  public func unfolding(at row: Int) -> Set<String> {
    foldedGroup(ofRow: row).map { folded.subtracting([$0.name]) } ?? []
  }

  /// The folds with all parts as lines, then all groups, then none.
  public var foldingAll: Set<String> {
    let inner = Set(parts.map(\.name)), outer = Set(groups.map(\.name))
    if !inner.isSubset(of: folded) { return inner }
    return outer.isSubset(of: folded) ? [] : inner.union(outer)
  }

  /// A name's words are set apart by points; words that all rows begin with say nothing and are passed over.
  private static func groups(of rows: ArraySlice<String>) -> [HeatmapGroup] {
    guard rows.contains(where: { $0.utf8.contains(UInt8(ascii: ".")) }) else { return [] }
    let words = rows.map { $0.split(separator: ".", omittingEmptySubsequences: false) }
    let shortest = words.map(\.count).min() ?? 0
    var shared = 0
    while shared + 1 < shortest, words.allSatisfy({ $0[shared] == words[0][shared] }) { shared += 1 }
    var found: [HeatmapGroup] = []
    var start = 0
    while start < words.count {
      let prefix = words[start].prefix(shared + 1)
      var end = start + 1
      while end < words.count, words[end].count > shared + 1, words[end].prefix(shared + 1) == prefix {
        end += 1
      }
      if end - start > 1, words[start].count > shared + 1 {
        found.append(
          HeatmapGroup(
            name: prefix.joined(separator: "."), rows: rows.startIndex + start..<rows.startIndex + end))
      }
      start = end
    }
    return found
  }
}
