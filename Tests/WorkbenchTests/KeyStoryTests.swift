import Catalog
import Engine
import TerminalUI
import Testing

@testable import Workbench

/// What a person types, key by key, through the key table and the reducer.
@Suite struct KeyStoryTests {
  private func press(_ state: inout AppState, _ keys: String...) -> [Effect] {
    keys.flatMap { state.reduce(KeyPress($0)!) ?? [] }
  }

  private func full() -> AppState {
    var state = Sample.state()
    for event in Sample.training() + Sample.sweep() { _ = state.reduce(event) }
    return state
  }

  @Test("/ filters as it is typed, q is a letter there, Esc takes the filter off")
  func filter() {
    var state = full()
    #expect(press(&state, "/", "s", "h", "i", "o", "n").contains(.quit) == false)
    #expect(state.visibleRuns.map(\.job) == [Sample.trainJob])
    #expect(state.selected == Sample.trainJob)
    #expect(!press(&state, "q").contains(.quit))
    #expect(state.visibleRuns.isEmpty)
    _ = press(&state, "escape")
    #expect(state.visibleRuns.count == 2 && !state.isTyping)
    #expect(press(&state, "q").contains(.quit))
  }

  @Test(": finds actions by name and runs by title")
  func palette() {
    var state = full()
    _ = press(&state, ":", "z", "o", "o", "m")
    guard case .palette? = state.overlay else { return #expect(Bool(false), "no palette") }
    _ = press(&state, "escape", ":", "s", "a", "l", "enter")
    #expect(state.screen == .saliency)
    _ = press(&state, ":", "o", "p", "e", "n", "space", "l", "a", "y", "enter")
    #expect(state.screen == .layers && state.selected == Sample.layersJob)
  }

  @Test(
    "Digits open screens, brackets turn maps, x shows the command, Ctrl-C twice leaves a running workbench")
  func journey() {
    var state = Sample.state()
    for event in Sample.training(epochs: 4) { _ = state.reduce(event) }
    _ = press(&state, "2", "left", "left", "y")
    #expect(state.trainingView.cursor == 3 && state.trainingView.isLogarithmic)
    _ = press(&state, "3", "]", "]")
    #expect(state.layersView.map == .joint)
    _ = press(&state, "2", "x")
    #expect(state.overlay == .command("halftone train"))
    _ = press(&state, "q")
    #expect(state.overlay == nil, "q closes what lies above the screen")
    #expect(!press(&state, "ctrl-c").contains(.quit))
    #expect(press(&state, "ctrl-c").contains(.quit))
  }

  @Test("A run started from the form is shown by its name before its first event is there")
  func accepted() {
    var state = full()
    _ = state.reduce(.show(.layers))
    let effects = press(&state, "w", "enter")
    guard case .start(let request)? = effects.last else { return #expect(Bool(false), "nothing started") }
    #expect(request.settings.text("model") == Sample.trainJob)
    _ = state.reduce(accepted: request, as: "20251125T003000Z-layers-ffff")
    #expect(state.layersRun?.job == "20251125T003000Z-layers-ffff")
    #expect(state.layersRun?.status == .queued)
  }
}
