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
    for (index, label, place) in layout(in: rectangle) {
      surface.mark(.tab(index), in: place)
      let isSelected = index == selected
      let style =
        isSelected
        ? Style(foreground: theme[.selectionText], background: theme[.selection], attributes: .bold)
        : theme.style(.muted)
      // Brackets tell the open one where there are neither colours nor reversed grounds to be sure of.
      let isBare = isSelected && (surface.isColorless(theme) || surface.isASCII)
      surface.write(
        isBare ? "[" + label.dropFirst().dropLast() + "]" : label, row: place.row, column: place.column,
        style: style, in: place)
      if isNumbered, !isSelected {
        surface.write(
          "\(index + 1)", row: place.row, column: place.column + 1, style: theme.style(.key), in: place)
      }
    }
  }

  /// The tabs that are seen. Where all names do not fit they move together, then only the open screen keeps its own, cut if need be; where
  /// digits do not fit either, those around the open one stay.
  private func layout(in rectangle: Rectangle) -> [(index: Int, label: String, place: Rectangle)] {
    guard !rectangle.isEmpty, !titles.isEmpty else { return [] }
    var labels = titles.indices.map { label($0, isShort: false) }
    let narrow = labels.reduce(0) { $0 + displayWidth($1) }
    let isTight = isNumbered && narrow + labels.count - 1 > rectangle.columns && narrow <= rectangle.columns
    let gap = isTight ? 0 : 1
    func width(_ labels: [String]) -> Int { labels.reduce(0) { $0 + displayWidth($1) + gap } - gap }
    if width(labels) > rectangle.columns {
      labels = titles.indices.map { label($0, isShort: $0 != selected) }
    }
    if !isNumbered, width(labels) > rectangle.columns {
      // Names alone: each gives up the same.
      let each = max(3, (rectangle.columns - titles.count + 1) / titles.count - 2)
      labels = titles.map { " " + TextFitting.cut($0, to: each) + " " }
    }
    var first = 0
    let open = min(max(0, selected), titles.count - 1)
    while first < open, width(Array(labels[first...open])) > rectangle.columns { first += 1 }
    var column = rectangle.column
    var places: [(index: Int, label: String, place: Rectangle)] = []
    for index in first..<labels.count {
      let room = rectangle.right - column
      let isWhole = displayWidth(labels[index]) <= room
      guard isWhole || index == open, room > 0 else { break }
      let text = isWhole ? labels[index] : TextFitting.cut(labels[index], to: room)
      let width = displayWidth(text)
      places.append((index, text, Rectangle(row: rectangle.row, column: column, rows: 1, columns: width)))
      column += width + gap
    }
    return places
  }

  private func label(_ index: Int, isShort: Bool) -> String {
    guard isNumbered else { return " \(titles[index]) " }
    return isShort ? " \(index + 1) " : " \(index + 1) \(titles[index]) "
  }
}
