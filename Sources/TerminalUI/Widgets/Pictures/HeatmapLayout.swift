/// Where the parts of a heatmap lie within its rectangle.
struct HeatmapLayout {
  let whole: Rectangle
  let lines: HeatmapLines
  let traits: TerminalTraits
  /// The marks of folded and open groups.
  let foldWidth: Int
  let labelWidth: Int
  let hasVerdicts: Bool
  /// The tags that have a column.
  let tags: [HeatmapTag]
  let header: Rectangle?
  let legend: Rectangle?
  let cells: Rectangle
  let bars: Rectangle?
  /// All lines in one narrow strip, where not all are seen.
  let overview: Rectangle?
  /// The room at the overview's right for the groups' names.
  let overviewNames: Int
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
    let plain = HeatmapLines(map.grouping)
    hasVerdicts =
      (map.reservesVerdicts || map.verdicts.contains { $0 != nil }) && rectangle.columns >= 16
    tags = rectangle.columns >= 24 ? map.tags.filter { !$0.rows.isEmpty } : []
    let longest = plain.all.map { displayWidth(map.label(of: $0), upTo: rectangle.columns) }.max() ?? 0
    labelWidth =
      rectangle.columns >= 12 ? min(longest, rectangle.columns / (rectangle.columns < 60 ? 4 : 3)) : 0
    foldWidth =
      plain.hasGroups && labelWidth > 0 && rectangle.columns >= 24 ? (plain.hasParts ? 3 : 2) : 0
    let marks = tags.count + (hasVerdicts ? 1 : 0)
    let gutter = foldWidth + (labelWidth > 0 ? labelWidth + 1 : 0) + (marks > 0 ? marks + 1 : 0)

    var body = rectangle
    if rectangle.rows >= 4 {
      let (top, rest) = body.splitTop(1)
      (header, body) = (top, rest)
    } else {
      header = nil
    }
    var lowest: Rectangle?
    if map.showsLegend, rectangle.rows >= 6, rectangle.columns >= 20 {
      let (rest, bottom) = body.splitBottom(2)
      (lowest, body) = (bottom.splitBottom(1).bottom, rest)
    }

    let canHalve = map.allowsHalves && traits.hasHalves && !(map.scale.isSigned && traits.needsSigns)
    lines = Self.spread(plain, over: body.rows, canHalve: canHalve)
    let count = lines.all.count
    // Where the lines are many, colours alone show twice as many.
    isHalved = canHalve && body.rows > 0 && count > body.rows
    let seen = isHalved ? 2 * body.rows : body.rows
    let barWidth = map.bars == nil || rectangle.columns < 48 ? 0 : min(24, max(14, rectangle.columns / 6))
    let room = max(1, rectangle.columns - gutter - (barWidth > 0 ? barWidth + 2 : 0))
    let strip =
      count > seen && rectangle.columns >= 24 ? Self.strip(room: room, columns: map.columns.count) : 0
    let names = plain.hasGroups ? map.grouping.groups.map { displayWidth($0.name) }.max() ?? 0 : 0
    let wide = strip > 1 && names <= 12 && room - strip - names - 3 >= 3 * map.columns.count
    overviewNames = wide ? names + 1 : 0
    let overviewWidth = strip > 0 ? strip + 2 + overviewNames : 0
    cellColumns = min(12, max(1, (room - overviewWidth) / max(1, map.columns.count)))
    // Odd heights, so that the value stands in the middle.
    let height = cellColumns >= 4 ? body.rows / max(1, count) : 1
    cellRows = isHalved ? 1 : height >= 5 && cellColumns >= 8 ? 5 : height >= 3 ? 3 : 1
    columnWindow = map.state.columns.window(
      visible: max(1, room - overviewWidth) / cellColumns, count: map.columns.count)
    let visible = isHalved ? seen : body.rows / cellRows
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
      ? Rectangle(
        row: body.row, column: (bars ?? cells).right + 1, rows: cells.rows, columns: strip + 1
      ).intersection(rectangle) : nil
  }

  /// With gaps between groups, unless these are what makes lines unseen or the rows are high anyway.
  private static func spread(_ lines: HeatmapLines, over rows: Int, canHalve: Bool) -> HeatmapLines {
    guard lines.hasGroups, lines.all.count * 3 > rows else { return lines }
    let gapped = lines.withGaps()
    let limits = canHalve ? [rows, 2 * rows] : [rows]
    return limits.contains { lines.all.count <= $0 && gapped.all.count > $0 } ? lines : gapped
  }

  /// The columns of the overview: one for each of the map's where that leaves the map enough, else one for all.
  private static func strip(room: Int, columns: Int) -> Int {
    guard columns > 1, columns <= 40 else { return 1 }
    return [2, 1].first { room - $0 * columns - 2 >= 4 * columns }.map { $0 * columns } ?? 1
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

  /// The lines that share a row of cells with a line.
  func sharing(_ line: Int) -> Range<Int> {
    guard isHalved else { return line..<line + 1 }
    let first = line - (line - lineWindow.lowerBound) % 2
    return first..<min(first + 2, lineWindow.upperBound)
  }

  /// The line that the label beside a row of cells belongs to: of two the chosen one, else the upper, unless that is
  /// a gap.
  func labelled(_ line: Int, chosen: Int) -> Bool {
    guard isHalved else { return true }
    let pair = sharing(line)
    if pair.contains(chosen) { return line == chosen }
    return line == (pair.first { !lines.all[$0].isGap } ?? line)
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
