import Catalog
import Engine
import Foundation
import TerminalUI
import Testing

@testable import Workbench

/// The Concepts screen by its keys and its mouse.
@Suite struct ConceptsReducerTests {
  private func state(_ events: [Event], page: ConceptsPage = .explanation) -> AppState {
    var state = Sample.state()
    for event in Sample.sennTraining() + events { _ = state.reduce(event) }
    state.toasts = []
    _ = state.reduce(.show(.concepts))
    _ = state.reduce(.conceptsPage(page))
    return state
  }

  private func press(_ state: inout AppState, _ keys: String...) {
    for key in keys { _ = state.reduce(KeyPress(key)!) }
  }

  private func screen(_ state: AppState, _ size: Size = Size(rows: 40, columns: 150)) -> String {
    var state = state
    state.size = size
    var surface = Surface(size: size)
    WorkbenchFrame.draw(state, on: &surface, theme: .dark)
    return surface.lines.joined(separator: "\n")
  }

  private func starts(_ effects: [Effect]) -> [StartRequest] {
    effects.compactMap { if case .start(let request) = $0 { request } else { nil } }
  }

  @Test("Arrows choose input and concept; what was changed by hand belongs to one input")
  func walking() throws {
    var state = state(Sample.sennExplanation())
    press(&state, "right", "right", "left")
    #expect(state.conceptsView.input == 1)
    press(&state, "g", "g", "down", "enter")
    #expect(state.conceptsView.concept == 1 && state.conceptsView.edits[1]?.scale == 0)
    press(&state, "G", "+", "+")
    #expect(state.chosenConcept == 4 && state.conceptsView.edits[4]?.scale == 1.5)
    #expect(screen(state).contains("θ×1.5") && screen(state).contains("u puts back"))
    press(&state, "right")
    #expect(state.conceptsView.edits.isEmpty && state.conceptsView.concept == 4)
    press(&state, "0", "9", "9", "right")
    #expect(state.conceptsView.input == 11)
  }

  @Test("Enter sets θ, or h where values are shown, to zero and puts it back; u and Esc put all back")
  func editing() throws {
    var state = state(Sample.sennExplanation())
    press(&state, "g", "g", "down", "enter", "enter")
    #expect(state.conceptsView.edits.isEmpty)
    press(&state, "m", "m", "enter")
    let point = try #require(state.conceptPoint)
    #expect(state.conceptsView.quantity == .value)
    #expect(state.conceptsView.edits[1]?.shift == -point.concepts[1])
    press(&state, "down", "+", "u")
    #expect(state.conceptsView.edits.isEmpty)
    press(&state, "-", ">", "escape")
    #expect(state.conceptsView.edits.isEmpty && state.conceptsView.moved == .nowhere)
    // Steps back and forth leave nothing behind.
    press(&state, "+", "+", "-", "-")
    #expect(state.conceptsView.edits.isEmpty)
  }

  @Test("A concept set to zero shows the probabilities of the logits without it, and the class that wins")
  func probabilities() throws {
    var state = state(Sample.sennExplanation())
    press(&state, "right")
    let said = Sample.said(1, 5, 10)
    let best = try #require(Sample.outputs(said).placeOfGreatest)
    for concept in 0..<5 {
      state.conceptsView.concept = concept
      state.conceptsView.edits = [:]
      press(&state, "enter")
      var without = said
      without.h[concept] = 0
      let expected = Sample.outputs(without)
      let point = try #require(state.conceptPoint)
      let found = point.outputs(state.conceptsView.edits)
      #expect(zip(expected, found).allSatisfy { abs($0 - $1) < 1e-5 })
      let winner = try #require(expected.placeOfGreatest)
      if winner != best {
        #expect(screen(state).contains("\(Sample.classes[best]) → \(Sample.classes[winner])"))
      }
    }
  }

  @Test(
    "> and < move the input along its noise, A to the attacked one; the explained class stays the first one's"
  )
  func moving() throws {
    var state = state(Sample.sennExplanation())
    let explained = try #require(state.conceptExplanation?.point(0)).outputs().placeOfGreatest
    press(&state, ">", ">")
    #expect(state.conceptsView.moved == .noise(1) && screen(state).contains("σ 0.1"))
    let expected = Sample.outputs(Sample.said(0, 5, 10, moved: 0.4))
    let point = try #require(state.conceptPoint)
    #expect(zip(expected, point.outputs()).allSatisfy { abs($0 - $1) < 1e-5 })
    let browser = try #require(ConceptBrowser(state))
    #expect(browser.explained == explained)
    press(&state, "0", "9", ">")
    #expect(state.conceptsView.moved == .noise(3), "there is no noise beyond the last")
    press(&state, "A")
    #expect(state.conceptsView.moved == .attack && screen(state).contains("towards"))
    press(&state, "A", "<")
    #expect(state.conceptsView.moved == .nowhere)
  }

  @Test("c goes through the classes and leaves out the explained one; y shows θ as it is")
  func contrast() throws {
    var state = state(Sample.sennExplanation())
    let explained = try #require(ConceptBrowser(state)).explained
    var met: Set<Int> = []
    for _ in 0..<9 {
      press(&state, "c")
      met.insert(try #require(ConceptBrowser(state)?.contrast))
    }
    #expect(met.count == 9 && !met.contains(explained))
    let browser = try #require(ConceptBrowser(state))
    let sum = (0..<10).reduce(0) { $0 + browser.figure(2, $1) }
    #expect(abs(sum) < 1e-6, "less their mean the figures of all classes sum to nothing")
    press(&state, "m", "y")
    let raw = try #require(ConceptBrowser(state)).figure(2, explained)
    #expect(abs(raw - Sample.said(0, 5, 10).theta[2 * 10 + explained]) < 1e-6)
  }

  @Test(
    "The forms begin with the network that is looked at; the run opens its page and waits for no training")
  func forms() throws {
    var state = state([])
    let pages: [(String, String, ConceptsPage)] = [
      ("e", "senn-explain", .explanation), ("p", "senn-prototypes", .prototypes),
      ("S", "senn-stability", .measures),
      ("F", "senn-faithfulness", .measures),
    ]
    for (key, experiment, page) in pages {
      _ = state.reduce(.show(.concepts))
      let request = try #require(
        starts(state.reduce(KeyPress(key)!)! + state.reduce(KeyPress("enter")!)!).first)
      #expect(request.experiment == experiment && request.priority == .background && request.stored)
      #expect(request.settings.text("model") == Sample.sennJob)
      _ = state.reduce(accepted: request, as: "20251125T02\(key)-\(experiment)")
      #expect(state.screen == .concepts && state.conceptsView.page == page)
      #expect(state.conceptsRun?.experiment == experiment || page == .measures)
    }
    state = self.state([])
    let sweep = try #require(starts(state.reduce(KeyPress("w")!)! + state.reduce(KeyPress("enter")!)!).first)
    #expect(
      sweep.settings.text("network") == "senn-lenet-k5" && sweep.settings.text("dataset") == "fashion-mini")
  }

  @Test("x shows the command line of the run, and where there is none the one that would fill the page")
  func command() {
    var state = state(Sample.sennExplanation())
    press(&state, "x")
    #expect(state.overlay == .command("halftone senn-explain --model \(Sample.sennJob)"))
    press(&state, "escape", "]", "]", "x")
    #expect(state.overlay == .command("halftone senn-stability --model \(Sample.sennJob)"))
  }

  @Test(
    "Brackets turn the pages; a run opens on its own; m goes through the kinds of prototypes that are there")
  func pages() throws {
    var state = state(Sample.sennPrototypes(of: ["", "-decoded"]) + Sample.sennSweepEvents())
    press(&state, "]", "m")
    #expect(state.conceptsView.page == .prototypes && state.conceptsView.kind == .decoded)
    press(&state, "m")
    #expect(state.conceptsView.kind == .top && screen(state).contains("✗ dead"))
    _ = state.reduce(.open(Sample.sweepJob))
    #expect(state.screen == .concepts && state.conceptsView.page == .sweep)
    press(&state, "right", "right")
    #expect(state.conceptsView.column == 2 && screen(state).contains("1e-3"))
    press(&state, "/", "1", "e", "-", "1", "enter")
    #expect(state.conceptsView.column == 4)
  }

  @Test("A network that learns shows its own prototypes, a trained one those that were looked for")
  func live() throws {
    var state = Sample.state()
    for event in Sample.sennTraining(epochs: 3) { _ = state.reduce(event) }
    _ = state.reduce(.show(.concepts))
    #expect(screen(state).contains("is still learning"))
    press(&state, "]")
    #expect(state.conceptsRun?.job == Sample.sennJob && screen(state).contains("epoch 3"))
    state = self.state(Sample.sennPrototypes(), page: .prototypes)
    #expect(state.conceptsRun?.job == Sample.prototypesJob)
  }

  @Test("Values can be copied and figures exported from every page")
  func exports() throws {
    let events =
      Sample.sennExplanation() + Sample.sennPrototypes() + Sample.measures() + Sample.sennSweepEvents()
    for (page, part) in [
      (ConceptsPage.explanation, "concept"), (.prototypes, "h 3.0"), (.measures, "median h="),
      (.sweep, "lambda=0"),
    ] {
      let state = state(events, page: page)
      #expect(state.valueToCopy?.contains(part) == true, "\(page): \(state.valueToCopy ?? "")")
      #expect(DataExport(state)?.arrays.isEmpty == false, "\(page)")
    }
  }

  // MARK: The mouse

  @Test(
    "A click on a class compares with it, on a concept chooses it, twice sets it to zero, on a picture its input"
  )
  func clicks() throws {
    var state = state(Sample.sennExplanation())
    state.size = Size(rows: 40, columns: 120)
    var world = World(state)
    world.draw()
    let rows = world.places { $0 == .row(2) }
    let (classRow, conceptRow) = (try #require(rows.first), try #require(rows.last))
    world.click(classRow.row, classRow.column)
    let point = try #require(world.state.conceptPoint)
    let ranked = point.outputs().enumerated().sorted { $0.element > $1.element }.map(\.offset)
    #expect(world.state.conceptsView.contrast == ranked[2])
    world.click(conceptRow.row, conceptRow.column)
    #expect(world.state.conceptsView.concept == 2 && world.state.conceptsView.edits.isEmpty)
    world.mouse(.press(.left), conceptRow.row, conceptRow.column)
    world.mouse(.press(.left), conceptRow.row, conceptRow.column)
    #expect(world.state.conceptsView.edits[2]?.scale == 0)
    let picture = try #require(world.places { $0 == .picture(3) }.last)
    world.click(picture.row, picture.column)
    #expect(world.state.conceptsView.input == 3)
    let tab = try #require(world.places { $0 == .tab(3) }.last)
    world.click(tab.row, tab.column)
    #expect(world.state.conceptsView.page == .sweep)
  }

  @Test("The slider of the noise follows the mouse to its ends")
  func slider() throws {
    var state = state(Sample.sennExplanation())
    state.size = Size(rows: 40, columns: 120)
    var world = World(state)
    world.draw()
    let track = world.places { if case .chart = $0 { true } else { false } }
    let (first, last) = (try #require(track.first), try #require(track.last))
    world.mouse(.press(.left), last.row, last.column)
    #expect(world.state.conceptsView.moved == .noise(3))
    world.mouse(.drag(.left), last.row, (first.column + last.column) / 2)
    #expect(world.state.conceptsView.moved == .noise(1))
    world.mouse(.drag(.left), first.row, 0)
    #expect(world.state.conceptsView.moved == .nowhere)
  }
}
