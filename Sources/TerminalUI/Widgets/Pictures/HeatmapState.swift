/// The chosen cell of a heatmap, how far it is scrolled and what is folded; outlives the frame.
public struct HeatmapState: Sendable, Equatable {
  /// The chosen row of the grid, and the first line shown: which differ where something is folded or set apart.
  public var rows: ScrollState
  public var columns: ScrollState
  /// The names of the groups that are folded into one line.
  public var folded: Set<String> = []

  public init(row: Int = 0, column: Int = 0) {
    rows = ScrollState(selected: row)
    columns = ScrollState(selected: column)
  }

  /// Row and column of the chosen cell.
  public var cursor: Position { Position(row: rows.selected, column: columns.selected) }

  public mutating func move(rows rowStep: Int, columns columnStep: Int, in size: Size) {
    rows.move(by: rowStep, count: size.rows)
    columns.move(by: columnStep, count: size.columns)
  }
}
