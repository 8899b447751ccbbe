/// The chosen cell of a heatmap and how far it is scrolled; outlives the frame.
public struct HeatmapState: Sendable, Equatable {
  public var rows: ScrollState
  public var columns: ScrollState

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
