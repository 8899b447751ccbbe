import Foundation
import Testing

@testable import TerminalUI

@Suite("Characters that a terminal has")
struct GlyphSetTests {
  func lines(_ text: String, _ glyphs: GlyphSet) -> [String] {
    var surface = Surface(size: Size(rows: 1, columns: 40), traits: TerminalTraits(glyphs: glyphs))
    surface.put(text, row: 0, column: 0, style: Style(), clippedTo: surface.bounds)
    return surface.lines
  }

  @Test("no widget leaves a character above 0x7f on an ASCII surface", arguments: WidgetGallery.samples)
  func registry(_ sample: GallerySample) {
    for depth in ColorDepth.allCases {
      for size in [Size(rows: 1, columns: 3), Size(rows: 9, columns: 40), Size(rows: 40, columns: 120)] {
        var surface = Surface(size: size, traits: TerminalTraits(depth: depth, glyphs: .ascii))
        surface.draw(sample.widget, in: surface.bounds, theme: .dark)
        let wrong = surface.cells.filter { !$0.scalar.isASCII || $0.hasMarks || $0.width != .narrow }
        #expect(wrong.isEmpty, "\(sample.name): \(wrong.prefix(3).map(\.text))")
      }
    }
  }

  @Test("text keeps its columns: letters lose their marks, wide characters leave a question")
  func text() {
    #expect(lines("naïve Σ ‖Δ‖₂ ½…", .ascii) == ["naive S |D|2 ?~"])
    #expect(lines("日本 e\u{301}x", .ascii) == ["? ?  ex"])
    #expect(lines("╭─┤a├╮▶●✓", .ascii) == ["+-+a++>@+"])
    #expect(lines("╭━✓é⣿●", .console) == ["┌─√é#■"])
    #expect(lines("日本 é⣿●", .unicode) == ["日本 é⣿●"])
  }

  @Test("a curve in braille stays a curve")
  func braille() {
    #expect(lines("⠉⠒⣀⡇⢣⡜⣿", .ascii) == ["\"-_|\\/#"])
  }

  @Test("half blocks become their mean colour, or a shade without colours")
  func pictures() {
    func cell(_ depth: ColorDepth, _ glyphs: GlyphSet, isDark: Bool = true) -> Cell {
      var surface = Surface(
        size: Size(rows: 1, columns: 1), traits: TerminalTraits(depth: depth, glyphs: glyphs, isDark: isDark))
      surface.setCell(
        "▀", row: 0, column: 0, foreground: Color(rgb: 0xffffff), background: Color(rgb: 0xffffff))
      return surface.cells[0]
    }
    #expect(cell(.truecolor, .unicode).scalar == "▀")
    #expect(cell(.indexed256, .ascii).scalar == " ")
    #expect(cell(.indexed256, .ascii).background == Color(rgb: 0xffffff))
    #expect(cell(.indexed16, .console).scalar == "▀")
    #expect(cell(.monochrome, .ascii).scalar == "@")
    #expect(cell(.monochrome, .ascii, isDark: false).scalar == " ")
    #expect(cell(.monochrome, .unicode).scalar == "█")
    #expect(cell(.monochrome, .unicode).style == Style())
  }

  @Test("where there are eight colours a grey is a shade of white, and a colour stays one")
  func eightColors() {
    func cell(_ color: UInt32) -> Cell {
      var surface = Surface(
        size: Size(rows: 1, columns: 1), traits: TerminalTraits(depth: .indexed8, glyphs: .console))
      surface.setCell("▀", row: 0, column: 0, foreground: Color(rgb: color), background: Color(rgb: color))
      return surface.cells[0]
    }
    let shades = [0x202020, 0x606060, 0xa0a0a0, 0xf0f0f0].map(cell)
    #expect(Set(shades.map(\.scalar)).count == 4)
    #expect(shades.allSatisfy { $0.background == Color(rgb: 0) })
    #expect(cell(0x0000ee).scalar == "▀" && cell(0x0000ee).background == Color(rgb: 0x0000ee))
    #expect(cell(0x000000).scalar == "▀")
  }

  @Test("every character that our sources draw has a stand-in of its own")
  func sources() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources")
    var missing: Set<Unicode.Scalar> = []
    for part in ["TerminalUI", "Workbench"] {
      let files = FileManager.default.enumerator(atPath: root.appending(path: part).path)
      for case let path as String in files ?? .init()
      where path.hasSuffix(".swift") && !path.contains("StandIns") {
        let text = try String(contentsOf: root.appending(path: "\(part)/\(path)"), encoding: .utf8)
        for line in text.split(separator: "\n") where !line.contains("//") {
          for scalar in line.unicodeScalars where GlyphSet.ascii.standIn(for: scalar) == "?" && scalar != "?"
          {
            missing.insert(scalar)
          }
        }
      }
    }
    #expect(missing.isEmpty, "add to StandIns: \(missing)")
  }

  @Test("the set follows the locale and the terminal's name")
  func known() {
    #expect(GlyphSet.known(type: "xterm", isUnicode: false) == .ascii)
    #expect(GlyphSet.known(type: "linux", isUnicode: false) == .ascii)
    #expect(GlyphSet.known(type: "linux", isUnicode: true) == .console)
    #expect(GlyphSet.known(type: "xterm", isUnicode: true) == .unicode)
  }

  @Test("shades run from none to all")
  func shades() {
    for glyphs in GlyphSet.allCases {
      let inks = stride(from: 0.0, through: 1, by: 0.01).map {
        glyphs.shades.firstIndex(of: glyphs.shade($0)) ?? -1
      }
      #expect(inks == inks.sorted())
      #expect(inks.first == 0)
      #expect(inks.last == glyphs.shades.count - 1)
      #expect(glyphs.shade(.nan) == " ")
    }
  }
}
