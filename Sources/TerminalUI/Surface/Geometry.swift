/// A place on the surface; rows grow downwards.
public struct Position: Sendable, Equatable, Hashable {
  public var row: Int
  public var column: Int
  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}

public struct Size: Sendable, Equatable, Hashable {
  public var rows: Int
  public var columns: Int
  public init(rows: Int, columns: Int) {
    self.rows = max(0, rows)
    self.columns = max(0, columns)
  }
}

/// A rectangle of cells; never of negative size.
public struct Rectangle: Sendable, Equatable, Hashable {
  public var row: Int
  public var column: Int
  public var rows: Int
  public var columns: Int

  public init(row: Int, column: Int, rows: Int, columns: Int) {
    self.row = row
    self.column = column
    self.rows = max(0, rows)
    self.columns = max(0, columns)
  }

  public init(_ size: Size) { self.init(row: 0, column: 0, rows: size.rows, columns: size.columns) }

  public var size: Size { Size(rows: rows, columns: columns) }
  public var isEmpty: Bool { rows == 0 || columns == 0 }
  public var bottom: Int { row + rows }
  public var right: Int { column + columns }

  public func contains(_ position: Position) -> Bool {
    position.row >= row && position.row < bottom && position.column >= column && position.column < right
  }

  public func intersection(_ other: Rectangle) -> Rectangle {
    let top = max(row, other.row), left = max(column, other.column)
    return Rectangle(
      row: top, column: left, rows: min(bottom, other.bottom) - top,
      columns: min(right, other.right) - left)
  }

  public func inset(rows vertical: Int, columns horizontal: Int) -> Rectangle {
    Rectangle(
      row: row + vertical, column: column + horizontal, rows: rows - 2 * vertical,
      columns: columns - 2 * horizontal)
  }

  /// The upper `count` rows and the rest.
  public func splitTop(_ count: Int) -> (top: Rectangle, rest: Rectangle) {
    let taken = min(max(0, count), rows)
    return (
      Rectangle(row: row, column: column, rows: taken, columns: columns),
      Rectangle(row: row + taken, column: column, rows: rows - taken, columns: columns)
    )
  }

  /// The lower `count` rows and the rest above them.
  public func splitBottom(_ count: Int) -> (rest: Rectangle, bottom: Rectangle) {
    let (top, rest) = splitTop(rows - min(max(0, count), rows))
    return (top, rest)
  }

  /// The left `count` columns and the rest.
  public func splitLeft(_ count: Int) -> (left: Rectangle, rest: Rectangle) {
    let taken = min(max(0, count), columns)
    return (
      Rectangle(row: row, column: column, rows: rows, columns: taken),
      Rectangle(row: row, column: column + taken, rows: rows, columns: columns - taken)
    )
  }

  /// The right `count` columns and the rest before them.
  public func splitRight(_ count: Int) -> (rest: Rectangle, right: Rectangle) {
    let (rest, right) = splitLeft(columns - min(max(0, count), columns))
    return (rest, right)
  }
}
