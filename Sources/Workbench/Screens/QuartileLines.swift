import Foundation
import TerminalUI

/// Spreads one above the other over one axis: the ends thin, the quartiles thick, the median across.
struct QuartileLines {
  struct Row {
    let name: String
    let spread: ConceptSpread
    /// Values that are no numbers and are not drawn.
    let missing: Int

    init(_ name: String, _ spread: ConceptSpread, missing: Int = 0) {
      (self.name, self.spread, self.missing) = (name, spread, missing)
    }
  }

  let rows: [Row]
  /// nil for what the values span.
  let range: ClosedRange<Double>?
  let isLogarithmic: Bool

  /// A line of figures and one of the drawing for each, and the axis.
  func height(in place: Rectangle) -> Int { min(place.rows, 2 * rows.count + 1) }

  private var ends: (low: Double, high: Double) {
    if let range { return (range.lowerBound, range.upperBound) }
    let values = rows.flatMap(\.spread.values)
    // What is zero has no place on a logarithmic axis and stands at its left end.
    let shown = isLogarithmic ? values.filter { $0 > 0 } : values
    let low = shown.min() ?? 0.1, high = shown.max() ?? 1
    guard low < high else { return isLogarithmic ? (low / 2, low * 2) : (low - 0.5, low + 0.5) }
    return (isLogarithmic ? max(low, high * 1e-6) : low, high)
  }

  private func share(_ value: Double) -> Double {
    let (low, high) = ends
    guard isLogarithmic else { return min(1, max(0, (value - low) / (high - low))) }
    return value > 0 ? min(1, max(0, log(value / low) / log(high / low))) : 0
  }

  func draw(in place: Rectangle, on surface: inout Surface, theme: Theme) {
    var free = place
    for row in rows where free.rows >= 2 {
      let (text, rest) = free.splitTop(1)
      drawFigures(row, in: text, on: &surface, theme: theme)
      let (line, below) = rest.splitTop(1)
      draw(row.spread, in: line, on: &surface, theme: theme)
      free = below
    }
    guard !free.isEmpty else { return }
    let (low, high) = ends
    surface.line(TextLine(Figures.trimmed(low), .muted), in: free, theme: theme)
    surface.line(TextLine(Figures.trimmed(high), .muted), in: free, theme: theme, alignment: .right)
    surface.line(
      TextLine(isLogarithmic ? "logarithmic" : "", .muted), in: free, theme: theme, alignment: .center)
  }

  private func drawFigures(_ row: Row, in place: Rectangle, on surface: inout Surface, theme: Theme) {
    let spread = row.spread
    var facts = [
      Fact("", TextLine(row.name, .text)),
      Fact("median", TextLine(Figures.short(spread.median), .title, .bold)),
      Fact(
        "quartiles",
        TextLine("\(Figures.short(spread.quantile(0.25))) – \(Figures.short(spread.quantile(0.75)))")),
    ]
    if row.missing > 0 { facts.append(Fact("undefined", TextLine("\(row.missing)", .warning))) }
    facts.append(Fact("n", TextLine("\(spread.values.count)", .muted)))
    surface.draw(LabelRow(facts), in: place, theme: theme)
  }

  private func draw(_ spread: ConceptSpread, in place: Rectangle, on surface: inout Surface, theme: Theme) {
    guard place.columns >= 8 else { return }
    let columns = [0, 0.25, 0.5, 0.75, 1].map {
      place.column + Int((share(spread.quantile($0)) * Double(place.columns - 1)).rounded())
    }
    func put(_ character: String, _ range: ClosedRange<Int>, _ style: Style) {
      surface.put(
        String(repeating: character, count: range.count), row: place.row, column: range.lowerBound,
        style: style,
        clippedTo: place)
    }
    put("─", columns[0]...columns[4], theme.style(.series(0)))
    put("▒", columns[1]...columns[3], theme.style(.series(0)))
    put("┃", columns[2]...columns[2], theme.style(.title, .bold))
  }
}
