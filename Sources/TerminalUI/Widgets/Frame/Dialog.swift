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
    let layout = layout(in: rectangle)
    let sign = role == .bad ? "✕ " : role == .warning ? "▲ " : role == .good ? "✓ " : ""
    Overlay.frame(layout.box, title: sign + title, role: role, on: &surface, theme: theme)
    let body = layout.body
    let text = Paragraph(lines)
    text.draw(
      in: body.inset(rows: body.rows > text.height(width: body.columns) + 1 ? 1 : 0, columns: 0),
      on: &surface, theme: theme,
      ground: theme[.raised])
    for (index, place) in layout.buttons.enumerated() {
      let isChosen = index == selected
      let style =
        isChosen
        ? Style(foreground: theme[.accent].readableInk, background: theme[.accent], attributes: .bold)
        : Style(foreground: theme[.text], background: theme[.selection])
      surface.fill(place, style: style)
      surface.mark(.button(index), in: place)
      let label = TextFitting.cut(buttons[index], to: max(0, place.columns - 4))
      // The brackets tell the chosen one where colours do not.
      surface.write(
        isChosen ? "[ \(label) ]" : "  \(label)  ", row: place.row, column: place.column, style: style,
        in: place)
    }
  }

  private struct Layout {
    var box: Rectangle
    var body: Rectangle
    var buttons: [Rectangle]
  }

  private func layout(in rectangle: Rectangle) -> Layout {
    let widths = buttons.map { displayWidth($0) + 4 }
    let across = widths.reduce(0) { $0 + $1 + 2 } - 2
    let natural = max(lines.map(\.width).max() ?? 0, across, displayWidth(title) + 6)
    let width = min(max(32, natural + 4), 72)
    let inner = Panel.content(of: Overlay.box(in: rectangle, columns: width, rows: 3)).columns
    // Buttons that do not fit side by side stand above each other.
    let isStacked = across > inner
    let rows = buttons.isEmpty ? 0 : isStacked ? buttons.count : 1
    let height = Paragraph(lines).height(width: inner) + 4 + rows
    let box = Overlay.box(in: rectangle, columns: width, rows: height)
    let inside = Panel.content(of: box)
    let (body, foot) = inside.splitBottom(min(rows, inside.rows))
    var places: [Rectangle] = []
    var place = Position(row: foot.row, column: foot.right - across)
    for (index, width) in widths.enumerated() {
      let rectangle =
        isStacked
        ? Rectangle(row: foot.row + index, column: foot.column, rows: 1, columns: foot.columns)
        : Rectangle(row: place.row, column: place.column, rows: 1, columns: width)
      places.append(rectangle.intersection(foot))
      place.column += width + 2
    }
    return Layout(box: box, body: body, buttons: places)
  }
}
