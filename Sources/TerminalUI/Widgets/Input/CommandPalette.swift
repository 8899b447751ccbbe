/// One command of the palette.
public struct PaletteEntry: Sendable, Equatable {
  public var title: String
  /// The key that does the same, shown at the right.
  public var keys: String
  /// One sentence, shown beneath the list while the entry is chosen.
  public var summary: String

  public init(_ title: String, keys: String = "", summary: String = "") {
    self.title = title
    self.keys = keys
    self.summary = summary
  }
}

/// What has been typed into the palette and which match is chosen; outlives the frame.
public struct PaletteState: Sendable, Equatable {
  public private(set) var field: TextFieldState
  public var list = ScrollState()

  public init(query: String = "") { field = TextFieldState(query) }

  public var query: String { field.text }

  /// Edits what is typed; another text brings the best match back under the cursor.
  public mutating func edit(_ change: (inout TextFieldState) -> Void) {
    let before = field.text
    change(&field)
    if field.text != before { list = ScrollState() }
  }

  public mutating func insert(_ character: Character) { edit { $0.insert(character) } }
  public mutating func paste(_ pasted: String) { edit { $0.insert(pasted) } }
  public mutating func backspace() { edit { $0.backspace() } }
}

/// A line to type into and the commands that match it, the best first.
public struct CommandPalette: Widget {
  public var entries: [PaletteEntry]
  public var state: PaletteState
  public var title: String

  public init(_ entries: [PaletteEntry], state: PaletteState, title: String = "Command") {
    self.entries = entries
    self.state = state
    self.title = title
  }

  /// The indices of the entries that match the query, the best first.
  public var matches: [Int] { found.map(\.index) }

  private var found: [FuzzyMatch] { Fuzzy.filter(entries.map(\.title), query: state.query) }

  /// The index of the chosen entry.
  public var chosen: Int? {
    let matches = matches
    return matches.indices.contains(state.list.selected) ? matches[state.list.selected] : matches.last
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    let found = found
    let layout = layout(found.count, in: rectangle)
    Overlay.frame(layout.box, title: title, on: &surface, theme: theme)
    let ground = theme[.raised]
    guard !layout.line.isEmpty else { return }
    let count = TextLine(found.isEmpty ? "" : " \(found.count)", .muted)
    let (line, right) = layout.line.splitRight(layout.line.columns > 24 ? count.width : 0)
    TextField(state.field, prompt: TextLine("› ", .accent, .bold), placeholder: "type to search").draw(
      in: line, on: &surface, theme: theme, style: theme.plain.on(ground))
    surface.write(
      count, row: right.row, column: right.column, width: right.columns, theme: theme, ground: ground,
      in: right)
    if found.isEmpty {
      surface.write(
        TextLine("no command matches", .muted), row: layout.rows.row, column: layout.rows.column,
        width: layout.rows.columns, theme: theme, ground: ground, in: layout.rows)
    }
    let window = state.list.window(visible: layout.rows.rows, count: found.count)
    let chosen = min(max(0, state.list.selected), found.count - 1)
    for (line, place) in window.enumerated() {
      let area = Rectangle(
        row: layout.rows.row + line, column: layout.rows.column, rows: 1, columns: layout.rows.columns)
      surface.mark(.row(place), in: area)
      if place == chosen { surface.fill(area, style: theme.selected(true)) }
      draw(found[place], isChosen: place == chosen, in: area, on: &surface, theme: theme)
    }
    if window.count < found.count, layout.box.columns > 4 {
      let strip = Rectangle(
        row: layout.rows.row, column: layout.box.right - 1, rows: layout.rows.rows, columns: 1)
      ScrollBar(window: window, count: found.count).draw(in: strip, on: &surface, theme: theme)
    }
    guard !layout.summary.isEmpty, found.indices.contains(chosen) else { return }
    surface.write(
      TextLine(entries[found[chosen].index].summary, .muted), row: layout.summary.row,
      column: layout.summary.column + 1, width: layout.summary.columns - 2, theme: theme, ground: ground,
      in: layout.summary)
  }

  private struct Layout {
    var box: Rectangle
    var line: Rectangle
    var rows: Rectangle
    var summary: Rectangle
  }

  private func layout(_ count: Int, in rectangle: Rectangle) -> Layout {
    let hasSummaries = entries.contains { !$0.summary.isEmpty }
    let longest = entries.map { displayWidth($0.title) + displayWidth($0.keys) + 10 }.max() ?? 0
    let most = max(6, min(16, rectangle.rows * 2 / 3 - 5))
    // The box keeps its height while matches come and go, so that the eye keeps its place.
    let list = min(entries.count, most)
    let box = Overlay.box(
      in: rectangle, columns: min(84, max(64, longest)), rows: list + 4 + (hasSummaries ? 2 : 0), isHigh: true
    )
    let (line, rest) = Panel.content(of: box).splitTop(1)
    let rows = rest.splitTop(rest.rows > 2 ? 1 : 0).rest
    let (list1, summary) = rows.splitBottom(hasSummaries && rows.rows > 4 ? 2 : 0)
    return Layout(box: box, line: line, rows: list1, summary: summary.splitTop(summary.rows - 1).rest)
  }

  private func draw(
    _ match: FuzzyMatch, isChosen: Bool, in area: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    let ground = isChosen ? theme[.selection] : theme[.raised]
    let entry = entries[match.index]
    let marked = Set(match.positions)
    // Underlined, so that a terminal without colours shows them, too.
    let line = TextLine(
      entry.title.enumerated().map { offset, character in
        marked.contains(offset)
          ? TextSpan(String(character), .accent, [.bold, .underline])
          : TextSpan(String(character), isChosen ? .selectionText : .text)
      })
    let keys = displayWidth(entry.keys)
    if isChosen {
      surface.write("▎", row: area.row, column: area.column, style: theme.style(.accent).on(ground), in: area)
    }
    surface.write(
      line, row: area.row, column: area.column + 1, width: area.columns - keys - 4, theme: theme,
      ground: ground, in: area)
    surface.write(
      TextLine(entry.keys, .key), row: area.row, column: area.right - keys - 1, width: keys, theme: theme,
      ground: ground,
      in: area)
  }
}
