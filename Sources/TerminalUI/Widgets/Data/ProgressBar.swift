/// How far something is, with rate and time to go where there is room.
public struct ProgressBar: Widget {
  public var label: String
  public var done: Double
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

  public var share: Double { total > 0 ? min(1, max(0, done / total)) : 0 }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    guard !rectangle.isEmpty else { return }
    let row = rectangle.row
    var parts = [TextLine(TextFitting.pad(Figures.percent(share, decimals: 0), to: 5, .right), .text)]
    if let remaining, share < 1 { parts.append(TextLine(Figures.duration(remaining) + " left", .muted)) }
    if let rate { parts.append(TextLine(Figures.count(rate) + " \(unit)/s", .muted)) }
    if total > 0 {
      parts.append(TextLine("\(Figures.count(done)) of \(Figures.count(total)) \(unit)", .muted))
    }

    var left = rectangle.columns
    var labelWidth = displayWidth(label)
    if labelWidth > 0, labelWidth + 16 > left { labelWidth = max(0, min(labelWidth, left - 16)) }
    if labelWidth > 0 { left -= labelWidth + 1 }
    // The bar keeps at least twelve columns; figures fill what remains, the most telling first.
    var tail = TextLine("")
    for part in parts where left - tail.width - part.width - 2 >= (tail.width == 0 ? 4 : 12) {
      tail += TextLine(tail.width == 0 ? " " : "  ") + part
    }
    let barWidth = left - tail.width
    var column = rectangle.column
    if labelWidth > 0 {
      surface.write(
        TextLine(label, .text), row: row, column: column, width: labelWidth, theme: theme, in: rectangle)
      column += labelWidth + 1
    }
    let full = Int((share * Double(barWidth)).rounded(.down))
    surface.write(
      String(repeating: "━", count: full), row: row, column: column, style: theme.style(role), in: rectangle)
    surface.write(
      String(repeating: "━", count: max(0, barWidth - full)), row: row, column: column + full,
      style: theme.style(.faint), in: rectangle)
    surface.write(tail, row: row, column: column + barWidth, width: tail.width, theme: theme, in: rectangle)
  }
}
