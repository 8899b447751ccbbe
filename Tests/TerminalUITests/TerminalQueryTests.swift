import Testing

@testable import TerminalUI

@Suite("What a terminal is asked")
struct TerminalQueryTests {
  @Test("the terminal's answer is told from what was typed meanwhile")
  func answers() {
    let yes = TerminalQuery.parse(Array("a\u{1b}P1$r0;48:2::1:2:3m\u{1b}\\b\u{1b}[?64;1;2cq\u{1b}[A".utf8))
    #expect(yes.hasTruecolor)
    #expect(String(decoding: yes.typed, as: UTF8.self) == "abq\u{1b}[A")
    let no = TerminalQuery.parse(Array("\u{1b}P1$r0;48;5;16m\u{1b}\\\u{1b}[?6c".utf8))
    #expect(!no.hasTruecolor)
    #expect(no.typed.isEmpty)
    #expect(TerminalQuery.parse(Array("\u{1b}[?1;".utf8)).typed.count == 5)
    #expect(TerminalQuery.parse([]).typed.isEmpty)
  }

  @Test(
    "the ground is read in every notation",
    arguments: [
      ("rgb:ffff/8080/0000\u{1b}\\", 0xff8000 as UInt32?), ("rgb:ff/80/00\u{7}", 0xff8000),
      ("rgb:f/8/0\u{7}", 0xff8800),
      ("rgba:0000/0000/0000/ffff\u{7}", 0x000000), ("rgb:12/34\u{7}", nil), ("red\u{7}", nil),
      ("rgb:12345/0/0\u{7}", nil), ("\u{7}", nil),
    ])
  func ground(reply: String, value: UInt32?) {
    let query = TerminalQuery.parse(Array(("\u{1b}]11;" + reply + "\u{1b}[?6c").utf8))
    #expect(query.ground == value.map(Color.init(rgb:)))
    #expect(query.typed.isEmpty)
  }

  @Test("COLORFGBG ends with the ground's colour")
  func variable() {
    #expect(TerminalTraits.isDark("15;0") == true)
    #expect(TerminalTraits.isDark("0;default;15") == false)
    #expect(TerminalTraits.isDark("0;7") == false)
    #expect(TerminalTraits.isDark("7;8") == true)
    #expect(TerminalTraits.isDark("15;default") == nil)
    #expect(TerminalTraits.isDark(nil) == nil)
  }

  @Test("consoles, which show what they do not know, are not asked")
  func possible() {
    for name in ["linux", "linux-16color", "vt100", "vt220", "ansi"] {
      #expect(!TerminalQuery.isPossible(type: name))
    }
    for name in ["xterm", "tmux-256color", "screen", "vte-256color", "alacritty"] {
      #expect(TerminalQuery.isPossible(type: name))
    }
  }

  @Test("an answer that comes late, and a sequence that nobody knows, is no key")
  func late() {
    for text in [
      "\u{1b}]11;rgb:ffff/ffff/ffff\u{1b}\\", "\u{1b}]11;rgb:ff/ff/ff\u{7}", "\u{1b}P1$r0m\u{1b}\\",
      "\u{1b}[?64;1;2c",
      "\u{1b}[27;5;9~", "\u{1b}[>1u",
    ] {
      var decoder = InputDecoder()
      var events = text.unicodeScalars.prefix(8).flatMap { decoder.feed($0) } + decoder.finishBatch()
      events += text.unicodeScalars.dropFirst(8).flatMap { decoder.feed($0) } + decoder.finishBatch()
      #expect(events.isEmpty, "\(text.debugDescription): \(events)")
      #expect(decoder.feed("q") == [.key(KeyPress(.character("q")))])
    }
  }

  @Test("Alt with the first letter of a sequence is a key when nothing follows")
  func alt() {
    for letter in ["[", "]", "P"] {
      var decoder = InputDecoder()
      let events = "\u{1b}\(letter)".unicodeScalars.flatMap { decoder.feed($0) } + decoder.finishBatch()
      #expect(events == [.key(KeyPress(.character(Character(letter)), .alt))])
    }
  }
}
