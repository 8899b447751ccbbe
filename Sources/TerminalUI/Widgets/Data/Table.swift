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
  /// Columns that are put away.
  public var hidden: Set<Int> = []
  /// The column that the cursor is on.
  public var cursorColumn: Int?
  /// The line beneath the rows: what is typed as filter, and how many rows pass it.
  public var filterLine: TableFilterLine?
  private var words: [String] = []

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

  /// The rows of a source in the order that the state keeps; settle the state first.
  public init(
    _ columns: [TableColumn], source: some TableSource, state: TableState, isFocused: Bool = true,
    emptyText: String = "nothing here"
  ) {
    let order = state.order
    self.init(
      columns, rowCount: order.count, state: state.list, isFocused: isFocused,
      sorting: state.sorting.map { ($0.column, $0.isAscending) },
      emptyText: state.filter.isEmpty ? emptyText : "no row passes the filter"
    ) { place in order[place] < source.rowCount ? source.cells(order[place]) : [] }
    hidden = state.hidden
    cursorColumn = state.column
    words = state.words
    if state.isTyping || !state.filter.isEmpty {
      filterLine = TableFilterLine(
        field: state.filter, isTyping: state.isTyping, found: order.count, total: source.rowCount)
    }
  }

  /// The rows visible in a rectangle of that height; for `settle`.
  public func visibleRows(height: Int) -> Int {
    let header = showsHeader && height > 1 ? 1 : 0
    return max(0, height - header - (filterLine != nil && height > 2 ? 1 : 0))
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    guard !rectangle.isEmpty else { return }
    let (header, body, foot) = areas(in: rectangle)
    let layout = layout(in: rectangle)
    drawHeader(layout, in: header, on: &surface, theme: theme)
    if !foot.isEmpty, let filterLine { filterLine.draw(in: foot, on: &surface, theme: theme) }
    guard rowCount > 0 else {
      surface.write(
        TextLine(emptyText, .muted), row: body.row, column: body.column + 1, width: body.columns - 1,
        theme: theme,
        in: body)
      return
    }
    let window = state.window(visible: body.rows, count: rowCount)
    let drawing = TableRowDrawing(
      columns: columns, places: layout.places, words: words, isFocused: isFocused)
    for (line, index) in window.enumerated() {
      let area = Rectangle(
        row: body.row + line, column: body.column, rows: 1,
        columns: body.columns - (hasScrollBar(rectangle) ? 2 : 0))
      surface.mark(.row(index), in: area)
      drawing.draw(row(index), isChosen: index == state.selected, in: area, on: &surface, theme: theme)
    }
    if hasScrollBar(rectangle) {
      let strip = Rectangle(row: body.row, column: body.right - 1, rows: body.rows, columns: 1)
      ScrollBar(window: window, count: rowCount).draw(in: strip, on: &surface, theme: theme)
    }
  }

  private func areas(in rectangle: Rectangle) -> (header: Rectangle, body: Rectangle, foot: Rectangle) {
    let (header, rest) = rectangle.splitTop(showsHeader && rectangle.rows > 1 ? 1 : 0)
    let (body, foot) = rest.splitBottom(rest.rows - visibleRows(height: rectangle.rows))
    return (header, body, foot)
  }

  private func hasScrollBar(_ rectangle: Rectangle) -> Bool {
    rowCount > visibleRows(height: rectangle.rows) && rectangle.columns > 12
  }

  private func layout(in rectangle: Rectangle) -> TableLayout {
    TableLayout(
      columns, hidden: hidden, kept: cursorColumn,
      width: rectangle.columns - (hasScrollBar(rectangle) ? 2 : 0))
  }

  private func drawHeader(
    _ layout: TableLayout, in rectangle: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    guard !rectangle.isEmpty else { return }
    for (index, start, width) in layout.places {
      surface.mark(
        .column(index),
        in: Rectangle(row: rectangle.row, column: rectangle.column + start, rows: 1, columns: width)
          .intersection(rectangle))
      let isHere = isFocused && index == cursorColumn
      let attributes: Attributes = isHere ? [.bold, .underline] : []
      var title = TextLine(columns[index].title, isHere ? .title : .muted, attributes)
      if let sorting, sorting.column == index {
        // The mark stays where the title does not fit.
        title = TextFitting.cut(title, to: max(0, width - 2))
        title += TextLine(sorting.isAscending ? " ▲" : " ▼", .accent)
      }
      surface.write(
        title, row: rectangle.row, column: rectangle.column + start, width: width, theme: theme,
        alignment: columns[index].alignment, in: rectangle)
    }
  }
}

/// `/typed   12 of 100 000`
public struct TableFilterLine: Sendable, Equatable {
  var field: TextFieldState
  var isTyping: Bool
  var found: Int
  var total: Int

  func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    let count = TextLine(" \(found) of \(total)", found == 0 ? .warning : .muted)
    let (line, right) = rectangle.splitRight(rectangle.columns > count.width + 10 ? count.width : 0)
    TextField(field, prompt: TextLine(" /", .key, .bold), isFocused: isTyping).draw(
      in: line, on: &surface, theme: theme)
    surface.write(count, row: right.row, column: right.column, width: right.columns, theme: theme, in: right)
  }
}

/// Draws one row of a table.
struct TableRowDrawing {
  let columns: [TableColumn]
  let places: [(column: Int, start: Int, width: Int)]
  /// Words to be marked.
  let words: [String]
  let isFocused: Bool

  func draw(
    _ cells: [TableCell], isChosen: Bool, in area: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    let style = isChosen ? theme.selected(isFocused) : theme.plain
    if isChosen {
      surface.fill(area, style: style)
      surface.write(
        isFocused ? "▎" : " ", row: area.row, column: area.column,
        style: theme.style(.accent).on(style.background), in: area)
    }
    for (column, start, width) in places where cells.indices.contains(column) {
      let cell = Rectangle(row: area.row, column: area.column + start, rows: 1, columns: width)
        .intersection(area)
      switch cells[column] {
      case .text(let line):
        surface.write(
          TextSearch.marked(line, words), row: cell.row, column: cell.column, width: width, theme: theme,
          alignment: columns[column].alignment, ground: style.background, in: cell)
      case .sparkline(let values, let role):
        Sparkline(values, role: role).draw(in: cell, on: &surface, theme: theme, ground: style.background)
      case .bar(let share, let role):
        ProgressTrack(share: share, role: role).draw(
          in: cell, on: &surface, theme: theme, ground: style.background)
      }
    }
  }
}
