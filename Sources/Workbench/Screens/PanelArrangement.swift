import TerminalUI

/// How panels of the same rows and columns are laid out so that most of each is seen.
struct PanelArrangement {
  /// Lines and columns of each map, and the columns that its labels take.
  let lines: Int
  let columns: Int
  let labels: Int
  /// Whether two lines fit into a row of the screen.
  let allowsHalves: Bool

  private static let least = Size(rows: 8, columns: 38)

  /// A place for each panel; nil where only one at a time has room.
  func places(_ count: Int, in area: Rectangle) -> [Rectangle]? {
    let fitting = (1...count).filter { across in
      let size = size(count, across, in: area)
      return size.rows >= Self.least.rows && size.columns >= Self.least.columns
    }
    func value(_ across: Int) -> Double {
      // A place that stays empty is room lost.
      let slots = across * down(count, across)
      return score(size(count, across, in: area)) - Double(slots - count) / Double(slots)
    }
    let best = fitting.max { value($0) < value($1) }
    return best.map { grid(count, across: $0, in: area) }
  }

  private func down(_ count: Int, _ across: Int) -> Int { (count + across - 1) / across }

  private func size(_ count: Int, _ across: Int, in area: Rectangle) -> Size {
    Size(rows: area.rows / down(count, across), columns: area.columns / across)
  }

  /// Lines that are seen count most, then that each has a row of its own, then the width of the cells, and that curves
  /// have room beneath.
  private func score(_ size: Size) -> Double {
    let rows = Double(size.rows - 3), lines = Double(max(1, lines))
    let cell = Double(size.columns - 4 - min(labels, size.columns / 4) - 5) / Double(max(1, columns))
    return 4 * min(1, (allowsHalves ? 2 : 1) * rows / lines) + min(1, rows / lines) + 3 * min(1, cell)
      + min(6, cell) / 6 + (cell >= 4 && rows - lines > Double(LayersCurves.leastRows) ? 0.4 : 0)
  }

  private func grid(_ count: Int, across: Int, in area: Rectangle) -> [Rectangle] {
    let down = down(count, across)
    return (0..<count).map { place in
      let row = place / across, column = place % across
      let top = area.rows * row / down, left = area.columns * column / across
      return Rectangle(
        row: area.row + top, column: area.column + left, rows: area.rows * (row + 1) / down - top,
        columns: area.columns * (column + 1) / across - left)
    }
  }
}
