/// The axes of a chart: ticks, labels, a faint line at each tick of y.
struct ChartFrame {
  let x: AxisScaling
  let y: AxisScaling
  /// The cells between the axes.
  let plot: Rectangle
  let whole: Rectangle
  private let yTicks: [(value: Double, label: String)]
  let hasX: Bool
  private let hasY: Bool

  init(in rectangle: Rectangle, x: AxisScaling, y: AxisScaling) {
    whole = rectangle
    self.x = x
    self.y = y
    hasX = rectangle.rows >= 5 && rectangle.columns >= 16
    hasY = rectangle.columns >= 24 && rectangle.rows >= 3
    let rows = rectangle.rows - (hasX ? 2 : 0)
    yTicks = hasY ? y.ticks(count: max(2, min(8, rows / 3))) : []
    let labels = yTicks.map { displayWidth($0.label) }.max() ?? 0
    let left = hasY ? min(labels + 1, rectangle.columns - 1) : 0
    plot = Rectangle(
      row: rectangle.row, column: rectangle.column + left + (hasY ? 1 : 0), rows: rows,
      columns: rectangle.columns - left - (hasY ? 1 : 0))
  }

  func draw(on surface: inout Surface, theme: Theme) {
    guard !plot.isEmpty else { return }
    if hasY { drawY(on: &surface, theme: theme) }
    if hasX { drawX(on: &surface, theme: theme) }
  }

  private func drawY(on surface: inout Surface, theme: Theme) {
    let edge = theme.style(.border)
    for row in plot.row..<plot.bottom {
      surface.write("│", row: row, column: plot.column - 1, style: edge, in: whole)
    }
    var lastRow = Int.max
    for tick in yTicks {
      guard let share = y.share(tick.value), (-0.001...1.001).contains(share) else { continue }
      let row = plot.row + Int(((1 - share) * Double(plot.rows * 4 - 1)).rounded()) / 4
      guard row < lastRow else { continue }
      lastRow = row
      surface.write(
        TextLine(tick.label, .muted), row: row, column: whole.column, width: plot.column - 2 - whole.column,
        theme: theme, alignment: .right, in: whole)
      surface.write("┤", row: row, column: plot.column - 1, style: edge, in: whole)
      // In ASCII a line of dots would pass for a curve.
      if surface.isASCII { continue }
      surface.write(
        String(repeating: "┈", count: plot.columns), row: row, column: plot.column,
        style: Style(
          foreground: theme[.background].mixed(with: theme[.faint], 0.75), background: theme[.background]),
        in: plot)
    }
  }

  private func drawX(on surface: inout Surface, theme: Theme) {
    let edge = theme.style(.border)
    if hasY { surface.write("╰", row: plot.bottom, column: plot.column - 1, style: edge, in: whole) }
    surface.write(
      String(repeating: "─", count: plot.columns), row: plot.bottom, column: plot.column, style: edge,
      in: whole)
    var free = whole.column
    for tick in x.ticks(count: max(2, plot.columns / 12)) {
      guard let share = x.share(tick.value), (-0.001...1.001).contains(share) else { continue }
      let column = plot.column + Int((share * Double(plot.columns * 2 - 1)).rounded()) / 2
      let width = displayWidth(tick.label)
      let start = min(max(free, column - width / 2), whole.right - width)
      guard start >= free, start + width <= whole.right, abs(start + width / 2 - column) <= 2 else {
        continue
      }
      surface.write("┬", row: plot.bottom, column: column, style: edge, in: whole)
      surface.write(tick.label, row: plot.bottom + 1, column: start, style: theme.style(.muted), in: whole)
      free = start + width + 1
    }
    // The title lies on the axis, where it takes no room from the labels.
    let title = x.axis.title
    let titleStart = plot.right - displayWidth(title) - 3
    if !title.isEmpty, titleStart > plot.column + plot.columns / 2 {
      surface.write(
        " \(title) ", row: plot.bottom, column: titleStart, style: theme.style(.muted), in: whole)
    }
  }
}
