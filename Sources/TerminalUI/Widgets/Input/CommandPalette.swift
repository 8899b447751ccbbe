/// One command of the palette.
public struct PaletteEntry: Sendable, Equatable {
  public var title: String
  /// The key that does the same, shown at the right.
  public var keys: String

  public init(_ title: String, keys: String = "") {
    self.title = title
    self.keys = keys
  }
}

/// What has been typed into the palette and which match is chosen; outlives the frame.
public struct PaletteState: Sendable, Equatable {
  public private(set) var query = ""
  public var list = ScrollState()

  public init(query: String = "") { self.query = query }

  public mutating func insert(_ character: Character) {
    query.append(character)
    list = ScrollState()
  }

  public mutating func backspace() {
    if !query.isEmpty { query.removeLast() }
    list = ScrollState()
  }
}

/// A line to type into and the commands that match it, the best first.
public struct CommandPalette: Widget {
  public var entries: [PaletteEntry]
  public var state: PaletteState

  public init(_ entries: [PaletteEntry], state: PaletteState) {
    self.entries = entries
    self.state = state
  }

  /// The indices of the entries that match the query, the best first.
  public var matches: [Int] { Fuzzy.filter(entries.map(\.title), query: state.query).map(\.index) }

  /// The index of the chosen entry.
  public var chosen: Int? {
    let matches = matches
    return matches.indices.contains(state.list.selected) ? matches[state.list.selected] : matches.last
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    let found = Fuzzy.filter(entries.map(\.title), query: state.query)
    let box = Overlay.box(
      in: rectangle, columns: 64, rows: min(found.count, 12) + 4, isHigh: true)
    Overlay.frame(box, title: "Command", on: &surface, theme: theme)
    let inside = Panel.content(of: box)
    let ground = theme[.raised]
    guard !inside.isEmpty else { return }
    let (line, list) = inside.splitTop(1)
    let end = surface.write(
      TextLine("› ", .accent, .bold) + TextLine(state.query, .title), row: line.row, column: line.column,
      width: line.columns - 1, theme: theme, ground: ground, in: line)
    surface.write(
      " ", row: line.row, column: end,
      style: Style(foreground: theme[.text], background: ground, attributes: .reverse),
      in: line)
    let rows = list.splitTop(1).rest
    if found.isEmpty {
      surface.write(
        TextLine("no command matches", .muted), row: rows.row, column: rows.column, width: rows.columns,
        theme: theme,
        ground: ground, in: rows)
    }
    let window = state.list.window(visible: rows.rows, count: found.count)
    for (line, place) in window.enumerated() {
      let area = Rectangle(row: rows.row + line, column: rows.column, rows: 1, columns: rows.columns)
      let isChosen = place == min(state.list.selected, found.count - 1)
      surface.mark(.row(place), in: area)
      if isChosen { surface.fill(area, style: theme.selected(true)) }
      draw(found[place], isChosen: isChosen, in: area, on: &surface, theme: theme)
    }
  }

  private func draw(
    _ match: FuzzyMatch, isChosen: Bool, in area: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    let ground = isChosen ? theme[.selection] : theme[.raised]
    let entry = entries[match.index]
    let marked = Set(match.positions)
    let line = TextLine(
      entry.title.enumerated().map { offset, character in
        marked.contains(offset)
          ? TextSpan(String(character), .accent, .bold)
          : TextSpan(String(character), isChosen ? .selectionText : .text)
      })
    let keys = displayWidth(entry.keys)
    surface.write(
      line, row: area.row, column: area.column + 1, width: area.columns - keys - 4, theme: theme,
      ground: ground, in: area)
    surface.write(
      TextLine(entry.keys, .key), row: area.row, column: area.right - keys - 1, width: keys, theme: theme,
      ground: ground,
      in: area)
  }
}
