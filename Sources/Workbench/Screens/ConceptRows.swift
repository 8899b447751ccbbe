import Engine
import TerminalUI

/// Rows of a table side by side: a column each, a line a feature.
struct ConceptRows {
  let set: Pictures
  /// The features of the input that they stand beside, if any.
  var against: [(name: String, value: String)] = []
  /// What the numbers are called where the rows have no words.
  var names: [String] = []
  var offset = 0

  func draw(in place: Rectangle, on surface: inout Surface, theme: Theme) {
    let rows = (0..<set.count).map { set.features($0, names: names) }
    guard let first = rows.first, !place.isEmpty else { return }
    let captions = set.captions.map { ConceptCaption($0).short }
    let labels = min(first.map { displayWidth($0.name) }.max() ?? 0, max(8, place.columns / 3))
    var columns: [(title: TextLine, values: [String])] = []
    if !against.isEmpty { columns.append((TextLine("this one", .accent), against.map(\.value))) }
    for (index, row) in rows.enumerated() {
      let caption = captions.indices.contains(index) ? captions[index] : ""
      columns.append((TextLine(caption, .muted), row.map(\.value)))
    }
    let widths = columns.map { column in
      min(18, max(min(12, column.title.width), column.values.map { displayWidth($0) }.max() ?? 0))
    }
    let start = max(0, min(offset, first.count - (place.rows - 1)))
    var left = place.column + labels + 2
    for (index, column) in columns.enumerated() {
      guard left + widths[index] <= place.right else { break }
      let head = Rectangle(row: place.row, column: left, rows: 1, columns: widths[index])
      surface.line(Self.cut(column.title, to: widths[index]), in: head, theme: theme, alignment: .right)
      for line in 0..<max(0, place.rows - 1) where column.values.indices.contains(start + line) {
        let cell = Rectangle(row: place.row + 1 + line, column: left, rows: 1, columns: widths[index])
        surface.line(TextLine(column.values[start + line]), in: cell, theme: theme, alignment: .right)
      }
      left += widths[index] + 2
    }
    for line in 0..<max(0, place.rows - 1) where first.indices.contains(start + line) {
      let cell = Rectangle(row: place.row + 1 + line, column: place.column, rows: 1, columns: labels)
      surface.line(TextLine(fitted(first[start + line].name, to: labels), .muted), in: cell, theme: theme)
    }
  }

  /// As many words of a caption as fit.
  private static func cut(_ line: TextLine, to width: Int) -> TextLine {
    var words = line.text.split(separator: " ")
    while words.count > 1, displayWidth(words.joined(separator: " ")) > width { words.removeLast() }
    return TextLine(words.joined(separator: " "), line.spans.first?.role ?? .text)
  }
}
