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

  private func type(_ keys: String, in contexts: [Screen], _ sequence: inout KeySequence) -> [String] {
    keys.split(separator: " ").map { key in
      switch sequence.press(KeyPress(String(key))!, in: contexts, of: map) {
      case .action(let action, let count): "\(action)\(count.map { " \($0)" } ?? "")"
      case .pending: "…\(sequence.display)"
      case .nothing: "-"
      }
    }
  }

  @Test("the inner context hides the outer, chords wait for their end, Esc and a wrong key drop them")
  func dispatch() {
    var sequence = KeySequence()
    let inner = [Screen.layers, .everywhere]
    #expect(type("j", in: inner, &sequence) == ["cell"])
    #expect(type("j", in: [.everywhere], &sequence) == ["next"])
    #expect(type("g g", in: inner, &sequence) == ["…g", "top"])
    #expect(type("g q", in: inner, &sequence) == ["…g", "quit"])
    #expect(type("g escape q", in: inner, &sequence) == ["…g", "-", "quit"])
    #expect(type("g x", in: inner, &sequence) == ["…g", "-"])
    #expect(sequence.isEmpty)
    #expect(map.continuations(of: [KeyPress("g")!], in: inner).map(\.binding.identifier) == ["top"])
  }

  @Test("unbound digits are a count, bound ones act unless a count has begun")
  func counts() {
    var sequence = KeySequence()
    #expect(type("1 2 j", in: [.everywhere], &sequence) == ["…1", "…12", "next 12"])
    #expect(type("5 g g", in: [.layers], &sequence) == ["…5", "…5g", "top 5"])
    #expect(type("7 escape j", in: [.everywhere], &sequence) == ["…7", "-", "next"])
    #expect(type("9 9 9 9 9 9 9 9 9 j", in: [.everywhere], &sequence).last == "next 999999")
    #expect(type("0 j", in: [.everywhere], &sequence) == ["…0", "next"])
    var bound = map
    try? bound.rebind("quit", to: ["1"])
    let other = KeyMap<Screen, Action>(bound.bindings)
    guard case .action(.quit, nil) = sequence.press(KeyPress("1")!, in: [.everywhere], of: other) else {
      Issue.record("a bound digit is its binding")
      return
    }
    _ = sequence.press(KeyPress("0")!, in: [.everywhere], of: other)
    guard case .pending = sequence.press(KeyPress("1")!, in: [.everywhere], of: other) else {
      Issue.record("a count that has begun takes every digit")
      return
    }
    #expect(sequence.count == 1)
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
