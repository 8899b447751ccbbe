/// A border with a title; what stands inside is drawn by the caller into `content(of:)`.
public struct Panel: Widget {
  public var title: TextLine
  /// At the right of the upper edge: a state, a count.
  public var note: TextLine
  /// At the right of the lower edge: the keys that act here.
  public var hint: TextLine
  public var isFocused: Bool

  public init(_ title: TextLine = "", note: TextLine = "", hint: TextLine = "", isFocused: Bool = false) {
    self.title = title
    self.note = note
    self.hint = hint
    self.isFocused = isFocused
  }

  /// The cells inside the border, with one free column at each side where there is room.
  public static func content(of rectangle: Rectangle) -> Rectangle {
    rectangle.inset(rows: 1, columns: rectangle.columns > 8 ? 2 : 1)
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    guard rectangle.rows > 1, rectangle.columns > 1 else { return }
    let edge = theme.style(isFocused ? .focusBorder : .border)
    // Without colours the border of the focused panel is heavier.
    let isHeavy = isFocused && surface.isColorless(theme)
    let (across, side) = (
      String(repeating: isHeavy ? "━" : "─", count: rectangle.columns - 2), isHeavy ? "┃" : "│"
    )
    let corners = isHeavy ? ("┏", "┓", "┗", "┛") : ("╭", "╮", "╰", "╯")
    surface.write(
      corners.0 + across + corners.1, row: rectangle.row, column: rectangle.column, style: edge, in: rectangle
    )
    for row in rectangle.row + 1..<rectangle.bottom - 1 {
      surface.write(side, row: row, column: rectangle.column, style: edge, in: rectangle)
      surface.write(side, row: row, column: rectangle.right - 1, style: edge, in: rectangle)
    }
    surface.write(
      corners.2 + across + corners.3, row: rectangle.bottom - 1, column: rectangle.column, style: edge,
      in: rectangle)
    drawTexts(in: rectangle, on: &surface, theme: theme)
  }

  private func drawTexts(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    let room = rectangle.columns - 6
    guard room > 0 else { return }
    var left = room
    if title.width > 0 {
      let bold = TextLine(
        title.spans.map {
          TextSpan(
            $0.text, $0.role == .text ? (isFocused ? .accent : .title) : $0.role,
            $0.attributes.union($0.role == .text ? .bold : []))
        })
      let end = surface.write(
        TextLine(" ") + TextFitting.cut(bold, to: room) + TextLine(" "), row: rectangle.row,
        column: rectangle.column + 2, width: room + 2, theme: theme, in: rectangle)
      left = rectangle.right - 2 - end - 2
    }
    if note.width > 0, note.width + 2 <= left {
      surface.write(
        TextLine(" ") + note + TextLine(" "), row: rectangle.row, column: rectangle.right - 4 - note.width,
        width: note.width + 2, theme: theme, in: rectangle)
    }
    if hint.width > 0, hint.width <= room, rectangle.rows > 2 {
      surface.write(
        TextLine(" ") + hint + TextLine(" "), row: rectangle.bottom - 1,
        column: rectangle.right - 4 - hint.width,
        width: hint.width + 2, theme: theme, in: rectangle)
    }
  }
}
