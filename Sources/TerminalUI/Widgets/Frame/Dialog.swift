/// A question with its answers, above the screen.
public struct Dialog: Widget {
  public var title: String
  public var lines: [TextLine]
  public var buttons: [String]
  public var selected: Int
  /// The colour of the border: `.bad` for an error.
  public var role: Role

  public init(
    _ title: String, lines: [TextLine], buttons: [String] = ["OK"], selected: Int = 0,
    role: Role = .focusBorder
  ) {
    self.title = title
    self.lines = lines
    self.buttons = buttons
    self.selected = selected
    self.role = role
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    let buttonsWidth = buttons.reduce(0) { $0 + displayWidth($1) + 6 }
    let natural = max(lines.map(\.width).max() ?? 0, buttonsWidth, displayWidth(title) + 4)
    let width = min(max(32, natural + 4), 72)
    let text = Paragraph(lines)
    let textWidth = Overlay.box(in: rectangle, columns: width, rows: 1).columns - 4
    let box = Overlay.box(in: rectangle, columns: width, rows: text.height(width: textWidth) + 5)
    Overlay.frame(box, title: title, role: role, on: &surface, theme: theme)
    let inside = Panel.content(of: box)
    guard inside.rows > 1 else { return }
    let (body, row) = inside.splitBottom(1)
    text.draw(
      in: body.inset(rows: body.rows > 2 ? 1 : 0, columns: 0), on: &surface, theme: theme,
      ground: theme[.raised])
    var column = inside.right - buttonsWidth + 2
    for (index, button) in buttons.enumerated() {
      let isChosen = index == selected
      let style =
        isChosen
        ? Style(foreground: theme[.accent].readableInk, background: theme[.accent], attributes: .bold)
        : Style(foreground: theme[.text], background: theme[.selection])
      surface.write("  \(button)  ", row: row.row, column: column, style: style, in: row)
      let place = Rectangle(row: row.row, column: column, rows: 1, columns: displayWidth(button) + 4)
      surface.mark(.button(index), in: place.intersection(row))
      column += displayWidth(button) + 6
    }
  }
}

/// A passing message in the lower right corner.
public struct Toast: Widget {
  public var text: String
  public var role: Role

  public init(_ text: String, role: Role = .accent) {
    self.text = text
    self.role = role
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    let room = min(60, rectangle.columns - 6)
    guard room > 0 else { return }
    let lines = TextFitting.wrap(TextLine(text), to: room, atMost: 4)
    let width = (lines.map(\.width).max() ?? 0) + 4
    let box = Rectangle(
      row: rectangle.bottom - min(rectangle.rows, lines.count + 1), column: rectangle.right - width - 1,
      rows: min(lines.count, rectangle.rows), columns: width
    ).intersection(rectangle)
    surface.fill(box, style: theme.plain.on(theme[.raised]))
    for (index, line) in lines.prefix(box.rows).enumerated() {
      surface.write(
        "▌", row: box.row + index, column: box.column,
        style: Style(foreground: theme[role], background: theme[.raised]),
        in: box)
      surface.write(
        line, row: box.row + index, column: box.column + 2, width: box.columns - 2, theme: theme,
        ground: theme[.raised],
        in: box)
    }
  }
}
