import Catalog
import Engine
import TerminalUI
import Testing

@testable import Workbench

/// The Lesions screen by its keys: views of the paths, blocks deleted from them, networks beside each other.
@Suite struct LesionsReducerTests {
  private func state(_ events: [Event]) -> AppState {
    var state = Sample.state()
    for event in Sample.training() + events { _ = state.reduce(event) }
    _ = state.reduce(.show(.lesions))
    return state
  }

  private func press(_ state: inout AppState, _ keys: String...) {
    for key in keys { _ = state.reduce(KeyPress(key)!) }
  }

  private func screen(_ state: AppState) -> String {
    var state = state
    state.size = Size(rows: 40, columns: 150)
    var surface = Surface(size: state.size)
    WorkbenchFrame.draw(state, on: &surface, theme: .dark)
    return surface.lines.joined(separator: "\n")
  }

  @Test("brackets turn the views of the paths, and the pane comes with them")
  func views() {
    var state = state(Sample.lesions() + Sample.pathLengths())
    press(&state, "]")
    #expect(state.lesionsView.paths == .survival && state.lesionsView.pane == 3)
    #expect(screen(state).contains("Paths that survive"))
    press(&state, "v")
    #expect(state.lesionsView.paths == .graph && screen(state).contains("18 blocks make 2^18 paths"))
    press(&state, "]")
    #expect(state.lesionsView.paths == .lengths)
    press(&state, "[")
    #expect(state.lesionsView.paths == .graph)
    // Many blocks are not drawn one by one, so there is nothing to delete.
    press(&state, "enter")
    #expect(state.lesionsView.deleted.isEmpty && state.overlay == nil)
  }

  @Test(
    "Enter deletes the chosen block from the paths and puts it back; the error is that of exactly this set")
  func deletion() {
    var state = state(Sample.fewBlocks())
    press(&state, "[", "right", "enter", "right", "right", "enter")
    #expect(state.deletedBlocks == [1, 3])
    let error = state.lesionSubsets?.value(row: 0, column: 0b1010)
    #expect(error != nil && screen(state).contains("error \(Figures.percent(error ?? 0)) without 1, 3"))
    #expect(screen(state).contains("4 of 16 paths") && screen(state).contains("3 rectifiers between blocks"))
    #expect(state.lesionValue?.hasPrefix("\(Sample.fewJob) subsets set 10 0.19") == true)
    press(&state, "enter")
    #expect(state.deletedBlocks == [1])
    press(&state, "left", "enter", "g", "g", "enter", "right", "right", "right", "enter")
    #expect(
      state.deletedBlocks == [0, 1, 2, 3] && screen(state).contains("error to come without 0, 1, 2, 3"))
    _ = state.reduce(.show(.runs))
    press(&state, "G", "g", "g")
    #expect(state.lesionsView.deleted.isEmpty, "another run has other blocks")
  }

  @Test("c sets the newest lesions of another network beside these, and turns back to stems")
  func comparison() {
    var state = state(Sample.lesions() + Sample.plainLesions())
    #expect(!state.comparesLesions)
    press(&state, "c")
    #expect(screen(state).contains("reading …"), "a run that ended unseen is read again")
    _ = state.reduce(loaded: RunState(Sample.plainJob, events: Sample.plainLesions()))
    #expect(state.comparesLesions && state.comparedLesions.map(\.job).last == Sample.plainJob)
    #expect(state.markedRuns.isEmpty, "lesions are no curves of training")
    let shown = screen(state)
    #expect(shown.contains("of 2 networks") && shown.contains("base 9.0") && shown.contains("base 20.0"))
    // The block at the reading line is the one whose place is nearest, not that of the same number.
    state.lesionsView.block = 0
    state.chooseBlock(depth: 0.5)
    #expect(state.lesionsView.block == 9)
    press(&state, "c")
    #expect(!state.comparesLesions && state.comparedLesions.count == 2)
    press(&state, "c")
    _ = state.reduce(.show(.runs))
    press(&state, "M")
    #expect(!state.comparesLesions)
  }

  @Test("alone there is nothing to compare with, and a line says so; a marked sweep of layers is no lesion")
  func alone() {
    var state = state(Sample.lesions() + Sample.sweep())
    press(&state, "c")
    #expect(!state.comparesLesions && state.toasts.last?.text.contains("another network") == true)
    state.selected = Sample.layersJob
    _ = state.reduce(.show(.runs))
    press(&state, "m")
    #expect(state.runsView.marked == [Sample.layersJob] && state.markedLesions.isEmpty)
    #expect(state.markedRuns.isEmpty)
  }
}
