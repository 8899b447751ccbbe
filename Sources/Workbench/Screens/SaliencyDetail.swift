import Engine
import TerminalUI

/// One input enlarged beside its map, with what the network believes it sees.
struct SaliencyDetail {
  let inputs: Pictures
  let maps: Pictures?
  /// The inputs in their own units, where they are rows of a table.
  let rows: Pictures?
  let index: Int
  let target: String
  let view: SaliencyView
  let isFocused: Bool

  /// What the map explains: the class by name where the map's caption says it.
  private var explained: String {
    if let captions = maps?.captions, captions.indices.contains(index), captions[index].hasPrefix("for ") {
      return captions[index]
    }
    return "for the \(target)"
  }

  /// The narrowest room for names, bars and figures.
  private static let barsWidth = 20
  /// Where the bars stand beneath enlarged pictures: the prediction and its nearest rivals.
  private static let barsHeight = 6

  /// The rows that are left to the strip of inputs beneath: whole pictures one above the other where there is height
  /// for them, thinned out ones, or a low row of them side by side.
  static func stripRows(of inputs: Pictures, in body: Rectangle) -> Int {
    let side = inputs.values.shape.last ?? 28
    let own = (side + 1) / 2 + 2
    let whole = (side + 1) / 2 * 2 + 3
    let half = (side + 3) / 4 * 2 + 3
    if own + 2 * whole / 2 * 2 <= body.rows { return whole }
    if own + half <= body.rows { return half }
    return min(max(4, body.rows - own), 8)
  }

  func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    let caption = inputs.captions.indices.contains(index) ? inputs.captions[index] : "input"
    let zoom = view.zoom > 0 ? "×\(1 << view.zoom)  " : ""
    let panel = Panel(
      TextLine(caption), note: TextLine(zoom, .accent) + TextLine("map \(explained)", .muted),
      isFocused: isFocused)
    surface.mark(.pane(1), in: rectangle)
    surface.draw(panel, in: rectangle, theme: theme)
    let inside = rectangle.inset(rows: 1, columns: 1)
    if let columns = RowAttributions(rows: rows, maps: maps, index: index) {
      draw(columns, in: inside, on: &surface, theme: theme)
      return
    }
    guard let input = inputs.picture(index, maximumScale: Self.mostScale) else { return }
    let map = maps?.picture(index, maximumScale: Self.mostScale)
    // Laid over each other two greys say nothing.
    let blend =
      theme.isMonochrome ? nil : map.flatMap { PictureBlend(input: input, map: $0)?.picture(theme: theme) }
    let whole = [input, map].compactMap { $0 }
    // The map laid over the input is a third picture where that makes none of them smaller.
    let isTriple =
      blend != nil && footprint(input, 3, inside).rows >= footprint(input, whole.count, inside).rows
    let pictures = (isTriple ? whole + [blend].compactMap { $0 } : whole).map { $0.part(view) }
    let size = footprint(pictures[0], pictures.count, inside)
    for (place, picture) in pictures.enumerated() {
      let cell = Rectangle(
        row: inside.row, column: inside.column + place * (size.columns + 1), rows: size.rows,
        columns: size.columns)
      surface.draw(picture, in: cell.intersection(inside), theme: theme)
    }
    if isAbove(pictures[0], pictures.count, inside) {
      drawScores(in: inside.splitTop(size.rows + 1).rest, on: &surface, theme: theme)
      return
    }
    let used = pictures.count * (size.columns + 1) + (inside.columns > 90 ? 2 : 0)
    drawScores(in: inside.splitLeft(used).rest, on: &surface, theme: theme)
  }

  /// A table's row: its columns, and the prediction beside them or beneath.
  private func draw(
    _ columns: RowAttributions, in inside: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    let isWide = inside.columns >= 90
    let (main, scores) =
      isWide
      ? inside.splitRight(inside.columns / 3) : inside.splitBottom(min(Self.barsHeight, inside.rows / 3))
    columns.draw(in: main, on: &surface, theme: theme)
    drawScores(in: isWide ? scores.splitLeft(2).rest : scores, on: &surface, theme: theme)
  }

  private static let mostScale = 12

  /// The room of each of `count` pictures with the bars beside them, or beneath them.
  private func rooms(_ count: Int, _ inside: Rectangle) -> (beside: Size, above: Size) {
    (
      Size(rows: inside.rows, columns: max(1, (inside.columns - Self.barsWidth - count) / count)),
      Size(rows: max(1, inside.rows - Self.barsHeight), columns: max(1, (inside.columns - count + 1) / count))
    )
  }

  private func isAbove(_ picture: Picture, _ count: Int, _ inside: Rectangle) -> Bool {
    let rooms = rooms(count, inside)
    return picture.footprint(in: rooms.above).rows > picture.footprint(in: rooms.beside).rows
  }

  private func footprint(_ picture: Picture, _ count: Int, _ inside: Rectangle) -> Size {
    let rooms = rooms(count, inside)
    return picture.footprint(in: isAbove(picture, count, inside) ? rooms.above : rooms.beside)
  }

  private func drawScores(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    guard rectangle.columns >= 12, inputs.scores.indices.contains(index) else { return }
    let scores = inputs.scores[index]
    guard let best = scores.first else { return }
    let (top, rest) = rectangle.splitTop(rectangle.rows > 6 ? 2 : 1)
    surface.line(
      TextLine("predicted ", .muted) + TextLine(best.name, .title, .bold), in: top, theme: theme)
    let shown = scores.prefix(rest.rows)
    let decimals = rest.columns >= 30 ? 1 : 0
    let bars = shown.enumerated().map { place, score in
      Bar(
        score.name, score.value, figure: Figures.percent(score.value, decimals: decimals),
        role: place == 0 ? .accent : .series(0))
    }
    // Bars wider than this say no more.
    let chart = rest.splitLeft(min(rest.columns, 64)).left
    surface.draw(BarChart(bars), in: chart, theme: theme)
    let below = rest.splitTop(shown.count + 1).rest
    if below.rows >= 1 { drawLegend(in: below.splitTop(1).top, on: &surface, theme: theme) }
  }

  /// What the colours of the map stand for.
  private func drawLegend(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    guard let maps else { return }
    let (low, high) = maps.isSigned ? ("against ", " for it") : ("little ", " much")
    let width = min(24, rectangle.columns - displayWidth(low) - displayWidth(high))
    guard width >= 6 else { return }
    let colors = maps.isSigned ? theme.diverging : theme.sequential
    surface.line(TextLine(low, .muted), in: rectangle, theme: theme)
    for step in 0..<width {
      surface.setCell(
        "▌", row: rectangle.row, column: rectangle.column + low.count + step,
        foreground: colors.color((Float(step) + 0.25) / Float(width)),
        background: colors.color((Float(step) + 0.75) / Float(width)))
    }
    surface.line(
      TextLine(high, .muted), in: rectangle.splitLeft(low.count + width).rest, theme: theme)
  }
}
