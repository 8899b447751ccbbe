import Engine

/// Which rows and columns of several grids answer to each other, so that one cursor serves all; what has no partner in
/// every grid is left out and named.
///
/// Rows answer to each other by name. Where two networks have the same layers under other numbers, as a plain and a
/// batch-norm network do whose layers are counted through, they do by their place. Columns go by their label.
struct GridMatch {
  /// For each grid the indices of its rows, in the order that they have in all.
  let rows: [[Int]]
  let columns: [[Int]]

  private let grids: [Grid]

  init(_ grids: [Grid]) {
    self.grids = grids
    rows = Self.matched(grids.map(\.rows), byPlace: true)
    // The columns of a joint map are its rows.
    columns =
      grids.allSatisfy { $0.columns == $0.rows } ? rows : Self.matched(grids.map(\.columns), byPlace: false)
  }

  /// The names of what is left out of a grid.
  func leftOut(of grid: Int) -> [String] {
    let (own, rows, columns) = (grids[grid], Set(rows[grid]), Set(columns[grid]))
    let names = own.rows.indices.filter { !rows.contains($0) }.map { own.rows[$0] }
    guard own.columns != own.rows else { return names }
    return names + own.columns.indices.filter { !columns.contains($0) }.map { "@ \(own.columns[$0])" }
  }

  /// The cells of one of the grids at what all have, under the first grid's names.
  func picked(_ grid: GridState, at place: Int) -> GridState {
    var frame = grid.grid
    guard let first = grids.first else { return grid }
    frame.rows = rows[0].map { first.rows[$0] }
    frame.columns = columns[0].map { first.columns[$0] }
    frame.rowMarks = grid.grid.rowMarks.map { marks in
      rows[place].map { marks.indices.contains($0) ? marks[$0] : "" }
    }
    var picked = GridState(frame)
    picked.take(from: grid, rows: rows[place], columns: columns[place])
    return picked
  }

  private static func matched(_ names: [[String]], byPlace: Bool) -> [[Int]] {
    guard let first = names.first else { return [] }
    let partners = names.map { own -> [Int?] in
      if own == first || (byPlace && shape(own) == shape(first)) { return Array(first.indices) }
      let places = Dictionary(own.enumerated().map { ($1, $0) }) { first, _ in first }
      return first.map { places[$0] }
    }
    let shared = first.indices.filter { place in partners.allSatisfy { $0[place] != nil } }
    return partners.map { partner in shared.compactMap { partner[$0] } }
  }

  /// The names without their numbers: of `features.3` and `features.4` the same.
  private static func shape(_ names: [String]) -> [String] { names.map { $0.filter { !$0.isNumber } } }
}

extension GridState {
  /// The values of another grid of the same rows and columns less these.
  func difference(to other: GridState) -> GridState {
    var frame = grid
    (frame.name, frame.low, frame.high) = ("difference", nil, nil)
    var difference = GridState(frame)
    for row in 0..<rows {
      for column in 0..<columns {
        guard let own = value(row: row, column: column), let value = other.value(row: row, column: column)
        else { continue }
        difference.insert(
          Cell(grid: frame.name, row: row, column: column, value: value - own))
      }
    }
    return difference
  }
}
