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

/// Where a table's rows come from: asked for the visible rows when it draws, for all of them only when it is sorted or
/// filtered anew.
public protocol TableSource: Sendable {
  var rowCount: Int { get }
  func cells(_ row: Int) -> [TableCell]
  /// What a filter looks at, and a sort where there is no number.
  func text(_ row: Int, _ column: Int) -> String
  /// What a sort by this column compares; nil for a column of text. NaN stands last.
  func number(_ row: Int, _ column: Int) -> Double?
}

extension TableSource {
  public func text(_ row: Int, _ column: Int) -> String {
    let cells = cells(row)
    if cells.indices.contains(column), case .text(let line) = cells[column] { return line.text }
    return ""
  }

  public func number(_ row: Int, _ column: Int) -> Double? { nil }
}

/// The widths of a table's columns.
struct TableLayout {
  /// One for each column; 0 for one that is left out.
  private(set) var widths: [Int]

  /// - Parameters:
  ///   - hidden: columns that the reader has put away.
  ///   - kept: a column that stays as long as any does, since the cursor is on it.
  init(_ columns: [TableColumn], hidden: Set<Int> = [], kept: Int? = nil, width: Int) {
    widths = columns.enumerated().map { index, column in
      if hidden.contains(index) { return 0 }
      return switch column.width {
      case .fixed(let width): max(1, width)
      case .flexible(let minimum): max(1, minimum)
      }
    }
    let dispensable = columns.indices.filter { columns[$0].rank > 0 && $0 != kept }.sorted {
      (columns[$0].rank, $0) > (columns[$1].rank, $1)
    }
    for index in dispensable where total > width { widths[index] = 0 }
    // Then the last of the others, for half a column says nothing.
    for index in columns.indices.dropFirst().reversed() where total > width && index != kept {
      widths[index] = 0
    }
    let flexible = columns.indices.filter { index in
      if case .flexible = columns[index].width { widths[index] > 0 } else { false }
    }
    var free = width - total
    for (place, index) in flexible.enumerated() where free > 0 {
      let share = free / (flexible.count - place)
      widths[index] += share
      free -= share
    }
  }

  /// With a free column before the first and two between neighbours.
  private var total: Int { widths.filter { $0 > 0 }.reduce(1) { $0 + $1 + 2 } - 2 }

  /// The columns shown and where each begins.
  var places: [(column: Int, start: Int, width: Int)] {
    var start = 1
    return widths.enumerated().compactMap { column, width in
      guard width > 0 else { return nil }
      defer { start += width + 2 }
      return (column, start, width)
    }
  }
}
