import Catalog
import Testing

@testable import TerminalUI

@Suite("Trees")
struct TreeTests {
  let nodes = [
    TreeNode(
      "a", "a",
      children: [
        TreeNode("a1", "a1", children: [TreeNode("a11", "a11"), TreeNode("a12", "a12")]),
        TreeNode("a2", "a2"),
      ]),
    TreeNode("b", "b", children: [TreeNode("b1", "b1")]), TreeNode("c", "c"),
  ]

  @Test("right opens, then enters; left closes, then leaves; a leaf does neither")
  func walking() {
    var state = TreeState()
    state.open(nodes)
    #expect(state.selected(nodes)?.id == "a" && state.expanded == ["a"])
    state.open(nodes)
    #expect(state.selected(nodes)?.id == "a1")
    state.open(nodes)
    state.open(nodes)
    #expect(state.selected(nodes)?.id == "a11")
    state.open(nodes)
    #expect(state.selected(nodes)?.id == "a11")
    state.close(nodes)
    #expect(state.selected(nodes)?.id == "a1")
    state.close(nodes)
    #expect(state.selected(nodes)?.id == "a1" && state.expanded == ["a"])
    state.close(nodes)
    state.close(nodes)
    #expect(state.selected(nodes)?.id == "a" && state.expanded.isEmpty)
    state.close(nodes)
    #expect(state.selected(nodes)?.id == "a")
  }

  @Test("what is revealed is seen, and everything above it is open")
  func revealing() {
    var state = TreeState()
    state.reveal("a12", nodes)
    #expect(state.selected(nodes)?.id == "a12" && state.expanded == ["a", "a1"])
    state.reveal("nowhere", nodes)
    #expect(state.selected(nodes)?.id == "a12")
    state.openAll(nodes)
    #expect(Tree(nodes, state: state).lineCount == 8)
    state.move(by: 100, nodes)
    #expect(state.selected(nodes)?.id == "c")
    #expect(TreeState().selected([]) == nil)
  }

  @Test("guides lead to each node from its parent")
  func guides() {
    var state = TreeState()
    state.openAll(nodes)
    var surface = Surface(size: Size(rows: 8, columns: 30))
    surface.draw(Tree(nodes, state: state), in: surface.bounds, theme: .dark)
    #expect(
      surface.lines == [
        "▎▾ a", " ├─ ▾ a1", " │  ├─   a11", " │  ╰─   a12", " ╰─   a2", " ▾ b", " ╰─   b1", "   c",
      ])
  }
}

@Suite("Logs")
struct LogTests {
  func buffer(_ count: Int, capacity: Int = 100) -> LogBuffer {
    var buffer = LogBuffer(capacity: capacity)
    for index in 0..<count {
      buffer.append(LogLine("line \(index)", level: index % 10 == 5 ? .error : .information))
    }
    return buffer
  }

  func lines(_ buffer: LogBuffer, _ state: LogState, rows: Int) -> [String] {
    var surface = Surface(size: Size(rows: rows, columns: 40))
    surface.draw(LogPane(buffer, state: state), in: surface.bounds, theme: .dark)
    return surface.lines
  }

  @Test("keeps the newest lines and their numbers, and cuts texts of several lines")
  func ring() {
    var log = buffer(250)
    #expect(log.first == 150 && log.end == 250)
    #expect(
      log[149] == nil && log[150]?.text == "line 150" && log[249]?.text == "line 249" && log[250] == nil)
    log.append(LogLine("one\ntwo\r\nthree"))
    #expect(log.end == 253 && log[252]?.text == "three")
  }

  @Test("follows the end until scrolled; then new lines move nothing, and the end is found again")
  func following() {
    var log = buffer(40)
    var state = LogState()
    #expect(lines(log, state, rows: 6)[4] == "  line 39")
    state.scroll(by: -3, log, visible: 5)
    let held = lines(log, state, rows: 6)
    #expect(held[4] == "  line 36" && held[5].hasSuffix("held 3 newer"))
    for index in 40..<60 { log.append(LogLine("line \(index)")) }
    #expect(lines(log, state, rows: 6).prefix(5) == held.prefix(5))
    state.scroll(by: 23, log, visible: 5)
    #expect(state.isFollowing)
    state.scrollToStart(log, visible: 5)
    #expect(lines(log, state, rows: 6)[0] == "  line 0")
    state.follow()
    #expect(lines(log, state, rows: 6)[4] == "  line 59")
  }

  @Test("what was looked at may leave the buffer: the oldest lines are shown in its place")
  func evicted() {
    var log = buffer(40)
    var state = LogState()
    state.scrollToStart(log, visible: 5)
    for index in 40..<400 { log.append(LogLine("line \(index)")) }
    #expect(lines(log, state, rows: 6)[0] == "  line 300")
  }

  @Test("levels leave out what is below them")
  func levels() {
    let state = LogState(minimum: .warning)
    #expect(
      lines(buffer(40), state, rows: 6).prefix(4) == ["✕ line 5", "✕ line 15", "✕ line 25", "✕ line 35"])
    #expect(lines(buffer(3), state, rows: 6)[0] == "no line at this level or above")
    #expect(lines(LogBuffer(), state, rows: 6)[0] == "nothing has been logged yet")
  }

  @Test("a search goes round, and its line is seen")
  func searching() {
    let log = buffer(60)
    var state = LogState(search: "LINE 3")
    var visited: [Int] = []
    for _ in 0..<12 {
      let isFound = state.find(forward: true, log, visible: 7)
      #expect(isFound)
      visited.append(state.match ?? -1)
      #expect(lines(log, state, rows: 8).contains { $0.contains("line \(state.match ?? -1)") })
    }
    #expect(visited == [3, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 3])
    state.find(forward: false, log, visible: 7)
    #expect(state.match == 39)
    state.scrollToStart(log, visible: 7)
    state.find(forward: false, log, visible: 7)
    #expect(state.match == 3, "from what is seen, not from the last match")
    state.search.set("nothing")
    let isFound = state.find(forward: true, log, visible: 7)
    #expect(!isFound && state.match == nil)
  }
}

@Suite("Text fields")
struct TextFieldTests {
  @Test("random edits keep text and cursor as an array of characters does")
  func model() {
    var generator = SplitMix64(seed: 5)
    var field = TextFieldState()
    var model: [Character] = []
    var cursor = 0
    for _ in 0..<2_000 {
      switch generator.next() % 8 {
      case 0...2:
        let character = Array("ab 数é")[Int(generator.next() % 5)]
        field.insert(character)
        model.insert(character, at: cursor)
        cursor += 1
      case 3:
        field.backspace()
        if cursor > 0 { model.remove(at: cursor - 1); cursor -= 1 }
      case 4:
        field.deleteForward()
        if cursor < model.count { model.remove(at: cursor) }
      case 5:
        let step = Int(generator.next() % 7) - 3
        field.move(by: step)
        cursor = min(model.count, max(0, cursor + step))
      case 6 where generator.next() % 10 == 0:
        field.deleteWord()
        while cursor > 0, model[cursor - 1] == " " { model.remove(at: cursor - 1); cursor -= 1 }
        while cursor > 0, model[cursor - 1] != " " { model.remove(at: cursor - 1); cursor -= 1 }
      default: field.insert("\n" as Character)
      }
      #expect(field.text == String(model) && field.cursor == cursor)
    }
  }

  @Test("the cursor is seen at any width, wide characters or not")
  func visibleCursor() {
    for text in [
      "", "abc", "a long line of plain letters", "数据集の名前数据集の名前", "e\u{301}e\u{301}e\u{301}e\u{301}",
    ] {
      for width in 1...12 {
        var field = TextFieldState(text)
        for _ in 0...text.count {
          var surface = Surface(size: Size(rows: 1, columns: width))
          surface.draw(TextField(field), in: surface.bounds, theme: .dark)
          let cursors = surface.cells.filter { $0.attributes.contains(.reverse) && $0.width != .wideRight }
          #expect(cursors.count == 1, "'\(text)' at \(field.cursor) in \(width)")
          field.move(by: -1)
        }
      }
    }
  }

  @Test("a mark that joins the character before it moves no cursor beyond the end")
  func marks() {
    var field = TextFieldState("e")
    field.insert("\u{301}" as Character)
    #expect(field.text.count == 1 && field.cursor == 1)
    field.insert("a\nb" as String)
    #expect(field.text == "e\u{301}a b" && field.cursor == 4)
  }
}
