/// Boxes above the screen.
enum Overlay {
  /// A box of at most that size in the middle, or a third down where it grows from the top.
  static func box(in rectangle: Rectangle, columns: Int, rows: Int, isHigh: Bool = false) -> Rectangle {
    let width = min(columns, max(0, rectangle.columns - (rectangle.columns > 40 ? 4 : 0)))
    let height = min(rows, rectangle.rows)
    let free = rectangle.rows - height
    return Rectangle(
      row: rectangle.row + (isHigh ? min(free, rectangle.rows / 8) : free / 2),
      column: rectangle.column + (rectangle.columns - width) / 2, rows: height, columns: width)
  }

  /// The empty box with its border, on raised ground.
  static func frame(
    _ box: Rectangle, title: String, role: Role = .focusBorder, on surface: inout Surface, theme: Theme
  ) {
    let ground = theme[.raised]
    surface.mark(.pane(0), in: box)
    surface.fill(box, style: theme.plain.on(ground))
    guard box.rows > 1, box.columns > 1 else { return }
    let edge = Style(foreground: theme[role], background: ground)
    let across = String(repeating: "─", count: box.columns - 2)
    surface.write("╭" + across + "╮", row: box.row, column: box.column, style: edge, in: box)
    for row in box.row + 1..<box.bottom - 1 {
      surface.write("│", row: row, column: box.column, style: edge, in: box)
      surface.write("│", row: row, column: box.right - 1, style: edge, in: box)
    }
    surface.write("╰" + across + "╯", row: box.bottom - 1, column: box.column, style: edge, in: box)
    guard !title.isEmpty, box.columns > 6 else { return }
    surface.write(
      " " + TextFitting.cut(title, to: box.columns - 6) + " ", row: box.row, column: box.column + 2,
      style: Style(foreground: theme[.title], background: ground, attributes: .bold), in: box)
  }
}
