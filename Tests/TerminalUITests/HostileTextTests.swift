import Catalog
import Testing

@testable import TerminalUI

/// Text such as a file, a network or another program may hold, made to do harm or only strange.
enum Hostile {
  static let pieces: [String] = [
    "\u{1b}[2J\u{1b}[H", "\u{1b}]0;title\u{7}", "\u{1b}]52;c;aGE=\u{1b}\\", "\u{9b}31m", "\u{9d}0;x\u{9c}",
    "\r\n",
    "\t", "\u{8}\u{8}\u{8}", "\u{0}", "\u{7f}", "\u{85}", "\u{202e}fdp.exe", "\u{2066}x\u{2069}", "\u{200f}ש",
    "\u{61c}",
    "\u{2028}", "\u{200b}", "\u{feff}", "\u{2060}", "\u{ad}", "\u{fff9}a\u{fffa}b\u{fffb}",
    "\u{e0041}\u{e007f}",
    "e\u{301}", "\u{301}", "a" + String(repeating: "\u{35f}", count: 60), "日本語", "ｆｕｌｌ", "한국",
    "\u{1112}\u{1161}\u{11ab}",
    "👩\u{200d}👩\u{200d}👧", "👋🏽", "🇩🇪🇫", "❤\u{fe0f}", "1\u{fe0f}\u{20e3}", "\u{3164}", "\u{115f}", "ﷺ", "क्षि",
    "ไทย", "שלום", "عربى",
    "\u{fffe}", "\u{10ffff}", "\u{e000}", "\u{378}", "abc", " ", "", "⣿▀█",
    String(decoding: [0xff, 0xc3, 0x28, 0xed, 0xa0], as: UTF8.self),
  ]

  static func text(_ generator: inout SplitMix64) -> String {
    (0..<Int.random(in: 0...9, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }
      .joined()
  }
}

@Suite("Hostile text")
struct HostileTextTests {
  /// What must never stand in a cell, by Unicode's own words and not by our table.
  private func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
    default: scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  private func check(_ surface: Surface, _ name: String) {
    for row in 0..<surface.size.rows {
      let cells = surface.cells[row * surface.size.columns..<(row + 1) * surface.size.columns]
      for cell in cells {
        let marks = [cell.marks.first, cell.marks.second].compactMap { $0 }
        #expect(
          !isForbidden(cell.scalar) && !marks.contains { isForbidden($0) },
          "\(name): \(cell.text.debugDescription)")
      }
      let columns = cells.reduce(0) { $0 + [Cell.Width.narrow: 1, .wideLeft: 2, .wideRight: 0][$1.width]! }
      #expect(columns == surface.size.columns, "\(name): row \(row) is \(columns) wide")
    }
  }

  @Test("No scalar of Unicode brings a control, a format or an invisible character into a cell")
  func everyScalar() {
    var wrong: [UInt32] = []
    for value in UInt32(0)...0x10ffff {
      guard let scalar = Unicode.Scalar(value) else { continue }
      // Letters of the two great blocks are all alike.
      if (0x3500..<0x4d00).contains(value) || (0xad00..<0xd700).contains(value)
        || (0x2_0100..<0xe_0000).contains(value)
      {
        continue
      }
      switch CharacterWidth.kind(of: scalar) {
      case .narrow, .wide, .mark: if isForbidden(scalar) { wrong.append(value) }
      case .replaced(let other): if isForbidden(other) { wrong.append(value) }
      case .dropped: break
      }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(10).map { String($0, radix: 16) })")
  }

  @Test("Drawn text takes the columns that it is said to take, wherever it is cut, padded or wrapped")
  func widths() {
    var generator = SplitMix64(seed: 4)
    for turn in 0..<400 {
      let text = Hostile.text(&generator)
      let width = displayWidth(text)
      var surface = Surface(size: Size(rows: 1, columns: width + 3))
      #expect(
        surface.put(text, row: 0, column: 0, style: Style(), clippedTo: surface.bounds) == width,
        "\(text.debugDescription)")
      check(surface, "\(turn)")
      for limit in 1...12 {
        #expect(displayWidth(text, upTo: limit) == min(width, limit))
        let cut = TextFitting.cut(text, to: limit)
        #expect(
          displayWidth(cut) <= limit && (width > limit || cut == text), "\(text.debugDescription) to \(limit)"
        )
        let end = TextFitting.cutStart(text, to: limit)
        #expect(displayWidth(end) <= limit && (width > limit || end == text), "\(text.debugDescription)")
        #expect(displayWidth(TextFitting.pad(text, to: limit)) == limit)
        let lines = TextFitting.wrap(TextLine(text), to: limit)
        // A wide character wider than the line stands alone.
        #expect(lines.allSatisfy { $0.width <= max(limit, 2) }, "\(text.debugDescription) in \(limit)")
        let few = TextFitting.wrap(TextLine(text), to: limit, atMost: 2)
        #expect(few == Array(lines.prefix(2)))
      }
    }
  }

  @Test("Every widget of the gallery and the frame around them stays whole with hostile words in it")
  func widgets() {
    var generator = SplitMix64(seed: 9)
    for turn in 0..<60 {
      let text = Hostile.text(&generator), other = Hostile.text(&generator)
      let table = Table(
        [
          TableColumn(other, width: .flexible(minimum: 4)),
          TableColumn(text, width: .fixed(7), alignment: .right),
        ],
        rows: [[TableCell(text), TableCell(other)], [TableCell(other), TableCell(text)]])
      let widgets: [any Widget] = [
        table, Toast(text), Paragraph(text), Footer([KeyHint("x", text)], status: TextLine(other)),
        Dialog(text, lines: [TextLine(other)], buttons: [text, "OK"]), EmptyState(text, reason: other),
        Tabs([text, other], selected: 1), BarChart([Bar(text, 0.5), Bar(other, 1)]),
        Facts([Fact(text, TextLine(other))]),
        LineChart([Series(text, x: [0, 1], y: [0, 1])], xAxis: Axis(other)),
        Heatmap(
          rows: [text, other], columns: [other, text], values: [1, 2, 3, 4],
          scale: HeatScale(text, covering: [1, 4])),
      ]
      for (index, widget) in widgets.enumerated() {
        var surface = Surface(size: Size(rows: 9, columns: 31), style: Theme.dark.plain)
        widget.draw(in: Rectangle(row: 1, column: 2, rows: 7, columns: 26), on: &surface, theme: .dark)
        check(surface, "\(turn), \(type(of: widget)) \(index)")
        for row in 0..<9 where row == 0 || row == 8 {
          #expect(surface.lines[row] == "", "\(type(of: widget))")
        }
      }
    }
  }

  @Test("The bytes of a frame hold no sequence but the encoder's own")
  func encoded() {
    var generator = SplitMix64(seed: 5)
    let own = #/\u{1b}\[(?:\?2026[hl]|2J|K|[0-9;]*[mHC])/#
    var encoder = FrameEncoder()
    for _ in 0..<60 {
      var surface = Surface(size: Size(rows: 6, columns: 40))
      for row in 0..<6 {
        surface.put(
          Hostile.text(&generator), row: row, column: Int.random(in: -3...30, using: &generator),
          style: Style(foreground: Color(rgb: UInt32.random(in: 0...0xff_ffff, using: &generator))),
          clippedTo: surface.bounds)
      }
      let bytes = encoder.encode(surface)
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(Array(text.utf8) == bytes, "not UTF-8")
      let rest = text.replacing(own, with: "")
      #expect(!rest.unicodeScalars.contains { $0.isUnsafeToShow }, "\(rest.debugDescription)")
      let shown = surface.ansiText.replacing(own, with: "").replacing("\n", with: "")
      #expect(!shown.unicodeScalars.contains { $0.isUnsafeToShow })
    }
  }

  @Test("A label of a megabyte costs what is shown of it", .timeLimit(.minutes(1)))
  func long() {
    for piece in ["x", "日本 ", "e\u{301}"] {
      let text = String(repeating: piece, count: 1_000_000 / piece.utf8.count)
      var surface = Surface(size: Size(rows: 4, columns: 60))
      let took = ContinuousClock().measure {
        for _ in 0..<10 {
          surface.put(
            TextFitting.cut(text, to: 40), row: 0, column: 0, style: Style(), clippedTo: surface.bounds)
          surface.put(text, row: 1, column: 0, style: Style(), clippedTo: surface.bounds)
          surface.draw(Toast(text), in: surface.bounds, theme: .dark)
          surface.draw(Paragraph([TextLine(text)]), in: surface.bounds, theme: .dark)
        }
      }
      #expect(took < .seconds(2), "\(piece.debugDescription): \(took)")
    }
  }
}
