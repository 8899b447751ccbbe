import Testing

@testable import TerminalUI

@Suite("Input from the terminal")
struct TerminalInputTests {
  /// Feeds characters, and `nil` for the end of a batch.
  func events(_ decoder: inout InputDecoder, _ text: String) -> [InputEvent] {
    text.unicodeScalars.flatMap { decoder.feed($0) }
  }

  @Test("escape is Alt when something follows in the same batch, and a key when not")
  func escape() {
    var decoder = InputDecoder()
    #expect(events(&decoder, "\u{1b}x") == [.key(KeyPress(.character("x"), .alt))])
    #expect(events(&decoder, "\u{1b}") == [])
    #expect(decoder.finishBatch() == [.key(KeyPress(.escape))])
    #expect(decoder.finishBatch() == [])
    #expect(events(&decoder, "\u{1b}") == [])
    #expect(decoder.feed(.key(KeyPress(.up))) == [.key(KeyPress(.up, .alt))])
    #expect(events(&decoder, "\u{1b}\u{1b}") == [.key(KeyPress(.escape))])
    #expect(decoder.feed(.focus(true)) == [.key(KeyPress(.escape)), .focus(true)])
  }

  @Test(
    "control characters",
    arguments: [
      ("\u{e}", "ctrl-n"), ("\r", "enter"), ("\n", "enter"), ("\t", "tab"), ("\u{7f}", "backspace"),
      ("\u{8}", "backspace"),
      ("\u{0}", "ctrl-space"), ("\u{1a}", "ctrl-z"), ("\u{1c}", "ctrl-\\"), ("G", "G"), ("é", "é"),
      (" ", "space"),
    ])
  func controls(typed: String, name: String) {
    var decoder = InputDecoder()
    #expect(events(&decoder, typed) == [.key(KeyPress(name)!)])
  }

  @Test("a mouse report may be split over reads")
  func mouse() {
    var decoder = InputDecoder()
    #expect(decoder.feed(.mouse) == [])
    #expect(events(&decoder, "0;20") == [])
    #expect(decoder.finishBatch() == [])
    #expect(
      events(&decoder, "7;4M") == [.mouse(MouseEvent(.press(.left), at: Position(row: 3, column: 206)))])
    let reports: [(String, MouseEvent?)] = [
      ("2;1;1m", MouseEvent(.release, at: Position(row: 0, column: 0))),
      ("33;5;6M", MouseEvent(.drag(.middle), at: Position(row: 5, column: 4))),
      ("64;1;1M", MouseEvent(.wheel(.up), at: Position(row: 0, column: 0))),
      ("65;1;1M", MouseEvent(.wheel(.down), at: Position(row: 0, column: 0))),
      (
        "28;1;1M",
        MouseEvent(.press(.left), at: Position(row: 0, column: 0), modifiers: [.shift, .alt, .control])
      ),
      ("35;1;1M", nil), ("0;0;0M", nil), ("M", nil), ("0;1M", nil), (";;;;M", nil), ("0;1;1x", nil),
      ("99999999999999999999;1;1M", MouseEvent(.press(.left), at: Position(row: 0, column: 0))),
      (String(repeating: "1", count: 40), nil),
    ]
    for (report, event) in reports {
      var decoder = InputDecoder()
      #expect(decoder.feed(.mouse) == [])
      let got = events(&decoder, report).filter { if case .mouse = $0 { true } else { false } }
      #expect(got == (event.map { [.mouse($0)] } ?? []), "\(report)")
    }
  }

  @Test("a paste is one text, and no key in it acts")
  func paste() {
    var decoder = InputDecoder()
    #expect(decoder.feed(.pasteBegins) == [])
    #expect(events(&decoder, "q\r\u{1b}") == [])
    #expect(decoder.finishBatch() == [])
    #expect(decoder.feed(.key(KeyPress(.up))) == [])
    #expect(decoder.feed(.mouse) == [])
    #expect(events(&decoder, "\u{3}é\r\nx") == [])
    #expect(decoder.feed(.pasteEnds) == [.paste("q\né\nx")])
    #expect(events(&decoder, "q") == [.key(KeyPress(.character("q")))])
    #expect(decoder.feed(.pasteEnds) == [])
  }

  @Test("the sequences that ncurses is taught are all different")
  func table() {
    let table = KeyTable()
    #expect(Set(table.entries.map(\.sequence)).count == table.entries.count)
    #expect(table.entries.first { $0.sequence == "[1;5D" }?.token == .key(KeyPress(.left, .control)))
    #expect(table.entries.first { $0.sequence == "[15;2~" }?.token == .key(KeyPress(.function(5), .shift)))
    #expect(table.token(for: 0x0fff) == nil)
    #expect(table.token(for: 0x1000 + Int32(table.entries.count)) == nil)
  }

  @Test("wake-ups from other threads are counted as one")
  func waker() throws {
    let pipe = try Pipe()
    let waker = Waker(pipe: pipe)
    for _ in 0..<100_000 { waker.wake() }
    #expect(!pipe.drain().isEmpty)
    #expect(pipe.drain().isEmpty)
  }
}
