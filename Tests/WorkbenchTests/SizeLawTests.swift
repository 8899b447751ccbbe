import TerminalUI
import Testing

@testable import Workbench

/// Every screen with everything that can lie above it, at any size and in any terminal.
@Suite struct SizeLawTests {
  static let sizes: [Size] = {
    let rows = [1, 2, 5, 17, 18, 21, 24, 31, 43], columns = [1, 2, 20, 59, 60, 73, 80, 104, 120, 151]
    let grid = rows.enumerated().flatMap { number, row in
      // Every other width for each height, so that all pairs of neighbours are met.
      columns.enumerated().filter { ($0.offset + number) % 2 == 0 }.map {
        Size(rows: row, columns: $0.element)
      }
    }
    let named = [(18, 60), (24, 80), (40, 120), (60, 200), (120, 400), (18, 400), (120, 60)]
    return grid + named.map { Size(rows: $0.0, columns: $0.1) }
  }()

  static let states: [Story] = Stories.all + Stories.more + Stories.others + Stories.above

  static let traits: [TerminalTraits] = [
    TerminalTraits(), TerminalTraits(depth: .indexed256), TerminalTraits(depth: .indexed16),
    TerminalTraits(depth: .monochrome, glyphs: .ascii), TerminalTraits(depth: .truecolor, glyphs: .ascii),
  ]

  @Test(
    "Nothing traps at any size from 1×1 to 400×120, and from the floor on help and quit are always told",
    arguments: states)
  func drawn(_ story: Story) {
    for (number, size) in Self.sizes.enumerated() {
      var state = story.state
      state.size = size
      state.isZoomed = number % 4 == 1
      state.showsLog = number % 3 == 0
      var surface = Surface(size: size, traits: Self.traits[number % Self.traits.count])
      WorkbenchFrame.draw(state, on: &surface, theme: .dark)
      let lines = surface.lines
      guard size.rows >= WorkbenchFrame.smallest.rows, size.columns >= WorkbenchFrame.smallest.columns else {
        continue
      }
      guard state.overlay == nil else { continue }
      #expect(lines.last?.hasSuffix("? help   q quit") == true, "\(story.name) \(size): \(lines.last ?? "")")
      if surface.traits.glyphs == .ascii {
        #expect(lines.allSatisfy { $0.unicodeScalars.allSatisfy(\.isASCII) }, "\(story.name) \(size)")
      }
    }
  }

  @Test("Below the floor one screen says the size needed and the size there is")
  func floor() {
    for size in [Size(rows: 17, columns: 60), Size(rows: 18, columns: 59), Size(rows: 10, columns: 40)] {
      var surface = Surface(size: size)
      WorkbenchFrame.draw(Sample.state(), on: &surface, theme: .dark)
      let text = surface.lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
      #expect(text.contains("60×18") && text.contains("\(size.columns)×\(size.rows)"), "\(text)")
    }
    var none = Surface(size: Size(rows: 0, columns: 0))
    WorkbenchFrame.draw(Sample.state(), on: &none, theme: .dark)
    #expect(none.lines.isEmpty)
  }

  // MARK: Words

  /// The words of a line and what follows each.
  private func words(_ line: String) -> [(word: String, next: Character?)] {
    var found: [(String, Character?)] = []
    var word = ""
    for character in line + " " {
      if character.isLetter && character.isASCII {
        word.append(character)
      } else {
        if word.count > 2 { found.append((word, character)) }
        word = ""
      }
    }
    return found
  }

  /// All that a state can say where nothing is short of room.
  private func vocabulary(_ story: Story) -> Set<String> {
    var known: Set<String> = []
    for (number, screen) in (ScreenID.allCases + [story.state.screen, story.state.screen]).enumerated() {
      var state = story.state
      state.overlay = nil
      state.size = Size(rows: 90, columns: 260)
      state.screen = screen
      state.isZoomed = number >= ScreenID.allCases.count
      if state.isZoomed { state.focusPane(number - ScreenID.allCases.count) }
      var surface = Surface(size: state.size)
      WorkbenchFrame.draw(state, on: &surface, theme: .dark)
      for line in surface.lines { known.formUnion(words(line).map(\.word)) }
    }
    for binding in story.state.keyMap.bindings {
      known.formUnion((words(binding.help) + words(binding.label) + words(binding.identifier)).map(\.word))
    }
    return known
  }

  @Test("No word is cut without an ellipsis", arguments: Stories.all + Stories.more + Stories.others)
  func whole(_ story: Story) {
    let known = vocabulary(story)
    for size in Self.sizes where size.rows >= 18 && size.columns >= 60 {
      var state = story.state
      state.size = size
      var surface = Surface(size: size)
      WorkbenchFrame.draw(state, on: &surface, theme: .dark)
      for line in surface.lines {
        for (word, next) in words(line) where next != "…" && !known.contains(word) {
          let whole = known.first { $0.hasPrefix(word) }
          #expect(whole == nil, "\(story.name) \(size): \(word) of \(whole ?? "") in \(line)")
        }
      }
    }
  }
}
