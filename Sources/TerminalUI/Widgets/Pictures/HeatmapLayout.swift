/// Where the parts of a heatmap lie within its rectangle.
struct HeatmapLayout {
  let whole: Rectangle
  let lines: HeatmapLines
  let traits: TerminalTraits
  /// The marks of folded and open groups.
  let foldWidth: Int
  let labelWidth: Int
  let hasVerdicts: Bool
  let header: Rectangle?
  let legend: Rectangle?
  let cells: Rectangle
  let bars: Rectangle?
  /// All lines in one narrow strip, where not all are seen.
  let overview: Rectangle?
  /// Whether every cell of the screen holds two lines, one above the other.
  let isHalved: Bool
  let cellRows: Int
  let cellColumns: Int
  /// The lines and columns that are seen.
  let lineWindow: Range<Int>
  let columnWindow: Range<Int>

  init(_ map: Heatmap, in rectangle: Rectangle, traits: TerminalTraits) {
    whole = rectangle
    self.traits = traits
    lines = HeatmapLines(map.grouping)
    let count = lines.all.count
    hasVerdicts = map.verdicts.contains { $0 != nil } && rectangle.columns >= 16
    let longest = lines.all.map { displayWidth(map.label(of: $0), upTo: rectangle.columns) }.max() ?? 0
    labelWidth =
      rectangle.columns >= 12 ? min(longest, rectangle.columns / (rectangle.columns < 60 ? 4 : 3)) : 0
    foldWidth = lines.hasGroups && labelWidth > 0 && rectangle.columns >= 24 ? 2 : 0
    let gutter = foldWidth + (labelWidth > 0 ? labelWidth + 1 : 0) + (hasVerdicts ? 2 : 0)

    var body = rectangle
    if rectangle.rows >= 4 {
      let (top, rest) = body.splitTop(1)
      (header, body) = (top, rest)
    } else {
      header = nil
    }
    var lowest: Rectangle?
    if rectangle.rows >= 6, rectangle.columns >= 20 {
      let (rest, bottom) = body.splitBottom(2)
      (lowest, body) = (bottom.splitBottom(1).bottom, rest)
    }

    let barWidth = map.bars == nil || rectangle.columns < 48 ? 0 : min(24, max(14, rectangle.columns / 6))
    let overviewWidth = count > body.rows && rectangle.columns >= 24 ? 3 : 0
    let room = max(1, rectangle.columns - gutter - (barWidth > 0 ? barWidth + 2 : 0) - overviewWidth)
    let width = min(12, max(1, room / max(1, map.columns.count)))
    // Where the lines are many, or too narrow for text anyway, colours alone show twice as many.
    isHalved =
      traits.hasHalves && !(map.scale.isSigned && traits.needsSigns) && body.rows > 0 && count > body.rows
      && (width < 3 || count > 2 * body.rows)
    cellColumns = isHalved ? min(width, 4) : width
    // Odd heights, so that the value stands in the middle.
    let height = cellColumns >= 4 ? body.rows / max(1, count) : 1
    cellRows = isHalved ? 1 : height >= 5 && cellColumns >= 8 ? 5 : height >= 3 ? 3 : 1
    columnWindow = map.state.columns.window(visible: room / cellColumns, count: map.columns.count)
    let visible = isHalved ? 2 * body.rows : body.rows / cellRows
    let chosen = ScrollState(
      selected: lines.index(ofRow: map.state.rows.selected), offset: map.state.rows.offset)
    lineWindow = chosen.window(visible: visible, count: count)
    cells = Rectangle(
      row: body.row, column: rectangle.column + gutter,
      rows: isHalved ? ceilingDivide(lineWindow.count, 2) : lineWindow.count * cellRows,
      columns: columnWindow.count * cellColumns
    ).intersection(rectangle)
    // One line below the cells, wherever they end: blank, or a scroll bar.
    let underneath = cells.bottom + 1
    legend = lowest.map {
      Rectangle(row: min($0.row, underneath), column: $0.column, rows: 1, columns: $0.columns)
    }
    bars =
      barWidth > 0
      ? Rectangle(row: body.row, column: cells.right + 2, rows: cells.rows, columns: barWidth) : nil
    overview =
      overviewWidth > 0 && lineWindow.count < count
      ? Rectangle(row: body.row, column: (bars ?? cells).right + 1, rows: cells.rows, columns: 2)
        .intersection(rectangle) : nil
  }

  /// Whether cells have no room for text.
  var isDense: Bool { isHalved || cellColumns < 3 }

  /// The row of the screen on which a line's label stands.
  func labelRow(ofLine line: Int) -> Int {
    let place = line - lineWindow.lowerBound
    return isHalved ? cells.row + place / 2 : cells.row + place * cellRows + (cellRows - 1) / 2
  }

  func column(of column: Int) -> Int {
    cells.column + (column - columnWindow.lowerBound) * cellColumns
  }

  /// The line that the label beside a row of cells belongs to: of two the chosen one, else the upper.
  func labelled(_ line: Int, chosen: Int) -> Bool {
    guard isHalved else { return true }
    let first = line - (line - lineWindow.lowerBound) % 2
    return line == ((first...first + 1).contains(chosen) ? chosen : first)
  }
}

extension HitCells {
  init(_ layout: HeatmapLayout) {
    let step = layout.isHalved ? 2 : 1
    self.init(
      rows: layout.lineWindow, columns: layout.columnWindow, cellRows: layout.cellRows,
      cellColumns: layout.cellColumns,
      rowOf: stride(from: layout.lineWindow.lowerBound, to: layout.lineWindow.upperBound, by: step).map {
        layout.lines.all[$0].rows.lowerBound
      })
  }
}
