import Catalog
import Testing

@testable import TerminalUI

@Suite("Keys")
struct KeyMapTests {
  enum Screen: Hashable { case everywhere, layers }
  enum Action: Equatable { case quit, top, next, cell }

  let map = KeyMap<Screen, Action>([
    KeyBinding(.everywhere, "quit", keys: "q, ctrl-c", .quit, label: "quit", help: "Leave."),
    KeyBinding(.everywhere, "next", keys: "j, down", .next, help: "Go down."),
    KeyBinding(.layers, "top", keys: "g g, home", .top, label: "top", help: "Go to the first row."),
    KeyBinding(.layers, "cell", keys: "j", .cell, label: "cell", help: "Next cell."),
  ])

  @Test(
    "a key's text form reads back",
    arguments: [
      "q", "G", "?", "-", "ctrl--", "ctrl-n", "ctrl-alt-shift-up", "page-down", "f12", "space", "ctrl-space",
      "shift-tab",
      "escape", "é", ":",
    ])
  func round(text: String) throws {
    let press = try #require(KeyPress(text))
    #expect(press.text == text)
    #expect(!press.display.isEmpty)
  }

  @Test(
    "what is no key is refused",
    arguments: ["", "qq", "ctrl-", "f0", "f25", "meta-x", " ", "Ctrl-n", "page-sideways"])
  func refused(text: String) {
    #expect(KeyPress(text) == nil)
    #expect(KeyChord(text) == nil)
  }

  @Test("the inner context hides the outer, and chords wait for their end")
  func dispatch() {
    var dispatcher = KeyDispatcher(map)
    let inner = [Screen.layers, .everywhere]
    #expect(dispatcher.press(KeyPress("j")!, in: inner) == .cell)
    #expect(dispatcher.press(KeyPress("j")!, in: [.everywhere]) == .next)
    #expect(dispatcher.press(KeyPress("g")!, in: inner) == nil)
    #expect(dispatcher.pending.count == 1)
    #expect(dispatcher.press(KeyPress("g")!, in: inner) == .top)
    #expect(dispatcher.pending.isEmpty)
    #expect(dispatcher.press(KeyPress("g")!, in: inner) == nil)
    #expect(dispatcher.press(KeyPress("q")!, in: inner) == .quit)
    #expect(dispatcher.press(KeyPress("g")!, in: inner) == nil)
    #expect(dispatcher.press(KeyPress("escape")!, in: inner) == nil)
    #expect(dispatcher.press(KeyPress("g")!, in: [.everywhere]) == nil)
    #expect(dispatcher.press(KeyPress("x")!, in: inner) == nil)
  }

  @Test("footer, help and documentation come from the table")
  func texts() {
    let footer = map.footer(in: [.layers, .everywhere])
    #expect(footer.map(\.keys) == ["gg", "j", "q"])
    #expect(footer.map(\.label) == ["top", "cell", "quit"])
    #expect(map.help(in: [.layers, .everywhere]).map(\.bindings.count) == [2, 2])
    #expect(map.markdown(in: .layers).contains("| `g g` `home` | Go to the first row. |"))
  }

  @Test("keys can be changed, and mistakes are named")
  func rebinding() throws {
    var changed = map
    try changed.rebind("quit", to: ["ctrl-q"])
    guard case .nothing = changed.match([KeyPress("q")!], in: [.everywhere]) else {
      Issue.record("q still quits")
      return
    }
    #expect(throws: UserError.self) { try changed.rebind("fly", to: ["f"]) }
    #expect(throws: UserError.self) { try changed.rebind("quit", to: ["meta-q"]) }
    #expect(map.problems == [])
    let wrong = KeyMap<Screen, Action>([
      KeyBinding(.layers, "top", keys: "g g, nope", .top, help: ""),
      KeyBinding(.layers, "next", keys: "g", .next, help: ""),
      KeyBinding(.everywhere, "cell", keys: "g", .cell, help: ""),
    ])
    #expect(wrong.problems.count == 2)
  }
}
