import Engine
import TerminalUI

/// Inputs in a row, each with its map beneath (or beside it, where the row is low) and its caption under both.
struct PictureStrip: Widget {
  let inputs: Pictures?
  let maps: Pictures?
  var selection: Int?
  var isFocused = false
  var maximumScale = 2
  /// Whether each caption says if the network is right, as far as the maps carry its prediction.
  var judges = false
  /// The maps as they are drawn while they come anew.
  var live: [LiveMap] = []
  /// The number under which the mouse knows the first picture.
  var first = 0

  private var count: Int { max(inputs?.count ?? 0, maps?.count ?? 0) }

  /// Where the parts of a tile lie.
  private struct Tiling {
    var picture: Size
    var isStacked: Bool
    var captionRows: Int
    var parts: Int
    var columns: Int { isStacked ? picture.columns : parts * picture.columns }
    var rows: Int { (isStacked ? parts : 1) * picture.rows }
  }

  private func tiling(in rectangle: Rectangle) -> Tiling? {
    guard let sample = (inputs ?? maps)?.picture(0, maximumScale: maximumScale) else { return nil }
    let parts = max(1, [inputs, maps].compactMap { $0 }.count)
    let captionRows = rectangle.rows >= 5 ? 1 : 0
    let rows = rectangle.rows - captionRows
    let stacked = sample.footprint(in: Size(rows: rows / parts, columns: rectangle.columns - 2))
    let beside = sample.footprint(in: Size(rows: rows, columns: (rectangle.columns - 2) / parts))
    let isStacked = parts == 1 || stacked.rows >= 5 || stacked.rows >= beside.rows
    return Tiling(
      picture: isStacked ? stacked : beside, isStacked: isStacked, captionRows: captionRows, parts: parts)
  }

  func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    guard rectangle.rows >= 3, rectangle.columns >= 8, count > 0, let tiling = tiling(in: rectangle) else {
      return
    }
    let fitting = max(1, rectangle.columns / (tiling.columns + 1))
    let visible = min(fitting, count)
    let shown = ScrollState(selected: selection ?? 0).window(visible: visible, count: count)
    // What is left over widens the gaps, but never tears the row apart.
    let spare = rectangle.columns - visible * (tiling.columns + 1)
    let gap = 1 + (visible > 1 ? min(2, max(0, spare) / visible) : 0)
    for (place, index) in shown.enumerated() {
      let tile = Rectangle(
        row: rectangle.row, column: rectangle.column + 1 + place * (tiling.columns + gap),
        rows: tiling.rows + tiling.captionRows, columns: tiling.columns)
      surface.mark(.picture(first + index), in: tile.intersection(rectangle))
      draw(index, tiling, in: tile.intersection(rectangle), on: &surface, theme: theme)
      guard index == selection else { continue }
      for row in tile.row..<(tile.row + tiling.rows) {
        surface.put(
          "▌", row: row, column: tile.column - 1, style: theme.style(isFocused ? .accent : .muted),
          clippedTo: rectangle)
      }
    }
  }

  private func draw(
    _ index: Int, _ tiling: Tiling, in tile: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    let sets: [(Pictures?, [LiveMap])] = [(inputs, []), (maps, live)]
    for (part, (set, live)) in sets.filter({ $0.0 != nil }).enumerated() {
      guard let picture = set?.picture(index, maximumScale: maximumScale, live: live) else { continue }
      let cell = Rectangle(
        row: tile.row + (tiling.isStacked ? part * tiling.picture.rows : 0),
        column: tile.column + (tiling.isStacked ? 0 : part * tiling.picture.columns),
        rows: tiling.picture.rows,
        columns: tiling.picture.columns)
      surface.draw(picture, in: cell.intersection(tile), theme: theme)
    }
    guard tiling.captionRows > 0 else { return }
    let isChosen = index == selection
    let role: Role = isChosen ? (isFocused ? .accent : .title) : .muted
    surface.line(caption(index, in: tile.columns, role: role), in: tile.splitBottom(1).bottom, theme: theme)
  }

  /// The caption, or as many of its words as fit: `#12 sandal`, or judged `✓ sandal`, `✗ sandal`.
  func caption(_ index: Int, in width: Int, role: Role) -> TextLine {
    let captions = inputs?.captions ?? maps?.captions ?? []
    guard captions.indices.contains(index) else { return "" }
    var words = captions[index].split(separator: " ")
    let mark = judgement(index, words)
    if !mark.spans.isEmpty { words.removeFirst() }
    while words.joined(separator: " ").count > width - mark.width, !words.isEmpty { words.removeLast() }
    return mark + TextLine(words.joined(separator: " "), role, index == selection ? .bold : [])
  }

  /// Captions are a number and the label's name.
  private func judgement(_ index: Int, _ words: [Substring]) -> TextLine {
    guard judges, let scores = maps?.scores, scores.indices.contains(index), let best = scores[index].first,
      words.count > 1, words[0].hasPrefix("#")
    else { return "" }
    let isRight = words.dropFirst().joined(separator: " ") == best.name
    return TextLine(isRight ? "✓ " : "✗ ", isRight ? .good : .bad)
  }
}
