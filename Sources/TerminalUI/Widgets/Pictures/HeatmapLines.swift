/// What stands in a heatmap from top to bottom: a line a row, or one line for all rows of a folded group.
struct HeatmapLines {
  struct Line {
    /// Empty for the gap between two groups.
    var rows: Range<Int>
    /// The group that the rows belong to.
    var group: HeatmapGroup?
    /// The part of the group.
    var part: HeatmapGroup?
    /// The group or part whose rows are all in this line.
    var folded: HeatmapGroup?

    var isFolded: Bool { folded != nil }
    var isGap: Bool { rows.isEmpty }
  }

  private(set) var all: [Line] = []
  let hasGroups: Bool
  let hasParts: Bool

  init(_ rows: HeatmapRows) {
    hasGroups = !rows.groups.isEmpty
    hasParts = !rows.parts.isEmpty
    var groups = rows.groups[...], parts = rows.parts[...]
    var row = 0
    while row < rows.names.count {
      while let first = groups.first, first.rows.upperBound <= row { groups.removeFirst() }
      while let first = parts.first, first.rows.upperBound <= row { parts.removeFirst() }
      let group = groups.first.flatMap { $0.rows.contains(row) ? $0 : nil }
      let part = parts.first.flatMap { $0.rows.contains(row) ? $0 : nil }
      let folded = [group, part].compactMap { $0 }.first { rows.folded.contains($0.name) }
      let end = folded?.rows.upperBound ?? row + 1
      all.append(Line(rows: row..<end, group: group, part: part, folded: folded))
      row = end
    }
  }

  /// The same lines with a gap beside each group that takes more than one.
  func withGaps() -> HeatmapLines {
    var sizes: [String: Int] = [:]
    for line in all { sizes[line.group?.name ?? "", default: 0] += 1 }
    func isWide(_ line: Line) -> Bool { line.group.map { (sizes[$0.name] ?? 0) > 1 } ?? false }
    var spread = self
    spread.all = []
    for line in all {
      if let last = spread.all.last, last.group != line.group, isWide(last) || isWide(line) {
        spread.all.append(Line(rows: line.rows.lowerBound..<line.rows.lowerBound))
      }
      spread.all.append(line)
    }
    return spread
  }

  func index(ofRow row: Int) -> Int {
    all.firstIndex { row < $0.rows.upperBound } ?? max(0, all.count - 1)
  }
}
