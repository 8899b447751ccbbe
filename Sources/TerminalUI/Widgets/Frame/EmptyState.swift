/// Why there is nothing here, and which keys fill it.
public struct EmptyState: Widget {
  public var title: String
  public var reason: String
  public var hints: [KeyHint]

  public init(_ title: String, reason: String = "", hints: [KeyHint] = []) {
    self.title = title
    self.reason = reason
    self.hints = hints
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    var lines = [TextLine(title, .title, .bold)]
    if !reason.isEmpty {
      lines += TextFitting.wrap(TextLine(reason, .muted), to: min(60, rectangle.columns))
    }
    if !hints.isEmpty, rectangle.rows > lines.count + hints.count { lines.append(TextLine("")) }
    let keys = hints.map { displayWidth($0.keys) }.max() ?? 0
    let labels = hints.map { displayWidth($0.label) }.max() ?? 0
    lines += hints.map {
      TextLine(TextFitting.pad($0.keys, to: keys, .right), .key, .bold)
        + TextLine("  " + TextFitting.pad($0.label, to: labels), .text)
    }
    let height = min(lines.count, rectangle.rows)
    let top = rectangle.row + (rectangle.rows - height) / 2
    for (index, line) in lines.prefix(height).enumerated() {
      surface.write(
        line, row: top + index, column: rectangle.column, width: rectangle.columns, theme: theme,
        alignment: .center,
        in: rectangle)
    }
  }
}

/// The one screen below the smallest size.
public struct TooSmall: Widget {
  public var needed: Size

  public init(needed: Size) { self.needed = needed }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    EmptyState(
      "This window is too small",
      reason:
        "It has \(rectangle.columns)×\(rectangle.rows) cells; \(needed.columns)×\(needed.rows) are needed.",
      hints: [KeyHint("q", "quit")]
    ).draw(in: rectangle, on: &surface, theme: theme)
  }
}
