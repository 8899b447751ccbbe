import TerminalUI
import Testing

@testable import Workbench

/// A paste may be a whole file, and with every key what a line holds is looked for in all that is listed.
@Suite struct PasteTests {
  private static let book = String(repeating: "halftone\u{1b}[2J layer\n", count: 20_000)

  @Test(
    "A pasted book is one step, cut to the longest line and free of what controls a terminal",
    .timeLimit(.minutes(1)), arguments: [["/"], [":"], ["?", "/"]])
  func book(_ keys: [String]) throws {
    var state = try #require(Stories.named("runs"))
    for key in keys { _ = KeyPress(key).map { state.reduce($0) } }
    #expect(state.isTyping)
    _ = state.reduce(.paste(Self.book))
    var surface = Surface(size: Size(rows: 40, columns: 120))
    WorkbenchFrame.draw(state, on: &surface, theme: .dark)
    var typed = state.searchLine.text
    if case .palette(let palette)? = state.overlay { typed = palette.query }
    #expect(typed.count == TextFieldState.mostCharacters)
    #expect(typed.unicodeScalars.allSatisfy { $0.value >= 0x20 })
    #expect(typed.hasPrefix("halftone[2J layer halftone"))
  }

  @Test("A form takes a paste where the cursor stands, in a field of text only")
  func form() throws {
    var state = try #require(Stories.named("runs"))
    for key in ["n", "enter"] { _ = KeyPress(key).map { state.reduce($0) } }
    guard case .form(let sheet)? = state.overlay else {
      Issue.record("no form")
      return
    }
    var form = sheet.form
    let text = try #require(form.parameters.indices.first { form.choices($0) == nil })
    form.focus(text)
    form.moveToStart()
    form.paste("1\n2")
    #expect(form.texts[text].hasPrefix("1 2") && form.cursor == 3)
    form.focus(form.parameters.count)
    let before = form.texts
    form.paste("x")
    #expect(form.texts == before)
  }
}
