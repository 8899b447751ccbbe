/// A grid of numbers as coloured cells, with labels, a legend in real units and a cursor.
///
/// NaN is a cell that has yet to come: it is dotted. Cells below the diagonal of an upper triangle are left blank.
/// Grids larger than the rectangle scroll with the cursor.
public struct Heatmap: Widget {
  public var rows: [String]
  public var columns: [String]
  /// Row by row.
  public var values: [Float]
  public var scale: HeatScale
  /// What the columns are: `checkpoint`.
  public var columnTitle: String
  /// One a row, shown as glyphs beside the labels; empty without.
  public var verdicts: [Verdict?]
  /// A bar beside each row, on the same scale as the cells.
  public var bars: HeatmapBars?
  public var isUpperTriangle: Bool
  public var state: HeatmapState
  /// The cell that is being computed, when it is known.
  public var pending: Position?
  /// Whether the cursor is drawn.
  public var isFocused: Bool

  public init(
    rows: [String], columns: [String], values: [Float], scale: HeatScale, columnTitle: String = "",
    verdicts: [Verdict?] = [], bars: HeatmapBars? = nil, isUpperTriangle: Bool = false,
    state: HeatmapState = HeatmapState(), isFocused: Bool = true
  ) {
    self.rows = rows
    self.columns = columns
    self.values = values
    self.scale = scale
    self.columnTitle = columnTitle
    self.verdicts = verdicts
    self.bars = bars
    self.isUpperTriangle = isUpperTriangle
    self.state = state
    self.isFocused = isFocused
  }

  /// The value of a cell; nil where there is none (yet).
  public func value(row: Int, column: Int) -> Float? {
    let index = row * columns.count + column
    guard rows.indices.contains(row), columns.indices.contains(column), values.indices.contains(index),
      !values[index].isNaN
    else { return nil }
    return values[index]
  }

  /// Whether a cell has yet to come.
  private func isAwaited(row: Int, column: Int) -> Bool {
    !(isUpperTriangle && column < row) && value(row: row, column: column) == nil
  }

  var hasAwaitedCells: Bool {
    rows.indices.contains { row in columns.indices.contains { isAwaited(row: row, column: $0) } }
  }

  /// The rows and columns of the grid that are seen in a rectangle; their lower ends are the offsets to keep.
  public func visible(in rectangle: Rectangle) -> (rows: Range<Int>, columns: Range<Int>) {
    let layout = HeatmapLayout(self, in: rectangle)
    return (layout.rowWindow, layout.columnWindow)
  }

  /// The rows at which every row of the map is seen, header and legend included.
  public func naturalHeight(columns: Int) -> Int {
    let tall = Rectangle(row: 0, column: 0, rows: 3 * rows.count + 3, columns: columns)
    return HeatmapLayout(self, in: tall).cellRows * rows.count + 3
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    guard !rectangle.isEmpty, !rows.isEmpty, !columns.isEmpty else { return }
    let layout = HeatmapLayout(self, in: rectangle)
    drawHeader(layout, on: &surface, theme: theme)
    surface.mark(.cells(HitCells(layout)), in: layout.cells)
    for (line, row) in layout.rowWindow.enumerated() {
      let top = layout.cells.row + line * layout.cellRows
      drawLabel(row, at: top, layout, on: &surface, theme: theme)
      for (place, column) in layout.columnWindow.enumerated() {
        let cell = Rectangle(
          row: top, column: layout.cells.column + place * layout.cellColumns, rows: layout.cellRows,
          columns: layout.cellColumns)
        drawCell(row: row, column: column, in: cell, clip: layout.cells, on: &surface, theme: theme)
      }
      if let bars, let area = layout.bars {
        drawBar(bars, row: row, at: top, area, layout, on: &surface, theme: theme)
      }
    }
    if let legend = layout.legend { drawLegend(in: legend, layout, on: &surface, theme: theme) }
  }

  private func drawCell(
    row: Int, column: Int, in cell: Rectangle, clip: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    if isUpperTriangle, column < row { return }
    let isChosen = isFocused && state.cursor == Position(row: row, column: column)
    let middle = cell.row + (cell.rows - 1) / 2
    var ground = theme[.background]
    var text: String? = "·"
    var ink = theme[.faint]
    if let value = value(row: row, column: column) {
      ground = scale.color(value, theme)
      text = scale.cellText(value, width: cell.columns)
      ink = ground.readableInk
    } else if pending == Position(row: row, column: column) {
      (ground, ink) = (theme[.selection], theme[.accent])
      text = cell.columns >= 5 ? "···" : "·"
    }
    let style = Style(foreground: ink, background: ground)
    surface.fill(cell.intersection(clip), style: style)
    if let text {
      let start = cell.column + Alignment.center.offset(of: text.count, in: cell.columns)
      surface.write(text, row: middle, column: start, style: isChosen ? style.with(.bold) : style, in: clip)
    }
    if isChosen {
      let frame = Style(
        foreground: frameInk(on: ground, theme), background: ground,
        attributes: .bold)
      drawFrame(around: cell, style: frame, clip: clip, on: &surface)
    }
  }

  /// What stands out from the cell and, less needed, from the screen's ground beside it.
  private func frameInk(on cell: Color, _ theme: Theme) -> Color {
    let ground = theme[.background]
    if cell == ground { return theme[.accent] }
    func standsOut(_ ink: Color) -> Double { min(ink.contrast(with: cell), 2 * ink.contrast(with: ground)) }
    return [cell.readableInk, theme[.title], theme[.accent]].max { standsOut($0) < standsOut($1) }
      ?? theme[.title]
  }

  /// The cursor keeps the cell's colour and value and frames them.
  private func drawFrame(around cell: Rectangle, style: Style, clip: Rectangle, on surface: inout Surface) {
    switch (cell.columns, cell.rows) {
    case (1, _): surface.write("◆", row: cell.row, column: cell.column, style: style, in: clip)
    case (2, _): surface.write("[]", row: cell.row, column: cell.column, style: style, in: clip)
    case (_, 1):
      surface.write("▌", row: cell.row, column: cell.column, style: style, in: clip)
      surface.write("▐", row: cell.row, column: cell.right - 1, style: style, in: clip)
    default:
      let across = cell.columns - 2
      for row in cell.row..<cell.bottom {
        let isTop = row == cell.row, isBottom = row == cell.bottom - 1
        surface.write(
          isTop ? "▛" : isBottom ? "▙" : "▌", row: row, column: cell.column, style: style, in: clip)
        surface.write(
          isTop ? "▜" : isBottom ? "▟" : "▐", row: row, column: cell.right - 1, style: style, in: clip)
        // A row with the value in it stays free.
        guard isTop || isBottom, cell.rows > 2 else { continue }
        surface.write(
          String(repeating: isTop ? "▀" : "▄", count: across), row: row, column: cell.column + 1,
          style: style, in: clip)
      }
    }
  }
}

/// Bars beside the rows of a heatmap.
public struct HeatmapBars: Sendable, Equatable {
  public var title: String
  /// One a row, on the heatmap's scale; NaN is drawn as none.
  public var values: [Float]

  public init(_ title: String, values: [Float]) {
    self.title = title
    self.values = values
  }
}
