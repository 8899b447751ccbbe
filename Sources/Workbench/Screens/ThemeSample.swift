import TerminalUI

/// Each thing that a theme colours, once.
struct ThemeSample: Widget {
  static let rows = 9

  func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    let words: [TextLine] = [
      TextLine("Title", .title, .bold) + TextLine("  text  ") + TextLine("aside", .muted),
      TextLine("accent  ", .accent) + TextLine("k", .key, .bold) + TextLine(" key", .muted),
      TextLine("✓ good  ", .good) + TextLine("▲ care  ", .warning) + TextLine("✗ bad", .bad),
      TextLine(
        [Verdict.ambient, .sensitive, .critical].map { TextSpan("\($0.glyph) ", $0.role) }
          + [TextSpan("verdicts", .muted)]),
      TextLine((0..<8).map { TextSpan("━━", .series($0)) } + [TextSpan("  curves", .muted)]),
    ]
    for (row, line) in words.enumerated() {
      surface.line(line, in: rectangle.splitTop(row).rest, theme: theme)
    }
    for (row, map) in [(6, theme.sequential), (7, theme.diverging)] where row < rectangle.rows {
      let columns = min(rectangle.columns, 24)
      for column in 0..<columns {
        surface.setCell(
          "▌", row: rectangle.row + row, column: rectangle.column + column,
          foreground: map.color((Float(column) + 0.25) / Float(columns)),
          background: map.color((Float(column) + 0.75) / Float(columns)))
      }
    }
  }
}
