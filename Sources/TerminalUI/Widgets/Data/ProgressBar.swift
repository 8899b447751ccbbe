/// How far something is, with rate and time to go where there is room.
public struct ProgressBar: Widget {
  public var label: String
  public var done: Double
  /// 0 while nobody knows.
  public var total: Double
  /// What is counted: `inputs`, `cells`.
  public var unit: String
  /// Units per second.
  public var rate: Double?
  /// Seconds to go.
  public var remaining: Double?
  public var role: Role

  public init(
    label: String = "", done: Double, total: Double, unit: String = "", rate: Double? = nil,
    remaining: Double? = nil, role: Role = .accent
  ) {
    self.label = label
    self.done = done
    self.total = total
    self.unit = unit
    self.rate = rate
    self.remaining = remaining
    self.role = role
  }

  public var share: Double { total > 0 && done.isFinite ? min(1, max(0, done / total)) : 0 }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    guard !rectangle.isEmpty else { return }
    let row = rectangle.row
    var left = rectangle.columns
    var labelWidth = displayWidth(label)
    if labelWidth > 0, labelWidth + 16 > left { labelWidth = max(0, min(labelWidth, left - 16)) }
    if labelWidth > 0 { left -= labelWidth + 1 }
    // The bar keeps at least twelve columns; figures fill what remains, the most telling first.
    var tail = TextLine("")
    for part in figures where left - tail.width - part.width - 2 >= (tail.width == 0 ? 4 : 12) {
      tail += TextLine(tail.width == 0 ? " " : "  ") + part
    }
    let barWidth = left - tail.width
    var column = rectangle.column
    if labelWidth > 0 {
      surface.write(
        TextLine(label, .text), row: row, column: column, width: labelWidth, theme: theme, in: rectangle)
      column += labelWidth + 1
    }
    let bar = Rectangle(row: row, column: column, rows: 1, columns: barWidth)
    ProgressTrack(share: total > 0 ? share : nil, role: role).draw(
      in: bar.intersection(rectangle), on: &surface, theme: theme, ground: theme[.background])
    surface.write(tail, row: row, column: column + barWidth, width: tail.width, theme: theme, in: rectangle)
  }

  private var figures: [TextLine] {
    var parts: [TextLine] = []
    if total > 0 {
      parts.append(TextLine(TextFitting.pad(Figures.percent(share, decimals: 0), to: 5, .right), .text))
      if let remaining, share < 1 { parts.append(TextLine(Figures.duration(remaining) + " left", .muted)) }
    }
    if let rate { parts.append(TextLine(Figures.count(rate) + " \(unit)/s", .muted)) }
    if total > 0 {
      parts.append(TextLine("\(Figures.count(done)) of \(Figures.count(total)) \(unit)", .muted))
    } else {
      parts.append(TextLine("\(Figures.count(done)) \(unit)", .muted))
    }
    return parts
  }
}

/// The line of a progress bar: heavy for what is done, light for what is not, to half a column.
struct ProgressTrack {
  /// nil while nobody knows.
  let share: Double?
  let role: Role

  func draw(in area: Rectangle, on surface: inout Surface, theme: Theme, ground: Color) {
    guard !area.isEmpty else { return }
    let ink = theme.style(role).on(ground)
    let track = theme.style(.faint).on(ground)
    surface.write(
      String(repeating: surface.isASCII ? "-" : "─", count: area.columns), row: area.row,
      column: area.column, style: track, in: area)
    guard let share else { return }
    let halves = share.isFinite ? Int((min(1, max(0, share)) * Double(area.columns * 2)).rounded(.down)) : 0
    let glyphs = surface.traits.glyphs
    let full = glyphs == .ascii ? "#" : glyphs == .console ? "═" : "━"
    var text = String(repeating: full, count: halves / 2)
    if halves % 2 == 1, glyphs == .unicode { text += "╸" }
    surface.write(text, row: area.row, column: area.column, style: ink, in: area)
  }
}
