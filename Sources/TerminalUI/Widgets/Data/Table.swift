public struct TableColumn: Sendable, Equatable {
  public enum Width: Sendable, Equatable {
    case fixed(Int)
    /// At least `minimum`; what is left over goes to such columns evenly.
    case flexible(minimum: Int)
  }

  public var title: String
  public var width: Width
  public var alignment: Alignment
  /// Where not all columns fit those of the greatest rank go first.
  public var rank: Int

  public init(_ title: String, width: Width, alignment: Alignment = .left, rank: Int = 0) {
    self.title = title
    self.width = width
    self.alignment = alignment
    self.rank = rank
  }
}

public enum TableCell: Sendable, Equatable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  case text(TextLine)
  case sparkline([Double], Role)
  /// A share 0…1.
  case bar(Double, Role)

  public init(stringLiteral value: String) { self = .text(TextLine(value)) }
  public init(_ text: String, _ role: Role = .text) { self = .text(TextLine(text, role)) }
}

/// Rows and columns with a chosen row. Only the visible rows are asked for, so a hundred thousand cost what twenty do.
public struct Table: Widget {
  public var columns: [TableColumn]
  public var rowCount: Int
  public var row: @Sendable (Int) -> [TableCell]
  public var state: ScrollState
  public var isFocused: Bool
  public var showsHeader: Bool
  /// The column by which the rows are sorted, for the mark in the header.
  public var sorting: (column: Int, isAscending: Bool)?
  /// What is said when there are no rows.
  public var emptyText: String

  public init(
    _ columns: [TableColumn], rowCount: Int, state: ScrollState = ScrollState(), isFocused: Bool = true,
    showsHeader: Bool = true, sorting: (column: Int, isAscending: Bool)? = nil,
    emptyText: String = "nothing here",
    row: @escaping @Sendable (Int) -> [TableCell]
  ) {
    self.columns = columns
    self.rowCount = rowCount
    self.state = state
    self.isFocused = isFocused
    self.showsHeader = showsHeader
    self.sorting = sorting
    self.emptyText = emptyText
    self.row = row
  }

  public init(
    _ columns: [TableColumn], rows: [[TableCell]], state: ScrollState = ScrollState(), isFocused: Bool = true,
    showsHeader: Bool = true, sorting: (column: Int, isAscending: Bool)? = nil,
    emptyText: String = "nothing here"
  ) {
    self.init(
      columns, rowCount: rows.count, state: state, isFocused: isFocused, showsHeader: showsHeader,
      sorting: sorting,
      emptyText: emptyText, row: { rows[$0] })
  }

  /// The rows visible in a rectangle of that height; for `ScrollState.settle`.
  public func visibleRows(height: Int) -> Int { max(0, height - (showsHeader && height > 1 ? 1 : 0)) }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    guard !rectangle.isEmpty else { return }
    let visible = visibleRows(height: rectangle.rows)
    let hasScrollBar = rowCount > visible && rectangle.columns > 12
    let widths = layout(width: rectangle.columns - (hasScrollBar ? 2 : 0))
    let body = rectangle.splitTop(rectangle.rows - visible).rest
    if visible < rectangle.rows { drawHeader(widths, in: rectangle, on: &surface, theme: theme) }
    guard rowCount > 0 else {
      surface.write(
        TextLine(emptyText, .muted), row: body.row, column: body.column + 1, width: body.columns - 1,
        theme: theme,
        in: body)
      return
    }
    let window = state.window(visible: visible, count: rowCount)
    for (line, index) in window.enumerated() {
      let area = Rectangle(
        row: body.row + line, column: body.column, rows: 1, columns: body.columns - (hasScrollBar ? 2 : 0))
      surface.mark(.row(index), in: area)
      drawRow(index, widths, in: area, on: &surface, theme: theme)
    }
    if hasScrollBar {
      let strip = Rectangle(row: body.row, column: body.right - 1, rows: body.rows, columns: 1)
      ScrollBar(window: window, count: rowCount).draw(in: strip, on: &surface, theme: theme)
    }
  }

  private func drawHeader(_ widths: [Int], in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    var column = rectangle.column + 1
    for (index, width) in widths.enumerated() where width > 0 {
      surface.mark(
        .column(index),
        in: Rectangle(row: rectangle.row, column: column, rows: 1, columns: width).intersection(rectangle))
      var title = TextLine(columns[index].title, .muted)
      if let sorting, sorting.column == index {
        title += TextLine(sorting.isAscending ? " ▲" : " ▼", .accent)
      }
      surface.write(
        title, row: rectangle.row, column: column, width: width, theme: theme,
        alignment: columns[index].alignment,
        in: rectangle)
      column += width + 2
    }
  }

  private func drawRow(
    _ index: Int, _ widths: [Int], in area: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    let isChosen = index == state.selected
    let style = isChosen ? theme.selected(isFocused) : theme.plain
    if isChosen {
      surface.fill(area, style: style)
      if isFocused {
        surface.write(
          "▎", row: area.row, column: area.column, style: theme.style(.accent).on(style.background), in: area)
      }
    }
    let cells = row(index)
    var column = area.column + 1
    for (place, width) in widths.enumerated() where width > 0 {
      defer { column += width + 2 }
      guard cells.indices.contains(place) else { continue }
      let cell = Rectangle(row: area.row, column: column, rows: 1, columns: width).intersection(area)
      switch cells[place] {
      case .text(let line):
        surface.write(
          line, row: area.row, column: column, width: width, theme: theme,
          alignment: columns[place].alignment,
          ground: style.background, in: cell)
      case .sparkline(let values, let role):
        Sparkline(values, role: role).draw(in: cell, on: &surface, theme: theme, ground: style.background)
      case .bar(let share, let role):
        surface.write(
          String(repeating: "━", count: width), row: area.row, column: column,
          style: theme.style(.faint).on(style.background), in: cell)
        surface.write(
          String(
            repeating: "━", count: Int((min(1, max(0, share.isFinite ? share : 0)) * Double(width)).rounded())
          ),
          row: area.row, column: column, style: theme.style(role).on(style.background), in: cell)
      }
    }
  }

  /// The width of each column; 0 for one that is left out.
  private func layout(width: Int) -> [Int] {
    var widths = columns.map { column in
      switch column.width {
      case .fixed(let width): width
      case .flexible(let minimum): max(1, minimum)
      }
    }
    func total() -> Int { widths.filter { $0 > 0 }.reduce(1) { $0 + $1 + 2 } - 2 }
    let dispensable = columns.indices.filter { columns[$0].rank > 0 }.sorted {
      (columns[$0].rank, $0) > (columns[$1].rank, $1)
    }
    for index in dispensable where total() > width { widths[index] = 0 }
    // Then the last of the others, for half a column says nothing.
    for index in columns.indices.dropFirst().reversed() where total() > width { widths[index] = 0 }
    let flexible = columns.indices.filter { index in
      if case .flexible = columns[index].width { widths[index] > 0 } else { false }
    }
    var free = width - total()
    for (place, index) in flexible.enumerated() where free > 0 {
      let share = free / (flexible.count - place)
      widths[index] += share
      free -= share
    }
    return widths
  }
}

/// Where in a long list the window is.
struct ScrollBar {
  let window: Range<Int>
  let count: Int

  func draw(in strip: Rectangle, on surface: inout Surface, theme: Theme) {
    guard count > 0, !strip.isEmpty else { return }
    surface.mark(.scrollBar(count: count), in: strip)
    let thumb = max(1, strip.rows * window.count / count)
    let travel = strip.rows - thumb
    let room = max(1, count - window.count)
    let start = (window.lowerBound * travel + room / 2) / room
    for row in 0..<strip.rows {
      let isThumb = row >= start && row < start + thumb
      surface.write(
        isThumb ? "┃" : "│", row: strip.row + row, column: strip.column,
        style: theme.style(isThumb ? .muted : .faint),
        in: strip)
    }
  }
}
