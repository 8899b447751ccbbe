import Foundation
import FoundationXML
import Testing

@testable import TerminalUI

@Suite("SVG") struct SVGTests {
  /// What an XML parser makes of a document.
  final class Document: NSObject, XMLParserDelegate {
    private(set) var texts: [String] = []
    private(set) var rectangles: [[String: String]] = []
    private(set) var attributes: [[String: String]] = []
    private(set) var names: Set<String> = []

    init(_ text: String) throws {
      super.init()
      let parser = XMLParser(data: Data(text.utf8))
      parser.delegate = self
      let isWellFormed = parser.parse()
      try #require(isWellFormed, "\(String(describing: parser.parserError))")
    }

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      names.insert(name)
      if name == "text" {
        texts.append("")
        self.attributes.append(attributes)
      }
      if name == "rect" { rectangles.append(attributes) }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      if !texts.isEmpty { texts[texts.count - 1] += string }
    }
  }

  private func document(_ surface: Surface) throws -> Document {
    try Document(String(decoding: surface.exported(as: .svg, theme: .dark), as: UTF8.self))
  }

  @Test("hostile text stays text: markup, entities, quotes, controls")
  func hostile() throws {
    var surface = Surface(size: Size(rows: 4, columns: 60))
    let markup = "</text><script>alert(\"1\")</script>&lt;&#x1b;]]>'"
    surface.put(markup, row: 0, column: 0, style: Style(), clippedTo: surface.bounds)
    surface.put(
      "a\u{1b}[31m\u{0}\u{7f}\u{202e}\u{fffe}b", row: 1, column: 0, style: Style(), clippedTo: surface.bounds)
    let found = try document(surface)
    #expect(found.names == ["svg", "style", "rect", "g", "text"])
    let words = found.texts.map { $0.trimmingCharacters(in: .newlines) }
    #expect(words.first == markup)
  }

  @Test("every piece of text stands at its column, as wide as its cells, wide and marked characters too")
  func columns() throws {
    var surface = Surface(size: Size(rows: 2, columns: 40))
    surface.put("ab漢字e\u{301}f", row: 1, column: 3, style: Style(), clippedTo: surface.bounds)
    surface.put("far", row: 1, column: 30, style: Style(), clippedTo: surface.bounds)
    let found = try document(surface)
    let pieces = zip(found.texts, found.attributes).map { text, attributes in
      (text.trimmingCharacters(in: .whitespacesAndNewlines), attributes)
    }
    #expect(pieces.map(\.0).joined() == "ab漢字\u{e9}ffar")
    var column = 3
    for (text, attributes) in pieces {
      if text == "far" { column = 30 }
      #expect(attributes["x"] == "\(column * 10)", "\(text)")
      #expect(attributes["textLength"] == "\(displayWidth(text) * 10)", "\(text)")
      column += displayWidth(text)
    }
  }

  @Test("a half block is two rectangles that meet in the middle of the cell")
  func halfBlock() throws {
    var surface = Surface(size: Size(rows: 1, columns: 2))
    surface.setCell(
      "▀", row: 0, column: 1, foreground: Color(rgb: 0x112233), background: Color(rgb: 0x445566))
    let found = try document(surface)
    #expect(found.texts.isEmpty)
    let ground = try #require(found.rectangles.first { $0["fill"] == "#445566" })
    let block = try #require(found.rectangles.first { $0["fill"] == "#112233" })
    #expect((ground["x"], ground["width"], ground["height"]) == ("10", "10", "20"))
    #expect((block["x"], block["y"], block["width"], block["height"]) == ("10", "0", "10", "10"))
  }
}
