extension Heatmap {
  func label(of line: HeatmapLines.Line) -> String {
    line.folded.map { $0.name + ".*" } ?? rows[line.rows.lowerBound]
  }

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
      let cell = layout.column(of: column)
      let end = max(layout.cells.right, layout.cells.column + width)
      let start = max(
        layout.cells.column,
        min(cell + Alignment.center.offset(of: width, in: layout.cellColumns), end - width))
      guard
        !taken.contains(where: { $0.lowerBound <= start + width && start <= $0.upperBound })
          || layout.cellColumns > width
      else { continue }
      taken.append(start..<start + width)
      let style = column == chosen ? chosenLabel(theme) : theme.style(.muted)
      surface.write(label, row: header.row, column: start, style: style, in: header)
    }
    if let bars, let area = layout.bars {
      surface.write(
        TextLine(bars.title, .muted), row: header.row, column: area.column, width: area.columns, theme: theme,
        in: header)
    }
  }

  /// The labels of the row and the column that cross in the chosen cell.
  private func chosenLabel(_ theme: Theme) -> Style {
    Style(foreground: theme[.accent], background: theme[.selection], attributes: .bold)
  }

  func drawLabel(
    _ line: Int, isChosen: Bool, _ layout: HeatmapLayout, on surface: inout Surface, theme: Theme
  ) {
    let row = layout.labelRow(ofLine: line)
    let content = layout.lines.all[line]
    var column = layout.whole.column
    if layout.foldWidth > 0 {
      drawFolds(content, row: row, layout, on: &surface, theme: theme)
      column += layout.foldWidth
    }
    if layout.labelWidth > 0 {
      let text = TextFitting.cutStart(label(of: content), to: layout.labelWidth)
      surface.write(
        text, row: row, column: column, style: isChosen ? chosenLabel(theme) : theme.plain, in: layout.whole)
      column += layout.labelWidth + 1
    }
    // Of two lines that share a row only one has its name there, but the marks of both.
    let rows = layout.sharing(line).flatMap { layout.lines.all[$0].rows }
    for tag in layout.tags {
      if rows.contains(where: tag.rows.contains) {
        surface.write(
          tag.glyph, row: row, column: column, style: theme.style(tag.role, .bold), in: layout.whole)
      }
      column += 1
    }
    guard layout.hasVerdicts, let verdict = worstVerdict(of: rows) else { return }
    surface.write(
      verdict.glyph, row: row, column: column, style: theme.style(verdict.role), in: layout.whole)
  }

  /// Which groups the line belongs to, and whether they can be folded or opened.
  private func drawFolds(
    _ line: HeatmapLines.Line, row: Int, _ layout: HeatmapLayout, on surface: inout Surface, theme: Theme
  ) {
    func write(_ mark: String, _ column: Int) {
      surface.write(
        mark, row: row, column: layout.whole.column + column,
        style: theme.style(mark == "│" ? .faint : .muted), in: layout.whole)
    }
    guard let group = line.group else { return }
    let isFirst = line.rows.lowerBound == group.rows.lowerBound
    write(line.folded == group ? "▸" : isFirst ? "▾" : "│", 0)
    guard let part = line.part, layout.lines.hasParts, line.folded != group else { return }
    if line.folded == part {
      write("▸", 1)
    } else if line.rows.lowerBound == part.rows.lowerBound {
      write("▾", 1)
    }
  }

  private func worstVerdict(of rows: [Int]) -> Verdict? {
    let found = rows.compactMap { verdicts.indices.contains($0) ? verdicts[$0] : nil }
    return Verdict.allCases.last(where: found.contains)
  }

  func drawBar(
    _ bars: HeatmapBars, line: Int, _ area: Rectangle, _ layout: HeatmapLayout, on surface: inout Surface,
    theme: Theme
  ) {
    let values = layout.lines.all[line].rows.compactMap {
      bars.values.indices.contains($0) ? bars.values[$0] : nil
    }
    guard !values.isEmpty else { return }
    let row = layout.labelRow(ofLine: line)
    let width = area.columns - 8
    let track = theme[.background].mixed(with: theme[.faint], 0.4)
    surface.write(
      String(repeating: " ", count: width), row: row, column: area.column, style: theme.plain.on(track),
      in: layout.whole)
    guard let value = values.filter({ !$0.isNaN }).max(by: { abs($0) < abs($1) }) else { return }
    let share = Double(scale.share(value))
    // In rows that touch, a gap above each keeps the bars apart.
    let bar =
      layout.cellRows == 1
      ? String(repeating: "▆", count: Int((share * Double(width)).rounded()))
      : Blocks.bar(share, width: width)
    surface.write(
      bar, row: row, column: area.column,
      style: Style(foreground: theme[.muted], background: track), in: layout.whole)
    surface.write(
      TextLine(scale.figure(Double(value)), .text), row: row, column: area.right - 7, width: 7, theme: theme,
      alignment: .right, in: layout.whole)
  }

  /// Pointers at both ends of the chosen row and below the chosen column, where cells are too many for a frame to be
  /// found among them.
  func drawCrosshair(_ layout: HeatmapLayout, chosen: Int, on surface: inout Surface, theme: Theme) {
    guard layout.isDense else { return }
    let style = theme.style(.accent, .bold)
    if layout.cells.column > layout.whole.column, !layout.hasVerdicts, layout.lineWindow.contains(chosen) {
      let row = layout.labelRow(ofLine: chosen)
      surface.write("▸", row: row, column: layout.cells.column - 1, style: style, in: layout.whole)
      if layout.overview != nil || layout.bars != nil {
        surface.write("◂", row: row, column: layout.cells.right, style: style, in: layout.whole)
      }
    }
    guard layout.legend != nil, layout.columnWindow.contains(state.columns.selected) else { return }
    let column = layout.column(of: state.columns.selected) + (layout.cellColumns - 1) / 2
    surface.write("▴", row: layout.cells.bottom, column: column, style: style, in: layout.whole)
  }
}
