import Engine
import TerminalUI

/// What the columns of a table's row weigh in a class, the weightiest first, beside the row's own values.
struct RowAttributions {
  private let names: [String]
  private let values: [Float]
  private let weights: [Float]
  private let isSigned: Bool

  /// - Parameters:
  ///   - rows: rows `[N, 1, F, 1]` as they are; the first caption holds the columns' names.
  ///   - maps: what each column weighs, −1…1 or 0…1, of the same shape.
  /// - Returns: nil where the inputs are no rows of a table, or their weights are still to come.
  init?(rows: Pictures?, maps: Pictures?, index: Int) {
    guard let rows, let maps, rows.values.shape == maps.values.shape, rows.values.shape.count == 4,
      index < rows.values.shape[0]
    else { return nil }
    let width = rows.values.shape[2]
    names = (rows.captions.first ?? "").split(separator: "\u{1f}", omittingEmptySubsequences: false)
      .map(String.init)
    guard names.count == width else { return nil }
    values = Array(rows.values.floats[index * width..<(index + 1) * width])
    weights = Array(maps.values.floats[index * width..<(index + 1) * width])
    isSigned = maps.isSigned
  }

  /// Codes and counts as whole numbers.
  private static func spell(_ value: Float) -> String {
    let isWhole = value == value.rounded() && abs(value) < 1e6
    return isWhole ? "\(Int(value))" : Figures.short(Double(value))
  }

  func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    let order = weights.indices.sorted { (abs(weights[$0]), $1) > (abs(weights[$1]), $0) }
    let bars = order.map { column in
      let weight = Double(weights[column])
      return Bar(
        names[column], weight, figure: Self.spell(values[column]),
        role: .series(isSigned && weight > 0 ? 1 : 0))
    }
    let (top, rest) = rectangle.splitTop(rectangle.rows > 4 ? 1 : 0)
    surface.line(TextLine("columns by their weight", .muted), in: top, theme: theme)
    surface.line(TextLine("value", .muted), in: top, theme: theme, alignment: .right)
    surface.draw(BarChart(bars, range: isSigned ? -1...1 : 0...1), in: rest, theme: theme)
  }
}
