/// Where the parts of a heatmap lie within its rectangle.
struct HeatmapLayout {
  let whole: Rectangle
  let labelWidth: Int
  let hasVerdicts: Bool
  let header: Rectangle?
  let legend: Rectangle?
  let cells: Rectangle
  let bars: Rectangle?
  let cellRows: Int
  let cellColumns: Int
  let rowWindow: Range<Int>
  let columnWindow: Range<Int>

  init(_ map: Heatmap, in rectangle: Rectangle) {
    whole = rectangle
    hasVerdicts = map.verdicts.contains { $0 != nil } && rectangle.columns >= 16
    let longest = map.rows.map(displayWidth).max() ?? 0
    labelWidth = rectangle.columns >= 12 ? min(longest, rectangle.columns / 4) : 0
    let gutter = (labelWidth > 0 ? labelWidth + 1 : 0) + (hasVerdicts ? 2 : 0)

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
    let room = max(1, rectangle.columns - gutter - (barWidth > 0 ? barWidth + 2 : 0))
    cellColumns = min(12, max(1, room / max(1, map.columns.count)))
    // Odd heights, so that the value stands in the middle.
    let height = cellColumns >= 4 ? body.rows / map.rows.count : 1
    cellRows = height >= 5 && cellColumns >= 8 ? 5 : height >= 3 ? 3 : 1
    columnWindow = map.state.columns.window(visible: room / cellColumns, count: map.columns.count)
    rowWindow = map.state.rows.window(visible: body.rows / cellRows, count: map.rows.count)
    cells = Rectangle(
      row: body.row, column: rectangle.column + gutter, rows: rowWindow.count * cellRows,
      columns: columnWindow.count * cellColumns
    ).intersection(rectangle)
    // One blank line below the cells, wherever they end.
    let underneath = cells.bottom + 1
    legend = lowest.map {
      Rectangle(row: min($0.row, underneath), column: $0.column, rows: 1, columns: $0.columns)
    }
    bars =
      barWidth > 0
      ? Rectangle(row: body.row, column: cells.right + 2, rows: cells.rows, columns: barWidth) : nil
  }
}

extension HitCells {
  init(_ layout: HeatmapLayout) {
    self.init(
      rows: layout.rowWindow, columns: layout.columnWindow, cellRows: layout.cellRows,
      cellColumns: layout.cellColumns)
  }
}

extension Heatmap {
  func drawHeader(_ layout: HeatmapLayout, on surface: inout Surface, theme: Theme) {
    guard let header = layout.header else { return }
    let gutter = layout.cells.column - header.column - 1
    if displayWidth(columnTitle) + 2 <= gutter {
      surface.write(
        TextLine(columnTitle + " →", .muted), row: header.row, column: header.column, width: gutter,
        theme: theme,
        alignment: .right, in: header)
    }
    // The chosen column keeps its label; of the others every second, fifth, tenth … where all would touch.
    let chosen = isFocused ? state.columns.selected : -1
    let widest = min(max(layout.cellColumns, 8), columns.map(displayWidth).max() ?? 1)
    let step = [1, 2, 5, 10, 20, 50, 100].first { $0 * layout.cellColumns > widest } ?? 200
    let order =
      [chosen].filter(layout.columnWindow.contains)
      + layout.columnWindow.filter { $0 % step == 0 && $0 != chosen }
    var taken: [Range<Int>] = []
    for column in order {
      let label = TextFitting.cut(columns[column], to: max(layout.cellColumns, 8))
      let width = displayWidth(label)
      let cell = layout.cells.column + (column - layout.columnWindow.lowerBound) * layout.cellColumns
      let end = max(layout.cells.right, layout.cells.column + width)
      let start = max(
        layout.cells.column,
        min(cell + Alignment.center.offset(of: width, in: layout.cellColumns), end - width))
      guard
        !taken.contains(where: { $0.lowerBound <= start + width && start <= $0.upperBound })
          || layout.cellColumns > width
      else { continue }
      taken.append(start..<start + width)
      let style =
        column == chosen ? theme.style(.accent, .bold) : theme.style(.muted)
      surface.write(label, row: header.row, column: start, style: style, in: header)
    }
    if let bars, let area = layout.bars {
      surface.write(
        TextLine(bars.title, .muted), row: header.row, column: area.column, width: area.columns, theme: theme,
        in: header)
    }
  }

  func drawLabel(_ row: Int, at top: Int, _ layout: HeatmapLayout, on surface: inout Surface, theme: Theme) {
    let isChosen = isFocused && row == state.rows.selected
    let line = top + (layout.cellRows - 1) / 2
    var column = layout.whole.column
    if layout.labelWidth > 0 {
      surface.write(
        TextLine(rows[row], isChosen ? .accent : .text, isChosen ? .bold : []), row: line, column: column,
        width: layout.labelWidth, theme: theme, in: layout.whole)
      column += layout.labelWidth + 1
    }
    guard layout.hasVerdicts, verdicts.indices.contains(row), let verdict = verdicts[row] else { return }
    surface.write(
      verdict.glyph, row: line, column: column, style: theme.style(verdict.role), in: layout.whole)
  }

  func drawBar(
    _ bars: HeatmapBars, row: Int, at top: Int, _ area: Rectangle, _ layout: HeatmapLayout,
    on surface: inout Surface, theme: Theme
  ) {
    guard bars.values.indices.contains(row) else { return }
    let value = bars.values[row]
    let line = top + (layout.cellRows - 1) / 2
    let width = area.columns - 8
    let track = theme[.background].mixed(with: theme[.faint], 0.4)
    surface.write(
      String(repeating: " ", count: width), row: line, column: area.column, style: theme.plain.on(track),
      in: layout.whole)
    guard !value.isNaN else { return }
    surface.write(
      Blocks.bar(Double(scale.share(value)), width: width), row: line, column: area.column,
      style: Style(foreground: theme[.muted], background: track), in: layout.whole)
    surface.write(
      TextLine(scale.figure(Double(value)), .text), row: line, column: area.right - 7, width: 7, theme: theme,
      alignment: .right, in: layout.whole)
  }

  func drawLegend(in rectangle: Rectangle, _ layout: HeatmapLayout, on surface: inout Surface, theme: Theme) {
    let map = scale.isSigned ? theme.diverging : theme.sequential
    let title = TextLine(scale.title + "  ", .muted)
    let low = TextLine(scale.endFigure(scale.low) + " ", .text)
    let high = TextLine(" " + scale.endFigure(scale.high), .text)
    let bar = min(32, max(8, rectangle.columns / 4))
    var column = rectangle.column
    func put(_ line: TextLine) {
      guard column + line.width <= rectangle.right else { return }
      column = surface.write(
        line, row: rectangle.row, column: column, width: line.width, theme: theme, in: rectangle)
    }
    guard low.width + bar + high.width <= rectangle.columns else { return }
    if title.width + low.width + bar + high.width <= rectangle.columns { put(title) }
    put(low)
    let chosen = isFocused ? value(row: state.rows.selected, column: state.columns.selected) : nil
    let mark = chosen.map { Int((min(1, max(0, scale.share($0))) * Float(bar - 1)).rounded()) }
    for step in 0..<bar {
      let left = map.color((Float(step) + 0.25) / Float(bar)),
        right = map.color((Float(step) + 0.75) / Float(bar))
      let isMark = step == mark
      let style = Style(foreground: isMark ? left.readableInk : left, background: isMark ? left : right)
      surface.write(
        isMark ? "┃" : "▌", row: rectangle.row, column: column + step, style: style.with(isMark ? .bold : []),
        in: rectangle)
    }
    column += bar
    put(high)
    if layout.rowWindow.count < rows.count {
      put(
        TextLine(
          "   rows \(layout.rowWindow.lowerBound + 1)–\(layout.rowWindow.upperBound) of \(rows.count)", .muted
        ))
    }
    if layout.columnWindow.count < columns.count {
      let shown = layout.columnWindow
      put(TextLine("   columns \(shown.lowerBound + 1)–\(shown.upperBound) of \(columns.count)", .muted))
    }
    if layout.hasVerdicts {
      put(
        Verdict.allCases.reduce(TextLine("  ")) { line, verdict in
          line + TextLine(" " + verdict.glyph, verdict.role) + TextLine(" " + verdict.rawValue + " ", .muted)
        })
    }
    if hasAwaitedCells { put(TextLine("   · ", .faint) + TextLine("to come", .muted)) }
  }
}
