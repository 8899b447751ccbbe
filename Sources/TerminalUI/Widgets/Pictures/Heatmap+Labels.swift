extension Heatmap {
  func label(of line: HeatmapLines.Line) -> String {
    line.isFolded ? (line.group?.name ?? "") + ".*" : rows[line.rows.lowerBound]
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
      if let group = content.group {
        let mark = content.isFolded ? "▸" : content.rows.lowerBound == group.rows.lowerBound ? "▾" : "│"
        surface.write(
          mark, row: row, column: column, style: theme.style(mark == "│" ? .faint : .muted), in: layout.whole)
      }
      column += layout.foldWidth
    }
    if layout.labelWidth > 0 {
      let text = TextFitting.cutStart(label(of: content), to: layout.labelWidth)
      surface.write(
        text, row: row, column: column, style: isChosen ? chosenLabel(theme) : theme.plain, in: layout.whole)
      column += layout.labelWidth + 1
    }
    guard layout.hasVerdicts, let verdict = verdict(of: content) else { return }
    surface.write(
      verdict.glyph, row: row, column: column, style: theme.style(verdict.role), in: layout.whole)
  }

  /// The worst of a line's rows.
  private func verdict(of line: HeatmapLines.Line) -> Verdict? {
    let found = line.rows.compactMap { verdicts.indices.contains($0) ? verdicts[$0] : nil }
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

  /// All lines in a strip beside the cells, each value the strongest of its lines, with the part that is seen.
  func drawOverview(_ layout: HeatmapLayout, on surface: inout Surface, theme: Theme) {
    drawColumnBar(layout, on: &surface, theme: theme)
    guard let strip = layout.overview, !strip.isEmpty else { return }
    let count = layout.lines.all.count
    let parts = strip.rows * (layout.traits.hasHalves ? 2 : 1)
    /// The lines that a part of the strip stands for; at least one.
    func lines(_ part: Int) -> Range<Int> {
      let start = min(count - 1, part * count / parts)
      return start..<max(start + 1, min(count, (part + 1) * count / parts))
    }
    func strongest(_ part: Int) -> Float? {
      lines(part).lazy.flatMap { layout.lines.all[$0].rows }.flatMap { row in
        columns.indices.lazy.compactMap { value(row: row, column: $0) }
      }.max { abs($0) < abs($1) }
    }
    func color(_ part: Int) -> Color {
      strongest(part).map { scale.color($0, theme) } ?? theme[.background]
    }
    for row in 0..<strip.rows {
      let place = (row: strip.row + row, column: strip.column)
      if layout.traits.hasHalves {
        let (upper, lower) = (color(2 * row), color(2 * row + 1))
        surface.setCell(
          upper == lower ? " " : "▀", row: place.row, column: place.column, foreground: upper,
          background: lower)
      } else if let value = strongest(row) {
        let glyph = ValueGlyph(
          share: scale.share(value), isSigned: scale.isSigned, color: scale.color(value, theme),
          traits: layout.traits, theme: theme)
        surface.write(
          String(glyph.scalar), row: place.row, column: place.column,
          style: Style(foreground: glyph.foreground, background: glyph.background), in: strip)
      }
    }
    let bar = strip.splitRight(1).right
    let shown = layout.lineWindow
    for row in 0..<bar.rows {
      // Compared without division, so that a window of a few lines is always seen.
      let isSeen =
        row * count < shown.upperBound * bar.rows && (row + 1) * count > shown.lowerBound * bar.rows
      surface.write(
        isSeen ? "█" : "│", row: bar.row + row, column: bar.column,
        style: theme.style(isSeen ? .muted : .faint), in: bar)
    }
    // The offsets are the frame's; a press goes to the first row of its part.
    let chosen = min(max(0, state.columns.selected), columns.count - 1)
    surface.mark(
      .cells(
        HitCells(
          rows: shown, columns: chosen..<chosen + 1,
          rowOf: (0..<strip.rows).map {
            layout.lines.all[min(count - 1, $0 * count / strip.rows)].rows.lowerBound
          })),
      in: strip)
  }

  /// Which columns are seen, below the cells.
  private func drawColumnBar(_ layout: HeatmapLayout, on surface: inout Surface, theme: Theme) {
    let shown = layout.columnWindow
    guard layout.legend != nil, shown.count < columns.count, !layout.cells.isEmpty else { return }
    let width = layout.cells.columns
    for place in 0..<width {
      let isSeen =
        place * columns.count < shown.upperBound * width
        && (place + 1) * columns.count > shown.lowerBound * width
      surface.write(
        isSeen ? "▀" : "─", row: layout.cells.bottom, column: layout.cells.column + place,
        style: theme.style(isSeen ? .muted : .faint), in: layout.whole)
    }
  }
}
