import Catalog
import Engine
import TerminalUI
import Testing

@testable import Workbench

@Suite struct ScreenLawTests {
  static let sizes = [
    (1, 1), (1, 40), (3, 3), (5, 200), (10, 30), (17, 60), (18, 60), (20, 61), (24, 80), (25, 99), (30, 104),
    (40, 120),
    (44, 72), (50, 150), (60, 200),
  ].map { Size(rows: $0.0, columns: $0.1) }

  @Test(
    "No screen draws outside its rectangle, at any size, empty, half filled or full", arguments: Stories.all)
  func inside(_ story: Story) {
    for size in Self.sizes {
      for screen in ScreenRegistry.all {
        var state = story.state
        state.size = size
        state.screen = screen.identifier
        for pane in [nil, 0, 1, 2] as [Int?] {
          state.isZoomed = pane != nil
          state.runsView.pane = min(pane ?? 0, 1)
          state.trainingView.pane = pane ?? 0
          state.layersView.pane = min(pane ?? 0, 1)
          state.saliencyView.pane = min(pane ?? 0, 1)
          state.conceptsView.pane = pane ?? 0
          // A margin around the screen that must stay as it is.
          let mark = Style(foreground: Color(rgb: 0x123456), background: Color(rgb: 0x654321))
          var surface = Surface(size: Size(rows: size.rows + 4, columns: size.columns + 6), style: mark)
          let place = Rectangle(row: 2, column: 3, rows: size.rows, columns: size.columns)
          screen.draw(state, in: place, on: &surface, theme: .dark)
          for row in 0..<surface.size.rows {
            for column in 0..<surface.size.columns where !place.contains(Position(row: row, column: column)) {
              #expect(
                surface[row: row, column: column]?.style == mark,
                "\(screen.identifier) \(size) at \(row),\(column)")
              if surface[row: row, column: column]?.style != mark { return }
            }
          }
        }
      }
    }
  }

  @Test("The whole frame is drawn at any size with everything that can lie above it", arguments: Stories.all)
  func overlays(_ story: Story) {
    for size in Self.sizes {
      for action in [Action.help, .palette, .newRun, .quit, .command, .chooseTarget] {
        var state = story.state
        state.size = size
        _ = state.reduce(action)
        if case .chooser? = state.overlay { _ = state.reduce(.activate) }
        var surface = Surface(size: size)
        WorkbenchFrame.draw(state, on: &surface, theme: .dark)
      }
    }
  }

  @Test("The key table has no collisions, and every screen's footer names how to get help and out")
  func keys() {
    #expect(WorkbenchKeys.map.problems == [])
    for story in Stories.all {
      var surface = Surface(size: Size(rows: 24, columns: 80))
      WorkbenchFrame.draw(story.state, on: &surface, theme: .dark)
      let footer = surface.lines.last ?? ""
      #expect(footer.hasSuffix("? help   q quit"), "\(story.name): \(footer)")
    }
  }
}
