import Catalog
import Engine
import TerminalUI

extension Pictures {
  var count: Int { values.shape.count == 4 ? values.shape[0] : 0 }

  /// One of the pictures as a widget; nil when there is none of that number.
  func picture(_ index: Int, maximumScale: Int = 4) -> Picture? {
    guard (0..<count).contains(index) else { return nil }
    let (channels, height, width) = (values.shape[1], values.shape[2], values.shape[3])
    let each = channels * height * width
    let isInput = name.hasSuffix(Convention.Pictures.inputs)
    let coloring: Picture.Coloring =
      isSigned ? .signed : !isInput ? .sequential : channels >= 3 ? .trueColor : .grey
    var plane = floats(from: index * each, count: each)
    // Maps of several channels are shown as their sum, which is what completeness speaks of.
    if !isInput, channels > 1 {
      plane = (0..<(height * width)).map { place in
        (0..<channels).reduce(0) { $0 + plane[$1 * height * width + place] }
      }
    }
    return Picture(
      plane, width: width, height: height, coloring: coloring, maximumScale: maximumScale)
  }

  private func floats(from start: Int, count: Int) -> [Float] {
    guard values.elementType == .float32 else { return Array(values.floats[start..<(start + count)]) }
    return values.bytes.withUnsafeBytes { raw in
      (start..<(start + count)).map { raw.loadUnaligned(fromByteOffset: $0 * 4, as: Float.self) }
    }
  }
}

/// Inputs in a row, each with its map beneath and its caption under both.
struct PictureStrip: Widget {
  let inputs: Pictures?
  let maps: Pictures?
  var selection: Int?
  var isFocused = false
  var maximumScale = 2

  private var count: Int { max(inputs?.count ?? 0, maps?.count ?? 0) }

  func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    guard rectangle.rows >= 3, rectangle.columns >= 4, count > 0 else { return }
    let captionRows = rectangle.rows >= 7 ? 1 : 0
    let stacked = [inputs, maps].compactMap { $0 }.count
    let each = Size(rows: (rectangle.rows - captionRows) / max(1, stacked), columns: rectangle.columns - 2)
    guard let sample = (inputs ?? maps)?.picture(0, maximumScale: maximumScale) else { return }
    let footprint = sample.footprint(in: each)
    let tileColumns = footprint.columns + 1
    let fitting = max(1, (rectangle.columns - 1) / tileColumns)
    let shown = ScrollState(selected: selection ?? 0).window(visible: min(fitting, count), count: count)
    for (place, index) in shown.enumerated() {
      let column = rectangle.column + 1 + place * tileColumns
      var row = rectangle.row
      for set in [inputs, maps] {
        guard let picture = set?.picture(index, maximumScale: maximumScale) else { continue }
        let cell = Rectangle(row: row, column: column, rows: footprint.rows, columns: footprint.columns)
        surface.draw(picture, in: cell.intersection(rectangle), theme: theme)
        row += footprint.rows
      }
      let isChosen = index == selection
      if isChosen { mark(rectangle, column: column - 1, rows: row - rectangle.row, on: &surface, theme: theme) }
      guard captionRows > 0 else { continue }
      let role: Role = isChosen ? (isFocused ? .accent : .title) : .muted
      let caption = TextLine(fit(index, in: footprint.columns), role, isChosen ? .bold : [])
      surface.line(
        caption, in: Rectangle(row: row, column: column, rows: 1, columns: footprint.columns)
          .intersection(rectangle), theme: theme)
    }
  }

  private func mark(
    _ rectangle: Rectangle, column: Int, rows: Int, on surface: inout Surface, theme: Theme
  ) {
    for row in rectangle.row..<(rectangle.row + rows) {
      surface.put(
        "▌", row: row, column: column, style: theme.style(isFocused ? .accent : .muted), clippedTo: rectangle)
    }
  }

  /// The caption, or as many of its words as fit.
  private func fit(_ index: Int, in width: Int) -> String {
    let captions = inputs?.captions ?? maps?.captions ?? []
    guard captions.indices.contains(index) else { return "" }
    var words = captions[index].split(separator: " ")
    while words.joined(separator: " ").count > width, !words.isEmpty { words.removeLast() }
    return words.joined(separator: " ")
  }
}
