import Testing

@testable import TerminalUI

@Suite("Surface")
struct SurfaceTests {
  let plain = Style()

  func written(_ text: String, columns: Int = 20, at column: Int = 0) -> (Surface, Int) {
    var surface = Surface(size: Size(rows: 1, columns: columns))
    let used = surface.put(text, row: 0, column: column, style: plain, clippedTo: surface.bounds)
    return (surface, used)
  }

  @Test("a cell is 16 bytes and gives back all that went in")
  func cell() {
    #expect(MemoryLayout<Cell>.stride == 16)
    let style = Style(
      foreground: Color(rgb: 0xfedcba), background: Color(rgb: 0x000001),
      attributes: [.bold, .italic, .reverse])
    let glyph = Glyph(scalar: "\u{1f600}", firstMark: "\u{301}", secondMark: "\u{e01ef}", isWide: true)
    let cell = Cell(glyph, style: style, width: .wideLeft)
    #expect(cell.scalar == "\u{1f600}")
    #expect(cell.marks.first == "\u{301}" && cell.marks.second == "\u{e01ef}")
    #expect(cell.style == style)
    #expect(cell.width == .wideLeft)
    #expect(Cell(style: Style()).style == Style())
    #expect(Cell(style: Style(foreground: Color(rgb: 0))) != Cell(style: Style()))
  }

  @Test(
    "control characters, escape sequences and reordering marks cannot reach a terminal",
    arguments: [
      ("\u{1b}[31mred", "\u{fffd}[31mred"), ("a\nb\r", "a\u{fffd}b\u{fffd}"), ("a\tb", "a b"),
      ("\u{9b}2J", "\u{fffd}2J"), ("abc\u{202e}fdp", "abc\u{fffd}fdp"), ("\u{2066}x", "\u{fffd}x"),
      ("zero\u{200b}width\u{feff}", "zerowidth"), ("soft\u{ad}hyphen", "softhyphen"), ("\u{0}", "\u{fffd}"),
      ("\u{10ffff}", "\u{fffd}"),
    ])
  func harmless(text: String, shown: String) {
    #expect(written(text).0.lines == [shown])
  }

  @Test(
    "what terminals disagree about takes the columns that we say",
    arguments: [
      ("日本", 4), ("e\u{301}", 1), ("👩\u{200d}💻", 4), ("❤\u{fe0f}", 1), ("🇩🇪", 2), ("👋🏽", 2), ("▀⣿█", 3),
      ("\u{1112}\u{1161}\u{11ab}", 2), ("한", 2), ("ế", 1), ("ｈｉ", 4), ("\u{301}", 1), ("", 0), ("é", 1),
      ("ไทย", 3),
    ])
  func widths(text: String, columns: Int) {
    #expect(displayWidth(text) == columns)
    let (surface, used) = written(text)
    #expect(used == columns)
    #expect(surface.lines[0].unicodeScalars.count <= 3 * max(1, columns))
  }

  @Test("text is clipped to the rectangle and the surface, on every side")
  func clipping() {
    var surface = Surface(size: Size(rows: 2, columns: 10))
    let middle = Rectangle(row: 0, column: 3, rows: 1, columns: 4)
    #expect(surface.put("abcdefghij", row: 0, column: 0, style: plain, clippedTo: middle) == 7)
    #expect(surface.put("xyz", row: 1, column: 3, style: plain, clippedTo: middle) == 3)
    #expect(surface.lines == ["   defg", ""])
    surface.put("long text", row: 1, column: -5, style: plain, clippedTo: surface.bounds)
    surface.put("over", row: -1, column: 0, style: plain, clippedTo: surface.bounds)
    surface.put("over", row: 2, column: 0, style: plain, clippedTo: surface.bounds)
    #expect(surface.lines[1] == "text")
    surface.fill(Rectangle(row: -5, column: -5, rows: 100, columns: 7), style: plain)
    #expect(surface.lines == ["   defg", "  xt"])
  }

  @Test("a wide character is whole or not there")
  func halves() {
    var (surface, used) = written("a日b", columns: 2)
    #expect(surface.lines == ["a"])
    #expect(used == 2)
    (surface, used) = written("日本語", columns: 6)
    surface.put("x", row: 0, column: 1, style: plain, clippedTo: surface.bounds)
    #expect(surface.lines == [" x本語"])
    surface.put("y", row: 0, column: 2, style: plain, clippedTo: surface.bounds)
    #expect(surface.lines == [" xy 語"])
    surface.put("本", row: 0, column: 3, style: plain, clippedTo: surface.bounds)
    #expect(surface.lines == [" xy本"])
    surface.put("日", row: 0, column: -1, style: plain, clippedTo: surface.bounds)
    #expect(surface.lines == [" xy本"])
    surface.fill(Rectangle(row: 0, column: 4, rows: 1, columns: 1), style: plain)
    #expect(surface.lines == [" xy"])
    #expect(surface.cells.allSatisfy { $0.width == .narrow })
  }

  @Test("an empty surface takes every call")
  func empty() {
    var surface = Surface(size: Size(rows: 0, columns: 0))
    surface.fill(Rectangle(row: 0, column: 0, rows: 5, columns: 5), style: plain)
    #expect(surface.put("text", row: 0, column: 0, style: plain, clippedTo: surface.bounds) == 0)
    surface.setCell("x", row: 0, column: 0, style: plain)
    #expect(surface[row: 0, column: 0] == nil)
    #expect(surface.lines == [])
  }

  @Test("random edits never leave half a wide character")
  func random() {
    var generator = SystemRandomNumberGenerator()
    let words = ["日本語", "abc", "e\u{301}x", "\u{1b}[0m", "👋🏽🇫🇷", "▀▄", " "]
    for _ in 0..<50 {
      var surface = Surface(size: Size(rows: 3, columns: 11))
      for _ in 0..<40 {
        let clip = Rectangle(
          row: .random(in: -1...3, using: &generator), column: .random(in: -3...11, using: &generator),
          rows: .random(in: 0...3, using: &generator), columns: .random(in: 0...9, using: &generator))
        if Bool.random(using: &generator) {
          surface.fill(clip, style: plain)
        } else {
          surface.put(
            words.randomElement(using: &generator)!, row: .random(in: 0...2), column: .random(in: -4...12),
            style: plain, clippedTo: clip)
        }
        for row in 0..<3 {
          let cells = surface.cells[row * 11..<row * 11 + 11].map(\.width)
          for (column, width) in cells.enumerated() {
            #expect(width != .wideLeft || (column < 10 && cells[column + 1] == .wideRight))
            #expect(width != .wideRight || (column > 0 && cells[column - 1] == .wideLeft))
          }
        }
      }
    }
  }
}
