import Catalog
import Engine
import TerminalUI
import Testing

@testable import Workbench

/// What a person does on the Layers screen, key by key.
@Suite struct LayersStoryTests {
  private func world(_ events: [Event], _ size: Size = Size(rows: 24, columns: 80)) -> World {
    var state = Sample.state()
    for event in events { _ = state.reduce(event) }
    (state.size, state.now) = (size, Sample.start + 1000)
    return World(state)
  }

  private func lines(_ state: AppState) -> [String] {
    var surface = Surface(size: state.size)
    WorkbenchFrame.draw(state, on: &surface, theme: .dark)
    return surface.lines
  }

  private func layersRuns(_ world: World) -> [RunState] {
    world.state.runs.all.filter { $0.experiment == "layers" }
  }

  @Test(
    "m marks units, W resets them together and shows the answer beside the other maps, M takes the marks away"
  )
  func marking() throws {
    var world = world(Sample.training() + Sample.sweep())
    world.press("3", "W")
    #expect(layersRuns(world).count == 1 && world.state.toasts.last?.text.hasPrefix("m marks units") == true)
    world.press("j", "j", "m", "k", "k", "m")
    #expect(world.state.markedUnits == ["fc1", "fc3"])
    #expect(lines(world.state).contains { $0.contains("fc3        ■") })
    world.press("]")
    #expect(lines(world.state).contains { $0.contains("fc1        ■") }, "in every map")
    world.press("W")
    let run = try #require(layersRuns(world).first)
    #expect(run.setting("sets") == "fc1,fc3" && run.setting("views") == "sets")
    #expect(run.setting("model") == Sample.trainJob && run.description?.priority == .background)
    #expect(world.state.layersMap == .sets && world.state.layersRun?.job == Sample.layersJob)
    world.state.toasts = []
    let shown = lines(world.state)
    #expect(shown.contains { $0.contains("fc1 + fc3 together at 0") })
    for words in [["lost", "352 inputs"], ["gained", "2 inputs"], ["McNemar", "p < 1e-16"]] {
      #expect(shown.contains { line in words.allSatisfy(line.contains) }, "\(words)")
    }
    world.press("[", "W")
    #expect(layersRuns(world).count == 2 && world.state.layersMap == .sets, "what was tried is only gone to")
    world.press("M", "[", "j", "m", "j", "j", "m", "W")
    #expect(world.state.triedSets?.grid.rows == ["fc2 + classifier", "fc1 + fc3"])
    #expect(world.state.layersView.row == 0)
    world.press("j", "M", "m")
    #expect(world.state.markedUnits == ["fc1", "fc3"], "a set marks its units")
  }

  @Test("A folded line marks all its units; a whole stage is called by its name")
  func foldedMarks() {
    var world = world(Sample.training() + Sample.residualSweep())
    world.press("3", "j", "-", "-", "m")
    #expect(world.state.markedUnits.count == 10 && world.state.markedUnits[0] == "layer1.0.conv1")
    let set = UnitSet(["conv1"] + world.state.markedUnits)
    #expect(set.label(among: Sample.resnet152) == "conv1 + layer1.*")
    let many = UnitSet(stride(from: 0, to: 60, by: 5).map { Sample.resnet152[$0] })
    #expect(many.label(among: Sample.resnet152).hasSuffix(" + 9 more"))
    #expect(UnitSet(many.name).units == many.units)
    world.press("m")
    #expect(world.state.markedUnits.isEmpty)
  }

  @Test("A set that could not be tried leaves no map that waits for it")
  func failedSet() {
    var state = world(Sample.training() + Sample.sweep()).state
    for key in ["3", "m"] { _ = state.reduce(KeyPress(key)!) }
    guard case .start(let request)? = state.reduce(KeyPress("W")!)?.first else {
      return #expect(Bool(false), "nothing started")
    }
    _ = state.reduce(accepted: request, as: Sample.setsJob)
    #expect(state.layersMap == .sets && lines(state).contains { $0.contains("being reset together") })
    let failed = EventPayload.ended(Ending(.failed, message: "no"))
    _ = state.reduce(Event(job: Sample.setsJob, sequence: 0, time: 0, payload: failed))
    #expect(state.layersMap == .reinitialised)
  }

  @Test(
    "While a network learns its live map is chosen by itself and grows; then the usual maps take its place")
  func following() throws {
    let stream = Sample.following(checkpoints: 3)
    var world = world(Sample.training(epochs: 7))
    world.press("3")
    #expect(lines(world.state).contains { $0.contains("follow it live") })
    world.press("w")
    guard case .form? = world.state.overlay else { return #expect(Bool(false), "no form") }
    world.press("escape")
    for event in stream.prefix(7) { world.take(event) }
    #expect(world.state.layersMap == .emerging && world.state.layersGrid?.columns == 1)
    world.press("l")
    for event in stream.dropFirst(7) { world.take(event) }
    let grid = try #require(world.state.layersGrid)
    #expect(grid.columns == 3 && world.state.layersView.column == 2, "the cursor stays in the newest column")
    #expect(grid.value(row: 3, column: 1) != nil && grid.value(row: 3, column: 2) == nil)
    world.press("h")
    // What follows in the same job once the training is over.
    let later = Sample.sweep(cells: 2).dropFirst(2).enumerated().map { place, event in
      Event(job: event.job, sequence: stream.count + place, time: event.time, payload: event.payload)
    }
    for event in later.prefix(3) { world.take(event) }
    #expect(world.state.layersMap == .emerging && world.state.layersView.column == 1)
    for event in later.dropFirst(3) { world.take(event) }
    #expect(world.state.layersMap == .reinitialised && world.state.layersMaps.contains(.emerging))
    world.press("[")
    #expect(world.state.layersMap == .emerging)
  }
}
