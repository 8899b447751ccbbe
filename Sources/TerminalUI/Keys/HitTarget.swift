import Foundation

/// What a rectangle stands for. Numbers count from 0 within the thing that the rectangle lies in.
public enum HitTarget: Sendable, Hashable {
  /// The first row of the screen.
  case bar
  /// The last row of the screen.
  case footer
  /// A pane, by the number that the screen gives it.
  case pane(Int)
  /// All beneath is out of reach, inside the rectangle and outside: registered before a dialog's parts.
  case cover
  case row(Int)
  /// The title of a table's column.
  case column(Int)
  case scrollBar(count: Int)
  /// Lines of which the first one seen has that number.
  case lines(from: Int)
  case tab(Int)
  /// A hint of the footer.
  case hint(Int)
  case button(Int)
  case field(Int)
  case picture(Int)
  case cells(HitCells)
  case chart(HitChart)
  case split(HitSplit)
  /// The bar that shows how far a recording has been played.
  case scrub
}

/// A window onto a grid of cells of one size.
public struct HitCells: Sendable, Hashable {
  /// The grid's rows and columns that are seen.
  public var rows: Range<Int>
  public var columns: Range<Int>
  public var cellRows: Int
  public var cellColumns: Int
  /// The grid's row for each row of cells, where they are not simply `rows`: some may be folded, or two in one.
  public var rowOf: [Int]

  public init(
    rows: Range<Int>, columns: Range<Int>, cellRows: Int = 1, cellColumns: Int = 1, rowOf: [Int] = []
  ) {
    self.rows = rows
    self.columns = columns
    self.cellRows = max(1, cellRows)
    self.cellColumns = max(1, cellColumns)
    self.rowOf = rowOf
  }

  /// The cell at a place from the window's corner; the nearest one for a place beyond an edge.
  public func cell(at position: Position) -> (row: Int, column: Int)? {
    guard !rows.isEmpty, !columns.isEmpty else { return nil }
    let place = Self.floor(position.row, cellRows)
    let row =
      rowOf.isEmpty
      ? min(max(rows.lowerBound, rows.lowerBound + place), rows.upperBound - 1)
      : rowOf[min(max(0, place), rowOf.count - 1)]
    let column = columns.lowerBound + Self.floor(position.column, cellColumns)
    return (row, min(max(columns.lowerBound, column), columns.upperBound - 1))
  }

  private static func floor(_ value: Int, _ step: Int) -> Int {
    value >= 0 ? value / step : (value - step + 1) / step
  }
}

/// The plot of a chart between its axes: which x a column stands for.
public struct HitChart: Sendable, Hashable {
  /// The values at the first and last column, by their logarithm where the axis is logarithmic.
  public var low: Double
  public var high: Double
  public var isLogarithmic: Bool
  public var columns: Int

  public init(low: Double, high: Double, isLogarithmic: Bool, columns: Int) {
    self.low = low
    self.high = high
    self.isLogarithmic = isLogarithmic
    self.columns = columns
  }

  /// The x at a column from the plot's left edge, within the axis.
  public func value(at column: Int) -> Double {
    let share = columns > 1 ? min(1, max(0, Double(column) / Double(columns - 1))) : 0
    guard isLogarithmic, low > 0, high > 0 else { return low + share * (high - low) }
    return low * pow(high / low, share)
  }
}

/// A border between two panes that can be dragged.
public struct HitSplit: Sendable, Hashable {
  /// The number that the screen gives the split.
  public var number: Int
  /// Whether the border moves left and right, not up and down.
  public var isVertical: Bool
  /// The first row or column of the two panes together, and how many there are.
  public var start: Int
  public var extent: Int

  public init(number: Int, isVertical: Bool, start: Int, extent: Int) {
    self.number = number
    self.isVertical = isVertical
    self.start = start
    self.extent = extent
  }

  /// The first pane's share when its border is dragged to a place on the screen.
  public func share(at position: Position) -> Double {
    guard extent > 0 else { return 0.5 }
    let place = (isVertical ? position.column : position.row) - start
    return min(1, max(0, Double(place) / Double(extent)))
  }
}
