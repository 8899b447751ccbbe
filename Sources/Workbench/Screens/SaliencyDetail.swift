import Engine
import TerminalUI

/// One input enlarged beside its map, with what the network believes it sees.
struct SaliencyDetail {
  let inputs: Pictures
  let maps: Pictures?
  let index: Int
  let target: String
  let isFocused: Bool

  private static let barsWidth = 22

  /// The rows that this takes above the strip: the greatest enlargement that leaves the strip its own.
  static func rows(of inputs: Pictures, in body: Rectangle) -> Int {
    let side = inputs.values.shape.last ?? 28
    let stripRows = (side + 3) / 4 * 2 + 3
    for scale in stride(from: 4, through: 1, by: -1) {
      let rows = (side * scale + 1) / 2 + 2
      if rows + stripRows <= body.rows, 2 * side * scale + barsWidth + 6 <= body.columns { return rows }
    }
    return min((side + 1) / 2 + 2, max(0, body.rows - 6))
  }

  func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    let caption = inputs.captions.indices.contains(index) ? inputs.captions[index] : "input"
    let panel = Panel(
      TextLine(caption), note: TextLine("map of the \(target)", .muted), isFocused: isFocused)
    surface.draw(panel, in: rectangle, theme: theme)
    let inside = Panel.content(of: rectangle)
    guard let input = inputs.picture(index, maximumScale: 8) else { return }
    let room = Size(rows: inside.rows, columns: max(1, (inside.columns - Self.barsWidth - 3) / 2))
    let footprint = input.footprint(in: room)
    for (place, picture) in [input, maps?.picture(index, maximumScale: 8)].enumerated() {
      guard let picture else { continue }
      let cell = Rectangle(
        row: inside.row, column: inside.column + place * (footprint.columns + 1), rows: footprint.rows,
        columns: footprint.columns)
      surface.draw(picture, in: cell.intersection(inside), theme: theme)
    }
    let used = 2 * (footprint.columns + 1) + 1
    drawScores(in: inside.splitLeft(used).rest, on: &surface, theme: theme)
  }

  private func drawScores(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    guard rectangle.columns >= 12, inputs.scores.indices.contains(index) else { return }
    let scores = inputs.scores[index]
    guard let best = scores.first else { return }
    let (top, rest) = rectangle.splitTop(2)
    surface.line(
      TextLine("predicted ", .muted) + TextLine(best.name, .title, .bold), in: top, theme: theme)
    let shown = scores.prefix(rest.rows)
    let bars = shown.enumerated().map { place, score in
      Bar(score.name, score.value, figure: Figures.percent(score.value), role: place == 0 ? .accent : .series(0))
    }
    surface.draw(BarChart(bars), in: place(rest), theme: theme)
  }

  /// Bars wider than this say no more.
  private func place(_ rectangle: Rectangle) -> Rectangle {
    rectangle.splitLeft(min(rectangle.columns, 72)).left
  }
}
