import Catalog
import Engine

/// A grid of cells that fills while its run goes on.
public struct GridState: Sendable, Equatable {
  public let grid: Grid
  /// Row-major; nil where nothing has been computed yet.
  public private(set) var values: [Double?]
  private var details: [[Detail]]
  /// A verdict per row, once a cell has settled it.
  public private(set) var marks: [String?]
  /// The newest cells, newest last; two are enough to see which way the grid is filled.
  private var newest: [(Int, Int)] = []

  public init(_ grid: Grid) {
    self.grid = grid
    values = Array(repeating: nil, count: grid.rows.count * grid.columns.count)
    details = Array(repeating: [], count: values.count)
    marks = Array(repeating: nil, count: grid.rows.count)
  }

  public static func == (first: GridState, second: GridState) -> Bool {
    first.grid == second.grid && first.values == second.values && first.marks == second.marks
      && first.details == second.details
  }

  public var name: String { grid.name }
  /// The name without what it begins with where a run has several of a kind: `joint` of `plain/joint`.
  var kind: Substring { grid.name.split(separator: "/").last ?? "" }
  public var rows: Int { grid.rows.count }
  public var columns: Int { grid.columns.count }
  public var filled: Int { values.lazy.filter { $0 != nil }.count }
  public var isComplete: Bool { !values.contains(nil) }

  public func value(row: Int, column: Int) -> Double? { index(row, column).flatMap { values[$0] } }

  public func detail(_ name: String, row: Int, column: Int) -> Double? {
    details(row: row, column: column).first { $0.name == name }?.value
  }

  public func details(row: Int, column: Int) -> [Detail] { index(row, column).map { details[$0] } ?? [] }

  /// The same grid as it is announced anew: with more columns behind those that are there, which keep their cells;
  /// with other rows or columns, empty.
  func announced(_ grid: Grid) -> GridState {
    var next = GridState(grid)
    guard grid.rows == self.grid.rows, grid.columns.starts(with: self.grid.columns) else { return next }
    next.take(from: self, rows: Array(0..<rows), columns: Array(0..<columns))
    next.newest = newest
    return next
  }

  /// Takes over the cells of some rows and columns of another grid, in their order, from the row `first` on.
  mutating func take(from other: GridState, rows: [Int], columns: [Int], at first: Int = 0) {
    for (row, from) in zip(first..., rows) where row < self.rows {
      for (column, source) in columns.enumerated() {
        guard let place = index(row, column), let value = other.value(row: from, column: source) else {
          continue
        }
        values[place] = value
        details[place] = other.details(row: from, column: source)
      }
      marks[row] = other.marks[from]
    }
  }

  public mutating func insert(_ cell: Cell) {
    guard let place = index(cell.row, cell.column) else { return }
    values[place] = cell.value
    details[place] = cell.details
    if let mark = cell.mark { marks[cell.row] = mark }
    newest.append((cell.row, cell.column))
    if newest.count > 2 { newest.removeFirst() }
  }

  /// The range of the colours: what the grid announced, or what its cells span so far.
  public var range: ClosedRange<Double> {
    let known = values.compactMap { $0 }.filter(\.isFinite)
    let low = grid.low ?? known.min() ?? 0
    let high = grid.high ?? known.max() ?? 1
    return low < high ? low...high : low...(low + 1)
  }

  /// The cell that is probably being computed: the next one in the direction in which the newest two lie,
  /// else the first empty one.
  public var pending: (row: Int, column: Int)? {
    guard let last = newest.last else { return firstEmpty }
    if newest.count == 2 {
      let step = (last.0 - newest[0].0, last.1 - newest[0].1)
      let next = (last.0 + step.0.signum(), last.1 + step.1.signum())
      if abs(step.0) + abs(step.1) == 1, let place = index(next.0, next.1), values[place] == nil {
        return next
      }
    }
    return firstEmpty
  }

  private var firstEmpty: (row: Int, column: Int)? {
    values.firstIndex { $0 == nil }.map { ($0 / columns, $0 % columns) }
  }

  private func index(_ row: Int, _ column: Int) -> Int? {
    guard (0..<rows).contains(row), (0..<columns).contains(column) else { return nil }
    return row * columns + column
  }
}
