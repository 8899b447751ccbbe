/// One bar: a label and a share 0…1.
public struct Bar: Sendable, Equatable {
  public var label: String
  public var share: Double
  /// What stands at the right; the share in per cent when nil.
  public var figure: String?
  public var role: Role

  public init(_ label: String, _ share: Double, figure: String? = nil, role: Role = .series(0)) {
    self.label = label
    self.share = share
    self.figure = figure
    self.role = role
  }
}

/// Horizontal bars, one a row, to an eighth of a column: class probabilities.
public struct BarChart: Widget {
  public var bars: [Bar]
  public var selected: Int?

  public init(_ bars: [Bar], selected: Int? = nil) {
    self.bars = bars
    self.selected = selected
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    guard !rectangle.isEmpty else { return }
    let figures = bars.map { $0.figure ?? Figures.percent($0.share) }
    let figureWidth = min(figures.map(displayWidth).max() ?? 0, rectangle.columns)
    let labelWidth = min(
      bars.map { displayWidth($0.label) }.max() ?? 0, max(0, rectangle.columns - figureWidth - 6))
    let barWidth = rectangle.columns - labelWidth - figureWidth - 2
    for (index, bar) in bars.prefix(rectangle.rows).enumerated() {
      let row = rectangle.row + index
      let isSelected = index == selected
      let ground = isSelected ? theme[.selection] : theme[.background]
      if isSelected {
        surface.fill(
          Rectangle(row: row, column: rectangle.column, rows: 1, columns: rectangle.columns),
          style: theme.selected(true))
      }
      surface.write(
        TextLine(bar.label, isSelected ? .selectionText : .text), row: row, column: rectangle.column,
        width: labelWidth, theme: theme, ground: ground, in: rectangle)
      if barWidth > 0 {
        let column = rectangle.column + labelWidth + 1
        surface.write(
          Blocks.bar(bar.share, width: barWidth), row: row, column: column,
          style: Style(foreground: theme[bar.role], background: theme[.faint].mixed(with: ground, 0.62)),
          in: rectangle)
        let drawn = Blocks.bar(bar.share, width: barWidth).count
        surface.write(
          String(repeating: " ", count: max(0, barWidth - drawn)), row: row, column: column + drawn,
          style: theme.plain.on(theme[.faint].mixed(with: ground, 0.62)), in: rectangle)
      }
      surface.write(
        TextLine(figures[index], isSelected ? .selectionText : .muted), row: row,
        column: rectangle.right - figureWidth, width: figureWidth, theme: theme, alignment: .right,
        ground: ground,
        in: rectangle)
    }
  }
}
