/// The names of the screens, numbered by the keys that open them.
public struct Tabs: Widget {
  public var titles: [String]
  public var selected: Int
  /// Whether each title carries its digit.
  public var isNumbered: Bool

  public init(_ titles: [String], selected: Int, isNumbered: Bool = true) {
    self.titles = titles
    self.selected = selected
    self.isNumbered = isNumbered
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle.splitTop(1).top, style: theme.plain)
    guard !rectangle.isEmpty else { return }
    let full = titles.indices.map { label($0, isShort: false).count + 1 }.reduce(0, +)
    // Where the names do not fit, only the open screen keeps its own.
    let isShort = full > rectangle.columns
    var column = rectangle.column
    for index in titles.indices {
      let isSelected = index == selected
      let text = label(index, isShort: isShort && !isSelected)
      let style =
        isSelected
        ? Style(foreground: theme[.selectionText], background: theme[.selection], attributes: .bold)
        : theme.style(.muted)
      surface.write(text, row: rectangle.row, column: column, style: style, in: rectangle)
      if isNumbered, !isSelected {
        surface.write(
          "\(index + 1)", row: rectangle.row, column: column + 1, style: theme.style(.key), in: rectangle)
      }
      let place = Rectangle(row: rectangle.row, column: column, rows: 1, columns: displayWidth(text))
      surface.mark(.tab(index), in: place.intersection(rectangle))
      column += displayWidth(text) + 1
    }
  }

  private func label(_ index: Int, isShort: Bool) -> String {
    let number = isNumbered ? "\(index + 1)" : ""
    if isShort, isNumbered { return " \(number) " }
    return isNumbered ? " \(number) \(titles[index]) " : " \(titles[index]) "
  }
}
