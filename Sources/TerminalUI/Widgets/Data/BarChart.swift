/// One bar: a label and a number.
public struct Bar: Sendable, Equatable {
  public var label: String
  public var value: Double
  /// What stands at the right; the value in the chart's format when nil.
  public var figure: String?
  public var role: Role

  public init(_ label: String, _ value: Double, figure: String? = nil, role: Role = .series(0)) {
    self.label = label
    self.value = value
    self.figure = figure
    self.role = role
  }

  /// A number that may be negative, in the colours of the signed maps' ends and with its sign written out.
  public static func signed(_ label: String, _ value: Double, figure: String? = nil) -> Bar {
    let plain = figure ?? Figures.short(value)
    return Bar(label, value, figure: value > 0 ? "+" + plain : plain, role: .series(value < 0 ? 0 : 1))
  }
}

/// Horizontal bars, one a row, to an eighth of a column: class probabilities, differences.
///
/// Where the range reaches below zero the bars grow to both sides of a zero line. Where there are more bars than rows
/// the view follows the selected one.
public struct BarChart: Widget {
  public var bars: [Bar]
  public var selected: Int?
  /// What the width stands for; nil for what the bars and zero cover.
  public var range: ClosedRange<Double>?
  public var format: Axis.Format

  public init(
    _ bars: [Bar], selected: Int? = nil, range: ClosedRange<Double>? = 0...1, format: Axis.Format = .percent
  ) {
    self.bars = bars
    self.selected = selected
    self.range = range
    self.format = format
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    guard !rectangle.isEmpty else { return }
    let window = window(rows: rectangle.rows)
    let hasScrollBar = window.count < bars.count && rectangle.columns > 12
    let area = hasScrollBar ? rectangle.splitRight(2).rest : rectangle
    let layout = BarLayout(bars: bars, figures: bars.map(figure), range: covered, in: area)
    for (line, index) in window.enumerated() {
      let row = Rectangle(row: area.row + line, column: area.column, rows: 1, columns: area.columns)
      surface.mark(.row(index), in: row)
      draw(index, layout, in: row, on: &surface, theme: theme)
    }
    guard hasScrollBar else { return }
    let strip = Rectangle(row: area.row, column: rectangle.right - 1, rows: area.rows, columns: 1)
    ScrollBar(window: window, count: bars.count).draw(in: strip, on: &surface, theme: theme)
  }

  /// The bars seen in that many rows.
  public func window(rows: Int) -> Range<Int> {
    ScrollState(selected: selected ?? 0).window(visible: rows, count: bars.count)
  }

  private func figure(_ bar: Bar) -> String {
    bar.figure ?? (format == .percent ? Figures.percent(bar.value) : Figures.short(bar.value))
  }

  private var covered: ClosedRange<Double> {
    if let range, range.lowerBound < range.upperBound { return range }
    var bounds = Bounds()
    bounds.include(0)
    for bar in bars { bounds.include(bar.value) }
    guard let (low, high) = bounds.values, low < high else { return 0...1 }
    return max(low, -1e300)...min(high, 1e300)
  }

  private func draw(
    _ index: Int, _ layout: BarLayout, in row: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    let bar = bars[index]
    let isSelected = index == selected
    let ground = isSelected ? theme[.selection] : theme[.background]
    if isSelected { surface.fill(row, style: theme.selected(true)) }
    surface.write(
      TextLine(bar.label, isSelected ? .selectionText : .text), row: row.row, column: row.column,
      width: layout.labels, theme: theme, ground: ground, in: row)
    if layout.width > 0 {
      let place = Rectangle(
        row: row.row, column: row.column + layout.labels + 1, rows: 1, columns: layout.width)
      SignedBar(value: bar.value, range: layout.range, zero: layout.zero).draw(
        in: place.intersection(row), color: theme[bar.role], ground: ground, on: &surface, theme: theme)
    }
    surface.write(
      TextLine(figure(bar), isSelected ? .selectionText : .muted), row: row.row,
      column: row.right - layout.figures, width: layout.figures, theme: theme, alignment: .right,
      ground: ground, in: row)
  }
}

/// The columns of a bar chart.
private struct BarLayout {
  let range: ClosedRange<Double>
  let labels: Int
  let figures: Int
  let width: Int
  /// The column of the zero line within the bar; nil where no bar is negative.
  let zero: Int?

  init(bars: [Bar], figures: [String], range: ClosedRange<Double>, in area: Rectangle) {
    self.range = range
    self.figures = min(figures.map(displayWidth).max() ?? 0, area.columns)
    // Labels give way to the bars, down to a few letters.
    let widest = bars.map { displayWidth($0.label) }.max() ?? 0
    let room = max(0, area.columns - self.figures - 2)
    labels = min(widest, max(min(room - 4, 8), room - max(10, room / 3)), max(0, room - 4))
    width = max(0, room - labels)
    guard range.lowerBound < 0, width >= 3 else {
      zero = nil
      return
    }
    let share = range.upperBound <= 0 ? 1 : -range.lowerBound / (range.upperBound - range.lowerBound)
    zero = min(width - 1, max(0, Int((share * Double(width - 1)).rounded())))
  }
}

/// A bar to an eighth of a column, to the right of its zero line or to the left.
private struct SignedBar {
  let value: Double
  let range: ClosedRange<Double>
  let zero: Int?

  func draw(in place: Rectangle, color: Color, ground: Color, on surface: inout Surface, theme: Theme) {
    let track = surface.isColorless(theme) ? ground : theme[.faint].mixed(with: ground, 0.62)
    surface.fill(place, style: Style(foreground: color, background: track))
    let style = Style(foreground: color, background: track)
    guard let zero else {
      let share = (value - max(0, range.lowerBound)) / (range.upperBound - max(0, range.lowerBound))
      surface.write(
        Blocks.bar(share, width: place.columns), row: place.row, column: place.column, style: style,
        in: place)
      return
    }
    if value > 0 {
      let width = place.columns - zero - 1
      surface.write(
        Blocks.bar(value / range.upperBound, width: width), row: place.row, column: place.column + zero + 1,
        style: style, in: place)
    } else if value < 0 {
      drawNegative(value / range.lowerBound, width: zero, in: place, style: style, on: &surface, theme: theme)
    }
    surface.write(
      "│", row: place.row, column: place.column + zero,
      style: Style(foreground: theme[.muted], background: track), in: place)
  }

  /// There are no blocks that fill a cell from the right to an eighth, so the last cell shows its left part in the
  /// colour of the track; where colours cannot be exchanged it is a half.
  private func drawNegative(
    _ share: Double, width: Int, in place: Rectangle, style: Style, on surface: inout Surface, theme: Theme
  ) {
    guard share.isFinite, width > 0 else { return }
    let eighths = min(width * 8, max(1, Int((min(1, share) * Double(width * 8)).rounded())))
    let full = eighths / 8, rest = eighths % 8
    let right = place.column + width
    let isPlain = surface.isColorless(theme) || surface.traits.glyphs != .unicode
    // In ASCII the sign must be seen in the bar itself.
    surface.write(
      String(repeating: surface.isASCII ? "=" : "█", count: full), row: place.row, column: right - full,
      style: style, in: place)
    guard rest > 0 else { return }
    if isPlain {
      let part = surface.isASCII ? (rest >= 4 || full == 0 ? "=" : " ") : (rest >= 4 || full == 0 ? "▐" : " ")
      surface.write(part, row: place.row, column: right - full - 1, style: style, in: place)
    } else {
      surface.write(
        String(Blocks.horizontal[8 - rest]), row: place.row, column: right - full - 1,
        style: Style(foreground: style.background, background: style.foreground), in: place)
    }
  }
}
