import Catalog
import Engine
import Testing

@testable import Workbench

@Suite struct ReducerTests {
  private func full() -> AppState {
    var state = Sample.state()
    for event in Sample.training() + Sample.sweep() { _ = state.reduce(event) }
    return state
  }

  @Test("Esc undoes the nearest thing and never quits")
  func escape() {
    var state = full()
    for action in [
      Action.help, .back, .palette, .back, .zoom, .back, .freeze, .back, .search, .type("x"), .back,
    ] {
      #expect(!state.reduce(action).contains(.quit))
    }
    #expect(state.overlay == nil && !state.isZoomed && state.frozen == nil && state.runsView.filter.isEmpty)
    for _ in 0..<5 { #expect(!state.reduce(.back).contains(.quit)) }
  }

  @Test("q leaves at once when nothing is going on, and asks when a run would be interrupted")
  func quit() {
    var idle = full()
    #expect(idle.reduce(.quit).contains(.quit))
    var busy = Sample.state()
    for event in Sample.training(epochs: 2) { _ = busy.reduce(event) }
    #expect(!busy.reduce(.quit).contains(.quit))
    guard case .confirm? = busy.overlay else { return #expect(Bool(false), "expected a question") }
    #expect(busy.reduce(.back) == [])
    #expect(busy.overlay == nil)
    _ = busy.reduce(.quit)
    #expect(busy.reduce(.activate).contains(.quit))
  }

  @Test("Maps that are merely looked at do not hold up leaving")
  func quitWhileBrowsing() {
    var state = full()
    for event in Sample.explanation(whole: false) { _ = state.reduce(event) }
    #expect(state.reduce(.quit).contains(.quit))
  }

  @Test("Enter opens each run on the screen that suits it")
  func natural() {
    var state = full()
    state.selected = Sample.layersJob
    _ = state.reduce(.activate)
    #expect(state.screen == .layers)
    _ = state.reduce(.show(.runs))
    state.selected = Sample.trainJob
    _ = state.reduce(.activate)
    #expect(state.screen == .training)
    #expect(state.layersRun?.job == Sample.layersJob)
  }

  @Test("Space pauses what runs and resumes what is paused; s steps only what is paused")
  func pause() {
    var state = Sample.state()
    for event in Sample.training(epochs: 2) { _ = state.reduce(event) }
    let next = state.runs[Sample.trainJob]!.sequence + 1
    #expect(state.reduce(.pauseOrResume) == [.perform(.pause(Sample.trainJob))])
    #expect(state.reduce(.step) == [])
    _ = state.reduce(Event(job: Sample.trainJob, sequence: next, time: 0, payload: .paused))
    #expect(state.reduce(.step) == [.perform(.step(Sample.trainJob))])
    #expect(state.reduce(.pauseOrResume) == [.perform(.resume(Sample.trainJob))])
  }

  @Test("Cancelling and removing ask first")
  func cancel() {
    var state = Sample.state()
    for event in Sample.training(epochs: 2) { _ = state.reduce(event) }
    #expect(state.reduce(.cancel) == [])
    #expect(state.reduce(.activate) == [.perform(.cancel(Sample.trainJob))])
    #expect(state.reduce(.remove) == [])
    #expect(state.overlay == nil, "a live run is not removed")
    state = full()
    state.selected = Sample.layersJob
    _ = state.reduce(.remove)
    #expect(state.reduce(.activate) == [.remove(Sample.layersJob)])
    #expect(state.runs[Sample.layersJob] == nil)
    #expect(state.selected == Sample.trainJob)
  }

  @Test("A sweep is started beside a training, not behind it; a training keeps its turn")
  func priorities() {
    func started(_ keys: [Action]) -> [Priority] {
      var state = full()
      return keys.flatMap { state.reduce($0) }.compactMap {
        if case .start(let request) = $0, request.purpose == .form { request.priority } else { nil }
      }
    }
    #expect(started([.show(.layers), .sweep, .activate]) == [.background])
    #expect(started([.show(.training), .newRun, .activate, .activate]) == [.normal])
  }

  @Test("A frozen view stands still while events go on arriving")
  func freeze() {
    var state = Sample.state()
    let events = Sample.training()
    for event in events.prefix(40) { _ = state.reduce(event) }
    _ = state.reduce(.freeze)
    let shown = state.trainingRun
    for event in events.dropFirst(40) { _ = state.reduce(event) }
    #expect(state.trainingRun == shown)
    _ = state.reduce(.freeze)
    #expect(state.trainingRun?.status == .completed)
  }

  @Test("The cursor on the map stays on the map, whichever map is shown")
  func cell() {
    var state = full()
    _ = state.reduce(.show(.layers))
    for action in [
      Action.bottom, .right, .right, .right, .right, .right, .right, .right, .right, .right, .right,
    ] {
      _ = state.reduce(action)
    }
    #expect(state.layersView.row == 3 && state.layersView.column == 9)
    _ = state.reduce(.nextMap)
    #expect(state.layersView.map == .rerandomised && state.layersView.column == 4)
    _ = state.reduce(.up)
    #expect(state.layersView.row == 2)
  }

  @Test("A form that offers names turns back to its default, which is none of them")
  func offers() {
    let card = Card(
      identifier: "explain", title: "Explain", summary: "For tests.",
      parameters: [Parameter("dataset", "inputs", default: .text("auto"), range: .text(form: "a data set"))])
    var state = AppState(
      catalogue: Catalogue(experiments: [card], datasets: Sample.catalogue.datasets)
    ) { card, _ in card.identifier }
    state.openForm("explain")
    let texts = [Action.right, .right, .right, .left].map { action -> String? in
      _ = state.reduce(action)
      guard case .form(let sheet)? = state.overlay else { return nil }
      return sheet.form.texts[0]
    }
    #expect(texts == ["fashion-mini", "fashion-mnist", "auto", "fashion-mnist"])
  }

  @Test("r resumes the newest interrupted run")
  func restart() {
    var state = Sample.state()
    for event in Sample.training(epochs: 2) { _ = state.reduce(event) }
    let next = state.runs[Sample.trainJob]!.sequence + 1
    _ = state.reduce(
      Event(job: Sample.trainJob, sequence: next, time: 0, payload: .ended(Ending(.interrupted))))
    #expect(state.reduce(.restart).contains(.perform(.restart(Sample.trainJob))))
  }

  @Test("A run's stream is read from the store when a screen needs it, once")
  func load() {
    var state = Sample.state()
    var summary = RunState(Sample.trainJob, events: Sample.training().prefix(1))
    summary.isWhole = false
    state.runs.insert(summary)
    state.selected = Sample.trainJob
    #expect(state.reduce(.show(.training)).contains(.load(Sample.trainJob)))
    #expect(!state.reduce(.show(.runs)).contains(.load(Sample.trainJob)))
    _ = state.reduce(loaded: RunState(Sample.trainJob, events: Sample.training()))
    #expect(state.runs[Sample.trainJob]?.status == .completed)
    #expect(state.loading.isEmpty)
  }

  @Test("Random keys in any order never trap")
  func random() {
    var generator = SplitMix64(seed: 7)
    let actions: [Action] =
      [
        .up, .down, .left, .right, .top, .bottom, .pageUp, .pageDown, .nextPane, .previousPane, .activate,
        .back,
        .help, .palette, .zoom, .freeze, .command, .newRun, .pauseOrResume, .step, .cancel, .restart, .remove,
        .search, .nextMatch, .previousMatch, .goto(3), .logarithmic, .nextMap, .previousMap, .sweep,
        .nextMethod, .nextTarget, .chooseMethod,
        .chooseTarget, .nextPage, .previousPage, .erase, .eraseForward, .reset, .type("a"), .type("7"), .quit,
      ] + ScreenID.allCases.map(Action.show)
    for seed in 0..<20 {
      var state = seed % 2 == 0 ? full() : Sample.state()
      for event in Sample.explanation() where seed % 3 == 0 { _ = state.reduce(event) }
      for _ in 0..<500 { _ = state.reduce(actions[generator.next(below: actions.count)]) }
    }
  }
}
