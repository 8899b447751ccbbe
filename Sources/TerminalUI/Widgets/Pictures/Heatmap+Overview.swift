extension Heatmap {
  /// All lines in a small map beside the cells, each value the strongest of those that it stands for, with the part that
  /// is seen and the names of the groups.
  func drawOverview(_ layout: HeatmapLayout, on surface: inout Surface, theme: Theme) {
    drawColumnBar(layout, on: &surface, theme: theme)
    guard let whole = layout.overview, whole.columns > 1, !whole.isEmpty else { return }
    let (strip, bar) = whole.splitRight(1)
    let parts = OverviewParts(
      count: layout.lines.all.count, rows: strip.rows * (layout.traits.hasHalves ? 2 : 1))
    for row in 0..<strip.rows {
      for column in 0..<strip.columns {
        let columns =
          strip.columns == 1 ? self.columns.indices : one(column * self.columns.count / strip.columns)
        func strongest(_ part: Int) -> Float? {
          parts.lines(part).lazy.flatMap { layout.lines.all[$0].rows }.flatMap { row in
            columns.lazy.compactMap { value(row: row, column: $0) }
          }.max { abs($0) < abs($1) }
        }
        let place = Rectangle(row: strip.row + row, column: strip.column + column, rows: 1, columns: 1)
        if layout.traits.hasHalves {
          let (upper, lower) = (strongest(2 * row), strongest(2 * row + 1))
          drawPair(upper, lower, in: place, on: &surface, theme: theme)
        } else if let value = strongest(row) {
          let glyph = ValueGlyph(
            share: scale.share(value), isSigned: scale.isSigned, color: scale.color(value, theme),
            traits: layout.traits, theme: theme)
          surface.write(
            String(glyph.scalar), row: place.row, column: place.column,
            style: Style(foreground: glyph.foreground, background: glyph.background), in: strip)
        }
      }
    }
    drawThumb(in: bar, layout, on: &surface, theme: theme)
    drawNames(beside: bar, layout, on: &surface, theme: theme)
    // The offsets are the frame's; a press goes to the first row of its part.
    let count = layout.lines.all.count
    let chosen = min(max(0, state.columns.selected), columns.count - 1)
    surface.mark(
      .cells(
        HitCells(
          rows: layout.lineWindow, columns: chosen..<chosen + 1,
          rowOf: (0..<strip.rows).map {
            layout.lines.all[min(count - 1, $0 * count / strip.rows)].rows.lowerBound
          })),
      in: whole)
  }

  private func one(_ column: Int) -> Range<Int> { column..<column + 1 }

  private func drawPair(
    _ upper: Float?, _ lower: Float?, in place: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    let colors = [upper, lower].map { $0.map { scale.color($0, theme) } ?? theme[.background] }
    surface.setCell(
      colors[0] == colors[1] ? " " : "▀", row: place.row, column: place.column, foreground: colors[0],
      background: colors[1])
  }

  /// Which lines are seen.
  private func drawThumb(
    in bar: Rectangle, _ layout: HeatmapLayout, on surface: inout Surface, theme: Theme
  ) {
    let shown = layout.lineWindow, count = layout.lines.all.count
    for row in 0..<bar.rows {
      // Compared without division, so that a window of a few lines is always seen.
      let isSeen =
        row * count < shown.upperBound * bar.rows && (row + 1) * count > shown.lowerBound * bar.rows
      surface.write(
        isSeen ? "█" : "│", row: bar.row + row, column: bar.column,
        style: theme.style(isSeen ? .muted : .faint), in: bar)
    }
  }

  /// The groups' names where they begin.
  private func drawNames(
    beside bar: Rectangle, _ layout: HeatmapLayout, on surface: inout Surface, theme: Theme
  ) {
    guard layout.overviewNames > 0 else { return }
    let lines = layout.lines.all
    var named = 0
    for group in grouping.groups {
      guard let first = lines.firstIndex(where: { $0.group == group }) else { continue }
      let row = first * bar.rows / lines.count
      guard row >= named else { continue }
      named = row + 1
      surface.write(
        group.name, row: bar.row + row, column: bar.right + 1, style: theme.style(.muted), in: layout.whole)
    }
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
