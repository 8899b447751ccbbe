import Foundation
import TerminalUI
import Testing

@testable import Workbench

/// What guides a newcomer, and what goes once it is known; themes seen before they are chosen; runs compared.
@Suite struct FirstMinuteTests {
  private func pressing(_ keys: [String], in state: AppState) -> (state: AppState, effects: [Effect]) {
    var state = state
    var effects: [Effect] = []
    for key in keys {
      let asked = KeyPress(key).flatMap { state.reduce($0) } ?? []
      effects += asked
      for case .load(let job) in asked {
        let events = Sample.siblings().filter { $0.job == job }
        _ = state.reduce(loaded: RunState(job, events: events))
      }
    }
    return (state, effects)
  }

  @Test("A hint goes once its key was used, and what was learnt is to be remembered")
  func fading() throws {
    let state = try #require(Stories.named("training"))
    #expect(state.openHints.map(\.label).contains("log axis"))
    let (after, effects) = pressing(["y"], in: state)
    #expect(!after.openHints.map(\.label).contains("log axis"))
    let told = effects.compactMap { if case .remember(let hints) = $0 { hints } else { nil } }
    #expect(told.last?.used.contains("log-axis") == true)
    #expect(pressing(["escape"], in: after).state.openHints.isEmpty, "Esc sends the row away")
    #expect(!pressing(["escape", "H"], in: after).state.openHints.isEmpty)
  }

  @Test("What was learnt outlives the program, and a broken file hints from the first")
  func remembered() throws {
    let path = NSTemporaryDirectory() + "halftone-hints-\(getpid()).json"
    defer { try? FileManager.default.removeItem(atPath: path) }
    var hints = Hints()
    hints.used = ["filter"]
    try hints.write(path)
    #expect(Hints.read(path) == hints)
    try "{".write(toFile: path, atomically: true, encoding: .utf8)
    #expect(Hints.read(path) == Hints())
  }

  @Test("A theme is seen while the list moves; Enter keeps it, Esc returns")
  func themes() throws {
    var state = try #require(Stories.named("runs"))
    state.themeNames = ["dark", "light", "mono"]
    state.themeName = "dark"
    let (moved, _) = pressing(["t", "down"], in: state)
    #expect(moved.shownTheme == "light" && moved.themeName == "dark")
    #expect(pressing(["escape"], in: moved).state.shownTheme == "dark")
    #expect(pressing(["enter"], in: moved).effects.contains(.theme("light")))
  }

  @Test("Marked trainings are drawn together under what sets them apart")
  func compared() throws {
    let state = try #require(Stories.others.first { $0.name == "runs-many" }?.state)
    let (marked, _) = pressing(["g", "g", "m", "down", "m"], in: state)
    #expect(marked.markedRuns.count == 2)
    var surface = Surface(size: Size(rows: 60, columns: 200))
    var shown = marked
    shown.size = surface.size
    _ = shown.reduce(.show(.training))
    WorkbenchFrame.draw(shown, on: &surface, theme: .dark)
    let text = surface.lines.joined(separator: "\n")
    #expect(text.contains("Test loss of 2 runs") && text.contains("learning-rate"), "\(text)")
    #expect(pressing(["m"], in: marked).state.markedRuns.count == 1, "a second press takes the mark away")
  }

  @Test("The log opens over no other pane, scrolls while it has the keyboard, and Esc closes it")
  func log() throws {
    let state = try #require(Stories.named("runs"))
    let (open, _) = pressing(["o", "tab", "tab", "up"], in: state)
    #expect(open.showsLog && open.isLogFocused && open.selected == state.selected)
    let log = try #require(open.currentRun?.log)
    #expect(log.end > 2)
    var surface = Surface(size: Size(rows: 30, columns: 120))
    var found = pressing(["/", "b", "e", "g", "u", "n", "enter"], in: open).state
    #expect(found.logState.match.flatMap { log[$0]?.text } == "begun" && found.runsView.filter.isEmpty)
    found.size = surface.size
    WorkbenchFrame.draw(found, on: &surface, theme: .dark)
    #expect(surface.lines.contains { $0.contains("begun") })
    #expect(!pressing(["escape"], in: open).state.showsLog)
  }

  @Test("Enlarging shows a part of the input that arrows move and that never leaves it")
  func enlarging() throws {
    let state = try #require(Stories.named("saliency"))
    let (part, _) = pressing(
      ["+", "+", "left", "left", "left", "left", "left", "left", "left", "left"], in: state)
    #expect(part.saliencyView.zoom == 2 && part.saliencyView.selection == state.saliencyView.selection)
    #expect(part.saliencyView.centerColumn == 0.125)
    #expect(pressing(["-", "-"], in: part).state.saliencyView.zoom == 0)
  }

  @Test("The training curve is smoothed and its values stay behind it; the test curve is left alone")
  func smoothing() throws {
    let state = try #require(Stories.named("training"))
    let smooth = pressing(["+", "+", "+"], in: state).state
    var surface = Surface(size: Size(rows: 40, columns: 120))
    WorkbenchFrame.draw(smooth, on: &surface, theme: .dark)
    let legend = try #require(surface.lines.first { $0.contains("train ") && $0.contains("test ") })
    // The smoothed figure, and the value itself in brackets.
    #expect(legend.firstMatch(of: /train [0-9.]+ \([0-9.]+\)/) != nil, "\(legend)")
    #expect(legend.firstMatch(of: /test [0-9.]+ \(/) == nil, "\(legend)")
    #expect(surface.lines.contains { $0.contains("smoothed 0.9") })
  }

  @Test("Layers that belong together fold into a line, the cursor steps over them, and all open again")
  func folding() throws {
    let state = try #require(Stories.others.first { $0.name == "layers-deep" }?.state)
    func lines(_ state: AppState) -> [String] {
      var surface = Surface(size: Size(rows: 40, columns: 120))
      WorkbenchFrame.draw(state, on: &surface, theme: .dark)
      return surface.lines
    }
    #expect(lines(state).contains { $0.contains("block0.conv2") })
    let one = pressing(["j", "j", "-"], in: state).state
    #expect(one.layersView.folded == ["features.block0"] && one.layersView.row == 0)
    #expect(
      !lines(one).contains { $0.contains("block0.conv2") } && lines(one).contains { $0.contains("block0.*") })
    #expect(pressing(["j"], in: one).state.layersView.row == 6, "over the five layers that are not seen")
    let all = pressing(["-"], in: one).state
    #expect(all.layersView.folded.count == 5)
    #expect(pressing(["j", "j"], in: all).state.layersView.row == 12)
    #expect(pressing(["+"], in: all).state.layersView.folded.count == 4)
    #expect(pressing(["+", "+"], in: all).state.layersView.folded.isEmpty)
    let shallow = try #require(Stories.named("layers"))
    #expect(pressing(["-"], in: shallow).state.toasts.count == 1, "says why nothing happens")
  }

  @Test("Without colours the curves of the layers are named by their marks")
  func marks() throws {
    let state = try #require(Stories.named("layers"))
    let traits = TerminalTraits(depth: .monochrome)
    var surface = Surface(size: Size(rows: 60, columns: 200), traits: traits)
    WorkbenchFrame.draw(state, on: &surface, theme: Theme.dark.adapted(to: .monochrome))
    #expect(surface.lines.contains { $0.contains("● fc1") && $0.contains("▲ fc2") && $0.contains("■ fc3") })
  }
}
