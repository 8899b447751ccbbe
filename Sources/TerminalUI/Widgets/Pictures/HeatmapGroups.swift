/// Rows that follow each other and begin with the same words: `layer1.0.conv1`, `layer1.0.conv2`, … are `layer1`.
public struct HeatmapGroup: Sendable, Equatable {
  public let name: String
  public let rows: Range<Int>
}

/// The names of a heatmap's rows with the groups that they form, some of them folded.
public struct HeatmapRows: Sendable, Equatable {
  public let names: [String]
  /// The names of the groups that are one line.
  public let folded: Set<String>
  /// The groups of two rows and more, from the top.
  public let groups: [HeatmapGroup]

  public init(_ names: [String], folded: Set<String> = []) {
    self.names = names
    self.folded = folded
    groups = Self.groups(of: names)
  }

  /// The group that a row belongs to; nil for a row that stands alone.
  public func group(ofRow row: Int) -> HeatmapGroup? { groups.first { $0.rows.contains(row) } }

  /// The row that `step` lines away from a row is come to; a folded group is one line.
  public func row(from row: Int, moving step: Int) -> Int {
    let lines = HeatmapLines(self)
    guard !lines.all.isEmpty else { return 0 }
    let from = lines.index(ofRow: row)
    let to = min(max(0, from + step), lines.all.count - 1)
    return to == from ? row : lines.all[to].rows.lowerBound
  }

  /// A name's words are set apart by points; words that all rows begin with say nothing and are passed over.
  private static func groups(of rows: [String]) -> [HeatmapGroup] {
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
        found.append(HeatmapGroup(name: prefix.joined(separator: "."), rows: start..<end))
      }
      start = end
    }
    return found
  }
}

/// What stands in a heatmap from top to bottom: a line a row, or one line for all rows of a folded group.
struct HeatmapLines {
  struct Line {
    var rows: Range<Int>
    /// The group that the rows belong to.
    var group: HeatmapGroup?
    var isFolded = false
  }

  private(set) var all: [Line] = []
  let hasGroups: Bool

  init(_ rows: HeatmapRows) {
    let groups = rows.groups
    hasGroups = !groups.isEmpty
    var next = groups.startIndex
    var row = 0
    while row < rows.names.count {
      guard next < groups.endIndex, groups[next].rows.lowerBound == row else {
        all.append(Line(rows: row..<row + 1, group: nil))
        row += 1
        continue
      }
      let group = groups[next]
      if rows.folded.contains(group.name) {
        all.append(Line(rows: group.rows, group: group, isFolded: true))
      } else {
        all += group.rows.map { Line(rows: $0..<$0 + 1, group: group) }
      }
      row = group.rows.upperBound
      next += 1
    }
  }

  func index(ofRow row: Int) -> Int {
    all.firstIndex { row < $0.rows.upperBound } ?? max(0, all.count - 1)
  }
}
