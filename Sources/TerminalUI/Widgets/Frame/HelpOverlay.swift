/// Keys that belong together.
public struct HelpGroup: Sendable, Equatable {
  public var title: String
  public var hints: [KeyHint]

  public init(_ title: String, _ hints: [KeyHint]) {
    self.title = title
    self.hints = hints
  }
}

/// All keys by group, in as many columns as fit.
public struct HelpOverlay: Widget {
  public var groups: [HelpGroup]
  public var title: String
  /// Rows scrolled off the top.
  public var scroll: Int
  /// What is searched: only keys whose name or meaning has it are shown.
  public var search: TextFieldState?

  public init(
    _ groups: [HelpGroup], title: String = "Keys", scroll: Int = 0, search: TextFieldState? = nil
  ) {
    self.groups = groups
    self.title = title
    self.scroll = scroll
    self.search = search
  }

  /// The groups that the search leaves.
  private var found: [HelpGroup] {
    guard let search, !search.isEmpty else { return groups }
    return groups.compactMap { group in
      let hints = group.hints.filter {
        TextSearch.contains($0.label, search.text) || TextSearch.contains($0.keys, search.text)
      }
      return hints.isEmpty ? nil : HelpGroup(group.title, hints)
    }
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    let keyWidth = min(16, groups.flatMap(\.hints).map { displayWidth($0.keys) }.max() ?? 0)
    let labelWidth = groups.flatMap(\.hints).map { displayWidth($0.label) }.max() ?? 0
    let columnWidth = max(keyWidth + 2 + labelWidth, groups.map { displayWidth($0.title) }.max() ?? 0)
    let room = rectangle.columns - 8
    let columns = max(1, min(3, groups.count, (room + 3) / (columnWidth + 3)))
    let height = stack(found, columns).map(\.count).max() ?? 0
    // The box keeps the size that all keys need, whatever is searched.
    let full = stack(groups, columns).map(\.count).max() ?? 0
    let box = Overlay.box(
      in: rectangle, columns: columns * (columnWidth + 3) - 3 + 4, rows: full + (search == nil ? 2 : 4))
    Overlay.frame(box, title: title, on: &surface, theme: theme)
    let whole = Panel.content(of: box)
    let (line, inside) = whole.splitTop(search == nil ? 0 : min(whole.rows, 2))
    if let search, !line.isEmpty {
      TextField(search, prompt: TextLine("/", .key, .bold), placeholder: "type to search").draw(
        in: line, on: &surface, theme: theme, style: theme.plain.on(theme[.raised]))
    }
    if height == 0 {
      surface.write(
        TextLine("no key does that", .muted), row: inside.row, column: inside.column, width: inside.columns,
        theme: theme, ground: theme[.raised], in: inside)
    }
    let stacks = stack(found, columns)
    let first = min(max(0, scroll), max(0, height - inside.rows))
    surface.mark(.lines(from: first), in: inside)
    for (index, stack) in stacks.enumerated() {
      let column = inside.column + index * (columnWidth + 3)
      for (line, entry) in stack.dropFirst(first).prefix(inside.rows).enumerated() {
        draw(
          entry, row: inside.row + line, column: column, keyWidth: keyWidth,
          width: min(columnWidth, inside.right - column),
          on: &surface, theme: theme, clip: inside)
      }
    }
    if height > inside.rows, box.columns > 2 {
      let strip = Rectangle(row: inside.row, column: box.right - 1, rows: inside.rows, columns: 1)
      ScrollBar(window: first..<first + inside.rows, count: height).draw(
        in: strip, on: &surface, theme: theme)
    }
  }

  private enum Entry {
    case title(String)
    case hint(KeyHint)
    case blank
  }

  private func draw(
    _ entry: Entry, row: Int, column: Int, keyWidth: Int, width: Int, on surface: inout Surface, theme: Theme,
    clip: Rectangle
  ) {
    let ground = theme[.raised]
    switch entry {
    case .blank: return
    case .title(let title):
      surface.write(
        TextLine(title, .accent, .bold), row: row, column: column, width: width, theme: theme, ground: ground,
        in: clip)
    case .hint(let hint):
      surface.write(
        TextLine(hint.keys, .key), row: row, column: column, width: min(keyWidth, width), theme: theme,
        ground: ground,
        in: clip)
      surface.write(
        TextLine(hint.label), row: row, column: column + keyWidth + 2, width: width - keyWidth - 2,
        theme: theme,
        ground: ground, in: clip)
    }
  }

  /// Groups go one after the other to the column that is shortest so far.
  private func stack(_ groups: [HelpGroup], _ columns: Int) -> [[Entry]] {
    var stacks: [[Entry]] = Array(repeating: [], count: columns)
    for group in groups {
      let shortest = stacks.indices.min { stacks[$0].count < stacks[$1].count } ?? 0
      if !stacks[shortest].isEmpty { stacks[shortest].append(.blank) }
      stacks[shortest].append(.title(group.title))
      stacks[shortest] += group.hints.map(Entry.hint)
    }
    return stacks
  }
}
