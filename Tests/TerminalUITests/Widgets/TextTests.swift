import Testing

@testable import TerminalUI

@Suite("Text and numbers in cells")
struct TextTests {
  @Test("cut text keeps its width, wide characters included")
  func cut() {
    #expect(TextFitting.cut("abcdef", to: 6) == "abcdef")
    #expect(TextFitting.cut("abcdef", to: 4) == "abc…")
    #expect(TextFitting.cut("日本語", to: 4) == "日…")
    #expect(TextFitting.cut("abc", to: 0) == "")
    #expect(TextFitting.cutStart("abcdef", to: 6) == "abcdef")
    #expect(TextFitting.cutStart("abcdef", to: 4) == "…def")
    #expect(TextFitting.cutStart("日本語", to: 4) == "…語")
    let flips = TextLine("lost 3397, gained 212")
    #expect(TextFitting.cutAtWord(flips, to: 21) == flips)
    #expect(TextFitting.cutAtWord(flips, to: 20).text == "lost 3397, gained …")
    #expect(TextFitting.cutAtWord(TextLine("12.3 %") + TextLine("  11.2–13.5 %"), to: 12).text == "12.3 % …")
    #expect(TextFitting.cutAtWord("abcdefgh", to: 4).text == "abc…")
    for width in 0...22 { #expect(TextFitting.cutAtWord(flips, to: width).width <= width) }
    #expect(TextFitting.pad("ab", to: 5, .right) == "   ab")
    #expect(TextFitting.pad("ab", to: 5, .center) == " ab  ")
    for width in 0...12 {
      let line = TextFitting.cut(
        TextLine("one", .muted) + TextLine("日本", .bad) + TextLine("three"), to: width)
      #expect(line.width <= width)
    }
  }

  @Test("wrapping breaks at spaces, loses nothing and never overruns")
  func wrap() {
    let text = "a layer that is reset to  its start, and averyveryverylongword, 日本語 too"
    for width in 1...40 {
      let lines = TextFitting.wrap(TextLine(text), to: width).map(\.text)
      for line in lines where width > 1 {
        #expect(displayWidth(line.trimmingEnd) <= width, "\(width): '\(line)'")
      }
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " }, "\(width)")
    }
    #expect(
      TextFitting.wrap(TextLine("one two three"), to: 7).map(\.text.trimmingEnd) == ["one two", "three"])
  }

  @Test("figures as people read them")
  func figures() {
    #expect(Figures.short(0.03123) == "0.0312")
    #expect(Figures.short(4.2149) == "4.21")
    #expect(Figures.short(-128.4) == "-128")
    #expect(Figures.short(1.3e-5) == "1.3e-5")
    #expect(Figures.short(9.99e-6) == "1e-5")
    #expect(Figures.short(.nan) == "nan" && Figures.short(-.infinity) == "-∞")
    #expect(Figures.percent(0.9341) == "93.4 %")
    #expect(Figures.fixed(-0.0001, 2) == "0.00")
    #expect(Figures.count(12_345) == "12.3k" && Figures.count(9_800) == "9800")
    #expect(Figures.duration(0.42) == "0.4 s" && Figures.duration(185) == "3m 05s")
    #expect(Figures.duration(8040) == "2h 14m" && Figures.duration(.infinity) == "–")
    #expect(Figures.fixed(1e200, 2) == "1e200")
    #expect(Figures.trimmed(11) == "11" && Figures.trimmed(0.01) == "0.01" && Figures.trimmed(200) == "200")
  }

  @Test("hostile labels come out harmless and aligned")
  func hostile() {
    let size = Size(rows: 3, columns: 40)
    var surface = Surface(size: size, style: Theme.dark.plain)
    let table = Table(
      [TableColumn("a", width: .fixed(12)), TableColumn("b", width: .fixed(6))],
      rows: [["\u{1b}[31mred\u{7}", "x"], ["\u{202e}gpj.exe\n", "y"]])
    surface.draw(table, in: Rectangle(size), theme: .dark)
    for line in surface.lines {
      #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202e })
    }
    #expect(surface[row: 1, column: 15]?.text == "x" && surface[row: 2, column: 15]?.text == "y")
  }
}

extension String {
  fileprivate var trimmingEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
