import Catalog
import Engine
import TerminalUI
import Testing

@testable import Workbench

@Suite struct SaliencyReducerTests {
  private func trained() -> AppState {
    var state = Sample.state()
    for event in Sample.training() { _ = state.reduce(event) }
    return state
  }

  private func starts(_ effects: [Effect]) -> [StartRequest] {
    effects.compactMap { if case .start(let request) = $0 { request } else { nil } }
  }

  @Test("Opening the screen asks for the first page, once")
  func opening() {
    var state = trained()
    let asked = starts(state.reduce(.show(.saliency)))
    #expect(asked.count == 1)
    #expect(asked[0].settings.text("model") == Sample.trainJob)
    #expect(asked[0].settings.text("indices") == "0-15")
    #expect(asked[0].settings.text("dataset") == "fashion-mini")
    #expect(!asked[0].stored && asked[0].priority == .interactive)
    #expect(starts(state.reduce(.down)).isEmpty)
  }

  @Test("A new method cancels maps still under way and keeps the old ones on screen until the new are there")
  func method() {
    var state = trained()
    let first = starts(state.reduce(.show(.saliency)))[0]
    _ = state.reduce(accepted: first, as: Sample.explainJob)
    for event in Sample.explanation() { _ = state.reduce(event) }
    #expect(state.saliencyRun?.job == Sample.explainJob)
    let second = starts(state.reduce(.nextMethod))[0]
    #expect(second.settings.text("method") == "integrated-gradients")
    #expect(state.saliencyRun?.job == Sample.explainJob)
    _ = state.reduce(accepted: second, as: "second")
    _ = state.reduce(
      Event(
        job: "second", sequence: 0, time: 0,
        payload: .queued(
          JobDescription(experiment: "explain", title: "", settings: second.settings, priority: .interactive))
      ))
    let third = state.reduce(.nextMethod)
    #expect(third.contains(.perform(.cancel("second"))))
    #expect(starts(third).count == 1)
  }

  @Test("When a page does not exist, the message is shown and the controls return to the maps on screen")
  func beyond() {
    var state = trained()
    let first = starts(state.reduce(.show(.saliency)))[0]
    _ = state.reduce(accepted: first, as: Sample.explainJob)
    for event in Sample.explanation() { _ = state.reduce(event) }
    let second = starts(state.reduce(.nextPage))[0]
    #expect(second.settings.text("indices") == "16-31")
    _ = state.reduce(accepted: second, as: "second")
    _ = state.reduce(
      Event(
        job: "second", sequence: 0, time: 0,
        payload: .ended(Ending(.failed, message: "indices: found 31, expected 0…20", isUserError: true))))
    #expect(state.toasts.last?.text == "indices: found 31, expected 0…20")
    #expect(state.saliencyView.page == 0)
    #expect(starts(state.reduce(.down)).isEmpty, "it does not ask again for what just failed")
  }

  @Test("Classes are chosen by number, with the names that came with the maps")
  func target() {
    var state = trained()
    let first = starts(state.reduce(.show(.saliency)))[0]
    _ = state.reduce(accepted: first, as: Sample.explainJob)
    for event in Sample.explanation() { _ = state.reduce(event) }
    _ = state.reduce(.previousTarget)
    #expect(state.saliencyView.target == .number(9))
    #expect(state.title(of: state.saliencyView.target) == "ankle boot")
  }

  @Test("A network that is still learning is not explained yet")
  func learning() {
    var state = Sample.state()
    for event in Sample.training(epochs: 3) { _ = state.reduce(event) }
    #expect(starts(state.reduce(.show(.saliency))).isEmpty)
  }

  @Test("When the very first maps fail, the screen says why instead of waiting for ever")
  func firstFails() {
    var state = trained()
    let first = starts(state.reduce(.show(.saliency)))[0]
    _ = state.reduce(accepted: first, as: "first")
    let failed = Event(
      job: "first", sequence: 0, time: 0,
      payload: .ended(Ending(.failed, message: "no such network", isUserError: true)))
    #expect(starts(state.reduce(failed)).isEmpty)
    var surface = Surface(size: Size(rows: 24, columns: 80))
    WorkbenchFrame.draw(state, on: &surface, theme: .dark)
    #expect(surface.lines.contains { $0.contains("no such network") })
    #expect(starts(state.reduce(.nextMethod)).count == 1, "another method is another attempt")
  }

  @Test("Maps of one network are not shown under the name of another")
  func otherNetwork() {
    var state = trained()
    _ = state.reduce(accepted: starts(state.reduce(.show(.saliency)))[0], as: Sample.explainJob)
    for event in Sample.explanation() { _ = state.reduce(event) }
    #expect(state.saliencyRun != nil)
    var other = Sample.Stream(job: "other-train", time: Sample.start + 500)
    other.add(.queued(Sample.description(Sample.train, "another")))
    other.add(.started)
    for event in other.events { _ = state.reduce(event) }
    _ = state.reduce(.open("other-train"))
    _ = state.reduce(.show(.saliency))
    #expect(state.saliencyRun == nil)
  }
}
