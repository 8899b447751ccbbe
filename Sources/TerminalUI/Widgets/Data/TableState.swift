public struct TableSorting: Sendable, Equatable {
  public var column: Int
  public var isAscending: Bool

  public init(column: Int, isAscending: Bool) {
    self.column = column
    self.isAscending = isAscending
  }
}

/// How a reader looks at a table: order, filter, columns, cursor. It keeps the sorted indices, so that a frame costs
/// what its visible rows cost; outlives the frame.
public struct TableState: Sendable, Equatable {
  /// The cursor and the window, in places of `order`.
  public var list = ScrollState()
  public private(set) var sorting: TableSorting?
  /// The filter as it is typed; see `TableFilter` for what it understands.
  public var filter = TextFieldState()
  /// Whether keys go to the filter.
  public var isTyping = false
  /// Columns that the reader has put away.
  public private(set) var hidden: Set<Int> = []
  /// The column that the cursor is on.
  public private(set) var column = 0
  /// The source's rows as they are shown.
  public private(set) var order: [Int] = []
  /// The words to be marked in the rows.
  private(set) var words: [String] = []

  private var known: Inquiry?
  private var filtered: [Int] = []

  /// What the order was made from.
  private struct Inquiry: Sendable, Equatable {
    var version: Int
    var rowCount: Int
    var filter: String
    var sorting: TableSorting?
  }

  public init(sorting: TableSorting? = nil, filter: String = "", hidden: Set<Int> = []) {
    self.sorting = sorting
    self.filter = TextFieldState(filter)
    self.hidden = hidden
  }

  /// The row of the source under the cursor.
  public var selectedRow: Int? { order.indices.contains(list.selected) ? order[list.selected] : nil }

  /// Brings the order up to date. Nothing is done while rows, filter and sorting are as they were.
  ///
  /// The cursor stays on its row wherever that goes.
  /// - Parameters:
  ///   - version: changes when the rows' content does.
  ///   - visible: how many rows are seen, see `Table.visibleRows(height:)`.
  public mutating func settle(
    _ source: some TableSource, columns: [TableColumn], version: Int = 0, visible: Int
  ) {
    let next = Inquiry(
      version: version, rowCount: source.rowCount, filter: filter.text, sorting: sorting)
    if next != known {
      let chosen = selectedRow
      if needsFilter(next) { refilter(source, columns, next) }
      order = sorted(source, columns)
      known = next
      if let chosen, let place = order.firstIndex(of: chosen) { list.selected = place }
    }
    list.settle(visible: visible, count: order.count)
  }

  private func needsFilter(_ next: Inquiry) -> Bool {
    guard let known else { return true }
    return (next.version, next.rowCount, next.filter) != (known.version, known.rowCount, known.filter)
  }

  private mutating func refilter(_ source: some TableSource, _ columns: [TableColumn], _ next: Inquiry) {
    let filter = TableFilter(next.filter, columns: columns)
    words = filter.words
    var candidates = Array(0..<source.rowCount)
    if let known, (known.version, known.rowCount) == (next.version, next.rowCount),
      filter.narrows(TableFilter(known.filter, columns: columns))
    {
      candidates = filtered
    }
    filtered =
      filter.terms.isEmpty
      ? candidates : candidates.filter { filter.passes($0, of: source, columns: columns.count) }
  }

  /// Rows that compare equal keep the source's order.
  private func sorted(_ source: some TableSource, _ columns: [TableColumn]) -> [Int] {
    guard let sorting, columns.indices.contains(sorting.column) else { return filtered }
    let (column, isAscending) = (sorting.column, sorting.isAscending)
    if let first = filtered.first, source.number(first, column) != nil {
      let keyed = filtered.map { (key: source.number($0, column) ?? .nan, row: $0) }
      return keyed.sorted { a, b in
        if a.key.isNaN || b.key.isNaN { return b.key.isNaN ? (a.key.isNaN ? a.row < b.row : true) : false }
        if a.key == b.key { return a.row < b.row }
        return isAscending ? a.key < b.key : a.key > b.key
      }.map(\.row)
    }
    let keyed = filtered.map { (key: source.text($0, column).lowercased(), row: $0) }
    return keyed.sorted { a, b in
      if a.key == b.key { return a.row < b.row }
      return isAscending ? a.key < b.key : a.key > b.key
    }.map(\.row)
  }

  // MARK: What keys do

  public mutating func move(by step: Int) { list.move(by: step, count: order.count) }
  public mutating func moveToFirst() { list.select(0, count: order.count) }
  public mutating func moveToLast() { list.select(order.count - 1, count: order.count) }

  /// Puts the cursor on a row of the source, if it is shown.
  public mutating func select(row: Int) {
    if let place = order.firstIndex(of: row) { list.selected = place }
  }

  /// To the next or previous column that is not put away.
  public mutating func moveColumn(by step: Int, count: Int) {
    var next = column + step.signum()
    while (0..<count).contains(next), hidden.contains(next) { next += step.signum() }
    if (0..<count).contains(next) { column = next }
  }

  public mutating func select(column: Int, count: Int) {
    if (0..<count).contains(column), !hidden.contains(column) { self.column = column }
  }

  /// Sorts by a column: the telling end first, then the other, then not at all.
  public mutating func sort(by column: Int, columns: [TableColumn]) {
    guard columns.indices.contains(column) else { return }
    // Of figures the greatest are looked for, of names the first.
    let first = columns[column].alignment != .right
    switch sorting {
    case .some(let old) where old.column == column && old.isAscending == first:
      sorting = TableSorting(column: column, isAscending: !first)
    case .some(let old) where old.column == column: sorting = nil
    default: sorting = TableSorting(column: column, isAscending: first)
    }
  }

  /// Puts a column away or brings it back; the last one stays.
  public mutating func toggle(column: Int, count: Int) {
    if hidden.remove(column) != nil { return }
    guard hidden.count + 1 < count else { return }
    hidden.insert(column)
    if column == self.column {
      self.column =
        (0..<count).first { !hidden.contains($0) && $0 > column }
        ?? (0..<count).last { !hidden.contains($0) } ?? 0
    }
  }

  public mutating func showAllColumns() { hidden = [] }
}
