import TerminalUI
import Testing

@testable import Workbench

/// The table of keys is the only way from a key to an action.
@Suite struct KeyLawTests {
  /// States in which each context counts.
  static let states: [AppState] = {
    var states = Stories.all.map(\.state)
    for story in Stories.all {
      for action in [Action.help, .palette, .newRun, .quit, .command, .chooseTarget, .search, .cancel] {
        var state = story.state
        _ = state.reduce(action)
        states.append(state)
        for next in [Action.search, .activate, .type("a")] {
          var later = state
          _ = later.reduce(next)
          states.append(later)
          _ = later.reduce(.type("c"))
          _ = later.reduce(.activate)
          states.append(later)
        }
      }
    }
    return states
  }()

  /// Everything a keyboard sends.
  static let presses: [KeyPress] = {
    let characters = (0x20..<0x7f).map { KeyPress(.character(Character(Unicode.Scalar(UInt8($0))))) }
    let held = "abcdefghijklmnopqrstuvwxyz".map { KeyPress(.character($0), .control) }
    let named: [KeyPress.Key] = [
      .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .insert, .delete, .backspace, .tab, .enter,
      .escape,
    ]
    return characters + held + named.map { KeyPress($0) } + named.map { KeyPress($0, .shift) }
      + (1...12).map { KeyPress(.function($0)) } + [KeyPress(.character("x"), .alt)]
  }()

  @Test("Every key of every binding does its action somewhere")
  func reachable() {
    let stacks = Set(Self.states.map(\.keyContexts))
    for binding in WorkbenchKeys.map.bindings {
      for chord in binding.chords {
        let works = stacks.contains { stack in
          guard stack.contains(binding.context) else { return false }
          if stack.contains(where: \.takesText), chord.presses[0].typed != nil { return false }
          guard case .action(let action) = WorkbenchKeys.map.match(chord.presses, in: stack) else {
            return false
          }
          return action == binding.action
        }
        #expect(works, "\(chord.text) of \(binding.identifier) in \(binding.context)")
      }
    }
  }

  @Test("A key that the table does not have, that types nothing and counts nothing changes nothing")
  func nothingElse() {
    for state in Self.states {
      for press in Self.presses where !(state.isTyping && press.typed != nil) {
        let known = state.keyMap.bindings.contains { binding in
          state.keyContexts.contains(binding.context) && binding.chords.contains { $0.presses.first == press }
        }
        if known { continue }
        var after = state
        let effects = after.reduce(press)
        if case .character(let character) = press.key, press.modifiers.isEmpty,
          ("0"..."9").contains(character)
        {
          after.typed.reset()
        } else {
          #expect(effects == nil, "\(press.text) in \(state.keyContexts)")
        }
        #expect(after == state, "\(press.text) in \(state.keyContexts)")
      }
    }
  }

  @Test("Esc never quits, wherever it is pressed and however often")
  func escape() {
    for state in Self.states {
      var state = state
      for _ in 0..<8 { #expect(state.reduce(KeyPress(.escape))?.contains(.quit) != true) }
      #expect(state.overlay == nil && !state.search.isTyping && state.frozen == nil)
    }
  }

  @Test("Every hint of the last row can be clicked, and does what its key does")
  func hints() {
    for state in Self.states {
      var surface = Surface(size: Size(rows: 24, columns: 100))
      WorkbenchFrame.draw(state, on: &surface, theme: .dark)
      let hints = state.footerHints
      for column in 0..<100 {
        guard case .hint(let index)? = surface.hits.hits(at: Position(row: 23, column: column)).first?.target
        else { continue }
        var clicked = state
        let effects = clicked.reduce(
          MouseEvent(.press(.left), at: Position(row: 23, column: column)), on: surface.hits)
        var typed = state
        #expect(effects == typed.apply(hints[index].action) + typed.followUp(), "\(hints[index])")
        clicked.pointer = typed.pointer
        clicked.typed = typed.typed
        #expect(clicked == typed, "\(hints[index])")
      }
    }
  }
}
