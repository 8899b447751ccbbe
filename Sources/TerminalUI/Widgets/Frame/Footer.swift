/// A key and what it does here: (`↑↓`, `choose`).
public struct KeyHint: Sendable, Equatable {
  public var keys: String
  public var label: String

  public init(_ keys: String, _ label: String) {
    self.keys = keys
    self.label = label
  }
}

/// The last row of the screen: what the keys do here. Hints stand in order of weight; those that do not fit are left
/// out whole.
public struct Footer: Widget {
  public var hints: [KeyHint]
  /// At the right end: a message or a state.
  public var status: TextLine

  public init(_ hints: [KeyHint], status: TextLine = "") {
    self.hints = hints
    self.status = status
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    let ground = theme[.raised]
    surface.fill(rectangle.splitTop(1).top, style: theme.plain.on(ground))
    guard !rectangle.isEmpty else { return }
    let statusWidth = min(status.width, max(0, rectangle.columns - 2))
    let end = rectangle.right - (statusWidth > 0 ? statusWidth + 2 : 0)
    var column = rectangle.column + 1
    for (index, hint) in hints.enumerated() {
      let width = displayWidth(hint.keys) + 1 + displayWidth(hint.label)
      guard column + width <= end else { break }
      let line = TextLine(hint.keys, .key, .bold) + TextLine(" " + hint.label, .muted)
      surface.write(
        line, row: rectangle.row, column: column, width: width, theme: theme, ground: ground, in: rectangle)
      surface.mark(
        .hint(index), in: Rectangle(row: rectangle.row, column: column, rows: 1, columns: width))
      column += width + 3
    }
    guard statusWidth > 0 else { return }
    surface.write(
      status, row: rectangle.row, column: rectangle.right - statusWidth - 1, width: statusWidth, theme: theme,
      ground: ground, in: rectangle)
  }
}
