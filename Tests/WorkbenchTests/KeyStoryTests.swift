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

  @Test("A count moves so many, before gg or G it is the line; Esc drops it, and the last row shows it")
  func counts() {
    var state = full()
    _ = press(&state, "3", "0", "5", "l")
    #expect(state.layersView.column == 5 && state.typed.isEmpty)
    _ = press(&state, "0", "3")
    #expect(state.footerStatus.text == " 3… ")
    _ = press(&state, "G")
    #expect(state.layersView.row == 2)
    _ = press(&state, "0", "2", "g")
    #expect(state.footerStatus.text == " 2g… ")
    #expect(state.footerHints.map(\.keys).contains("g") && state.footerHints.map(\.keys).contains("s"))
    _ = press(&state, "g")
    #expect(state.layersView.row == 1)
    _ = press(&state, "9", "escape", "h")
    #expect(state.layersView.column == 4 && state.layersView.row == 1)
    _ = press(&state, "g", "t")
    #expect(state.screen == .training)
  }

  @Test("/ leads to the layer that matches, n and N go round, Esc ends it and n starts a run again")
  func search() {
    var state = full()
    _ = press(&state, "3", "/", "f", "c")
    #expect(state.layersView.row == 0 && state.searchStatus?.text.hasSuffix("1 of 3") == true)
    _ = press(&state, "enter", "n", "n")
    #expect(state.layersView.row == 2)
    _ = press(&state, "n")
    #expect(state.layersView.row == 0)
    _ = press(&state, "0", "2", "N")
    #expect(state.layersView.row == 1)
    _ = press(&state, "escape", "n")
    guard case .chooser? = state.overlay else { return #expect(Bool(false), "n starts a run") }
    _ = press(&state, "/", "t", "r", "a", "i", "n", "enter", "enter")
    guard case .form(let sheet)? = state.overlay else { return #expect(Bool(false), "no form") }
    #expect(sheet.card.identifier == "train")
    // Dropped while it is typed, the cursor is back where it was.
    _ = press(&state, "escape", "/", "c", "l", "a")
    #expect(state.layersView.row == 3)
    _ = press(&state, "escape")
    #expect(state.layersView.row == 1)
  }

  @Test("/ in the help shows only the keys that match")
  func helpSearch() {
    var state = full()
    _ = press(&state, "?", "/", "f", "r", "e", "e", "z", "e")
    #expect(state.helpGroups.flatMap(\.hints).map(\.label) == ["freeze the view; the run goes on"])
    _ = press(&state, "enter", "escape")
    #expect(state.overlay == .help(offset: 0) && state.helpGroups.count > 2)
    _ = press(&state, "escape")
    #expect(state.overlay == nil)
  }

  @Test(": takes words with arguments, :12 goes to a line, :q leaves")
  func words() {
    var state = full()
    state.themeNames = ["dark", "light"]
    func type(_ text: String) -> [Effect] {
      _ = state.reduce(KeyPress(":")!)
      for character in text { _ = state.reduce(KeyPress(.character(character))) }
      return state.reduce(KeyPress(.enter)) ?? []
    }
    #expect(type("theme light").contains(.theme("light")))
    _ = state.reduce(.show(.layers))
    _ = type("goto 3")
    #expect(state.layersView.row == 2)
    _ = type("2")
    #expect(state.layersView.row == 1)
    _ = type("map joint")
    #expect(state.layersView.map == .joint)
    _ = state.reduce(.show(.training))
    _ = type("axis log")
    #expect(state.trainingView.isLogarithmic)
    _ = type("nothing of the kind")
    #expect(state.overlay != nil && state.toasts.contains { $0.text.hasPrefix("No command") })
    _ = state.reduce(.back)
    #expect(type("q").contains(.quit))
  }

  @Test("A frozen view stands still to the letter while events arrive, all of which are kept")
  func freeze() {
    var state = Sample.state()
    let events = Sample.training() + Sample.sweep()
    for event in events.prefix(40) { _ = state.reduce(event) }
    _ = press(&state, "2")
    state.toasts = []
    _ = press(&state, "f")
    func body() -> [String] {
      var surface = Surface(size: Size(rows: 40, columns: 120))
      WorkbenchFrame.draw(state, on: &surface, theme: .dark)
      return surface.lines
    }
    let before = body()
    #expect(before[0].contains("view frozen"))
    for event in events.dropFirst(40) {
      state.now += 1
      _ = state.reduce(event)
    }
    state.toasts = []
    #expect(body()[1...38] == before[1...38])
    #expect(state.runs[Sample.trainJob] == RunState(Sample.trainJob, events: Sample.training()))
    _ = press(&state, "f")
    #expect(body()[1...38] != before[1...38])
  }

  @Test("Maps that come while the view is frozen are shown when it is let go")
  func frozenMaps() {
    var state = full()
    _ = press(&state, "4")
    let asked = state.saliencyView.asked
    #expect(asked != nil)
    let job = Sample.explainJob
    guard let asked, let start = state.start(for: asked) else { return }
    _ = state.reduce(accepted: start, as: job)
    _ = press(&state, "f")
    for event in Sample.explanation() { _ = state.reduce(event) }
    #expect(state.saliencyView.answered == nil)
    _ = press(&state, "f")
    #expect(state.saliencyView.answered == job)
  }

  @Test("Runs that are not looked at let their streams go and read them again when they are")
  func memory() {
    var state = Sample.state()
    for number in 0..<20 {
      let job = "20251125T00\(10 + number)00Z-train-3f2a"
      for event in Sample.training() {
        _ = state.reduce(Event(job: job, sequence: event.sequence, time: event.time, payload: event.payload))
      }
    }
    _ = state.followUp()
    #expect(state.runs.whole.count <= 8)
    let figures = Set(state.runs.listed.map(\.keyFigure))
    #expect(figures == ["84.1 %"], "\(figures)")
    #expect(state.runs.listed.allSatisfy { !($0.series["loss/train"]?.overview ?? []).isEmpty })
    let effects = press(&state, "G") + press(&state, "g", "g") + press(&state, "0", "9", "j")
    #expect(effects.contains { if case .load = $0 { true } else { false } })
  }
}
