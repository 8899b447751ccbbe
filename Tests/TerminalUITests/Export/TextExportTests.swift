import Catalog
import Foundation
import Testing

@testable import TerminalUI

@Suite("ANSI text, recordings and the clipboard") struct TextExportTests {
  /// A screenful of everything, the same for a seed.
  static func random(_ generator: inout SplitMix64, _ size: Size, _ traits: TerminalTraits) -> Surface {
    var surface = Surface(size: size, traits: traits)
    let words = ["halftone", "漢字", "e\u{301}x", "▀▄█", "─┼╮", "⣿⡇", "12.3 %", "; \u{1b}[2J", " "]
    func color(_ generator: inout SplitMix64) -> Color {
      generator.next(below: 4) == 0 ? .standard : Color(rgb: UInt32(generator.next(below: 0x100_0000)))
    }
    for _ in 0..<60 {
      let style = Style(
        foreground: color(&generator), background: color(&generator),
        attributes: Attributes(rawValue: UInt16(generator.next(below: 32))))
      surface.put(
        words[generator.next(below: words.count)], row: generator.next(below: size.rows),
        column: generator.next(below: size.columns), style: style, clippedTo: surface.bounds)
    }
    return surface
  }

  /// What a terminal shows after `cat`: a cell's text and the codes that were on.
  private func cells(_ text: String) -> [[(text: String, codes: String)]] {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { line in
      var cells: [(text: String, codes: String)] = []
      var codes = ""
      var rest = Substring(line)
      while let first = rest.unicodeScalars.first {
        if first == "\u{1b}", let end = rest.firstIndex(of: "m") {
          codes = String(rest[rest.index(rest.startIndex, offsetBy: 2)..<end])
          rest = rest[rest.index(after: end)...]
          continue
        }
        let character = rest.removeFirst()
        cells.append((String(character), codes))
        if displayWidth(String(character)) == 2 { cells.append(("", codes)) }
      }
      return cells
    }
  }

  @Test(
    "ANSI text holds each cell with its look, in no more colours than the depth has",
    arguments: ColorDepth.allCases)
  func ansi(_ depth: ColorDepth) throws {
    var generator = SplitMix64(seed: 7)
    for _ in 0..<20 {
      let size = Size(rows: 9, columns: 31)
      let surface = Self.random(&generator, size, TerminalTraits(depth: depth))
      let shown = surface.asShown()
      let found = cells(surface.ansiText)
      try #require(found.count == size.rows)
      for row in 0..<size.rows {
        var column = 0
        for cell in found[row] {
          let wanted = try #require(shown[row: row, column: column])
          #expect(cell.text == wanted.text)
          if !cell.text.isEmpty { try check(cell.codes, wanted.style, depth) }
          column += 1
        }
        #expect(column == size.columns || found[row].isEmpty, "row \(row)")
      }
    }
  }

  private func check(_ codes: String, _ style: Style, _ depth: ColorDepth) throws {
    let numbers = codes.split(separator: ";").compactMap { Int($0) }
    let attributes: [(Attributes, Int)] = [
      (.bold, 1), (.dim, 2), (.italic, 3), (.underline, 4), (.reverse, 7),
    ]
    var rest = numbers[...]
    var on = Attributes()
    var foreground = Color.standard, background = Color.standard
    while let number = rest.popFirst() {
      switch number {
      case 0: on = []
      case 38, 48:
        let kind = rest.popFirst()
        var color = Color.standard
        if kind == 2 {
          let parts = rest.prefix(3).map(UInt8.init)
          rest = rest.dropFirst(3)
          color = Color(red: parts[0], green: parts[1], blue: parts[2])
          #expect(depth == .truecolor)
        } else {
          let index = rest.popFirst()
          color = ColorMapping.palette256(try #require(index))
          #expect(depth == .indexed256)
        }
        if number == 38 { foreground = color } else { background = color }
      case 30...37: foreground = ColorMapping.colors16[number - 30]
      case 40...47: background = ColorMapping.colors16[number - 40]
      case 90...97: foreground = ColorMapping.colors16[number - 82]
      case 100...107: background = ColorMapping.colors16[number - 92]
      default: on.formUnion(try #require(attributes.first { $0.1 == number }).0)
      }
    }
    #expect(Style(foreground: foreground, background: background, attributes: on) == style, "\(codes)")
  }

  @Test("a recording is lines of JSON whose times never fall")
  func lines() throws {
    var generator = SplitMix64(seed: 3)
    var cast = Asciicast(
      size: Size(rows: 10, columns: 40), start: 1_764_030_000.75, title: "a \"title\"\u{1b}")
    for frame in 0..<20 {
      let size = Size(rows: frame < 10 ? 10 : 12, columns: 40)
      cast.append(Self.random(&generator, size, TerminalTraits()), at: Double(frame) * 0.1)
    }
    let lines = cast.takeText().split(separator: "\n").map { Data($0.utf8) }
    #expect(cast.takeText().isEmpty)
    let values = try lines.map { try JSONDecoder().decode(JSONValue.self, from: $0) }
    let header = try #require(values.first)
    #expect((header["version"], header["width"], header["height"]) == (2, 40, 10))
    #expect(header["timestamp"] == 1_764_030_000)
    var last = 0.0
    for value in values.dropFirst() {
      let time = try #require(value[0]?.double)
      #expect(time >= last && ["o", "r"].contains(value[1]?.string))
      last = time
    }
    #expect(values.contains { $0[1] == "r" && $0[2] == "40x12" })
  }

  @Test(
    "a recording played in an emulator shows the recorded frames",
    .enabled(if: Emulator.python != nil, "no Python with pyte: Scripts/python-tools tests"),
    // Of eight random colours many are the same, and half a block on its own colour is written as a blank.
    arguments: ColorDepth.allCases.filter { $0 != .indexed8 })
  func played(_ depth: ColorDepth) throws {
    var generator = SplitMix64(seed: 11)
    let size = Size(rows: 12, columns: 50)
    var cast = Asciicast(size: size, traits: TerminalTraits(depth: depth), start: 0, title: "")
    var frames: [String] = []
    for frame in 0..<12 {
      let surface = Self.random(&generator, size, TerminalTraits(depth: depth))
      cast.append(surface, at: Double(frame))
      frames.append(surface.lines.joined(separator: "\n"))
    }
    let folder = NSTemporaryDirectory() + "cast-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(cast.takeText().utf8).write(to: URL(filePath: folder + "/session.cast"))
    let output = try Emulator.output([
      "-B", Emulator.root.path + "/Scripts/terminal/play.py", folder + "/session.cast",
    ])
    let played = try JSONDecoder().decode([String].self, from: Data(output.utf8))
    #expect(played == frames)
  }

  @Test("the clipboard's sequence is what the terminal behind a multiplexer gets")
  func clipboard() throws {
    let text = "fc1 0.125 \u{1b}]52;c;?\u{07} 漢"
    let plain = "\u{1b}]52;c;" + Data(text.utf8).base64EncodedString() + "\u{07}"
    func sent(_ multiplexer: Clipboard.Multiplexer, _ text: String) -> String? {
      Clipboard.sequence(text, through: multiplexer).map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(sent(.none, text) == plain)
    // tmux takes the string between its introducer and the terminator, with each escape doubled.
    let tmux = try #require(sent(.tmux, text))
    let wrapped = try #require(tmux.hasPrefix(plain) ? String(tmux.dropFirst(plain.count)) : nil)
    #expect(wrapped.hasPrefix("\u{1b}Ptmux;") && wrapped.hasSuffix("\u{1b}\\"))
    #expect(
      wrapped.dropFirst("\u{1b}Ptmux;".count).dropLast(2).replacing("\u{1b}\u{1b}", with: "\u{1b}") == plain)
    // screen takes the pieces apart from their introducers; the terminal sees them joined.
    let long = String(repeating: "0123456789", count: 60)
    let screen = try #require(sent(.screen, long))
    let pieces = screen.components(separatedBy: "\u{1b}P").dropFirst()
    #expect(pieces.allSatisfy { $0.hasSuffix("\u{1b}\\") && $0.count <= 78 })
    #expect(pieces.map { $0.dropLast(2) }.joined() == sent(.none, long))
    #expect(Clipboard.sequence(String(repeating: "x", count: 60_000), through: .none) == nil)
    #expect(Clipboard.Multiplexer(["TMUX": "/tmp/tmux-0/default,1,0", "STY": "1.a"]) == .tmux)
    #expect(Clipboard.Multiplexer(["STY": "1.a"]) == .screen && Clipboard.Multiplexer(["TMUX": ""]) == .none)
  }
}
