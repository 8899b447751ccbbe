import Engine
import TerminalUI
import Testing

@testable import Workbench

/// Maps side by side: two runs with their difference, and the parts of one run.
@Suite struct LayersPanelsTests {
  private func grid(_ rows: [String], _ columns: [String]) -> Grid {
    Grid(name: "reinitialised", title: "", rows: rows, columns: columns, quantity: "error", unit: "%")
  }

  private func lines(_ state: AppState, _ size: Size) -> [String] {
    var state = state
    state.size = size
    state.toasts = []
    var surface = Surface(size: size)
    WorkbenchFrame.draw(state, on: &surface, theme: .dark)
    return surface.lines
  }

  private func comparison() throws -> World {
    var state = try #require(Stories.named("layers-compare"))
    _ = state.reduce(.previousPanel)
    return World(state)
  }

  @Test("Rows answer to each other by name, columns by label; what has no partner is named")
  func byName() {
    let match = GridMatch([
      grid(["a", "b", "c"], ["0", "1", "5"]), grid(["c", "x", "a"], ["0", "5", "9"]),
    ])
    #expect(match.rows == [[0, 2], [2, 0]] && match.columns == [[0, 2], [0, 1]])
    #expect(match.leftOut(of: 0) == ["b", "@ 1"] && match.leftOut(of: 1) == ["x", "@ 9"])
  }

  @Test("The same layers under other numbers answer by their place, and joint columns as the rows do")
  func byPlace() {
    // Names that both have stand for different layers here.
    let plain = ["features.0", "features.3", "features.7", "fc"]
    let normalised = ["features.0", "features.4", "features.3", "fc"]
    let match = GridMatch([grid(plain, plain), grid(normalised, normalised)])
    #expect(match.rows == [[0, 1, 2, 3], [0, 1, 2, 3]] && match.columns == match.rows)
    let epochs = GridMatch([grid(plain, ["0", "1", "2"]), grid(normalised, ["0", "2", "4"])])
    #expect(epochs.columns == [[0, 2], [0, 1]], "a checkpoint's number is no place")
  }

  @Test("A difference is the second's value less the first's, in the first's rows, and empty where either is")
  func difference() throws {
    let state = try comparison().state
    let panels = state.layersPanels
    #expect(panels.map(\.isDifference) == [false, false, true])
    let columns = try #require(panels[2].grid).grid.columns
    #expect(columns == ["0", "1", "2", "4", "8", "16"])
    for panel in panels {
      #expect(panel.grid?.grid.rows == Sample.layerNames && panel.grid?.grid.columns == columns)
    }
    let first = try #require(state.runs[Sample.layersJob]?.grid("reinitialised"))
    let second = try #require(state.runs[Sample.otherJob]?.grid("reinitialised"))
    for (row, column, own, other) in [(0, 0, 0, 0), (2, 3, 4, 3), (3, 5, 8, 5)] {
      let expected = second.value(row: row, column: other)! - first.value(row: row, column: own)!
      #expect(panels[2].grid?.value(row: row, column: column) == expected)
    }
    let half = RunState(Sample.layersJob, events: Sample.sweep(cells: 5))
    let some = try #require(half.grid("reinitialised"))
    #expect(some.difference(to: first).filled == 5 && first.difference(to: some).filled == 5)
  }

  @Test("c compares with the next sweep and after the last with none; p and Tab go through the maps")
  func keys() throws {
    var world = try comparison()
    #expect(world.state.layersPartner?.job == Sample.otherJob && world.state.layersView.panel == 0)
    world.press("p", "p")
    #expect(world.state.layersPanel?.isDifference == true)
    world.press("tab")
    #expect(world.state.layersView.pane == 1)
    world.press("tab", "j", "l")
    #expect(world.state.layersView.panel == 0 && world.state.layersView.row == 1)
    let shown = lines(world.state, Size(rows: 40, columns: 120))
    #expect(shown.contains { $0.contains("fc2 at checkpoint 1") })
    #expect(shown.contains { $0.contains("B − A") && $0.contains("points") && $0.contains("the intervals") })
    #expect(shown.contains { $0.contains("only in B: @ 40") })
    world.press("c")
    #expect(world.state.layersPartner == nil && world.state.layersPanels.count == 1)
    world.press("p")
    #expect(world.state.toasts.last?.text.hasPrefix("One map here") == true)
    world.press("c")
    #expect(world.state.layersPartner?.job == Sample.otherJob)
  }

  @Test("Sweeps that are marked on the Runs screen are compared")
  func marked() throws {
    var world = try comparison()
    world.press("c", "1")
    world.state.selected = Sample.otherJob
    world.press("m")
    world.state.selected = Sample.layersJob
    world.press("enter")
    world.state.layersView.partner = .marked
    #expect(world.state.layersPartner?.job == Sample.otherJob && world.state.markedRuns.isEmpty)
  }

  @Test("A sweep that shares no unit with the run says so instead of a map")
  func strangers() throws {
    var state = Sample.state()
    for event in Sample.training() + Sample.otherSweep() + Sample.residualSweep() { _ = state.reduce(event) }
    state.selected = Sample.otherJob
    for action in [Action.show(.layers), .compare] { _ = state.reduce(action) }
    #expect(lines(state, Size(rows: 40, columns: 120)).contains { $0.contains("being read") })
    for (job, events) in [(Sample.otherJob, Sample.otherSweep()), (Sample.layersJob, Sample.residualSweep())]
    {
      _ = state.reduce(loaded: RunState(job, events: events))
    }
    let panels = state.layersPanels
    #expect(panels.count == 2 && panels[0].grid?.rows == 4 && panels[1].grid == nil)
    #expect(lines(state, Size(rows: 40, columns: 120)).contains { $0.contains("None of its 156 units") })
  }

  @Test("The parts of a run stand side by side with their accuracies and counts, units matched by place")
  func regimes() throws {
    let state = try #require(Stories.named("layers-regimes"))
    #expect(state.layersRun?.job == Sample.regimesJob && state.layersPanels.count == 4)
    let panels = state.layersPanels
    #expect(panels.allSatisfy { $0.grid?.grid.rows == panels[0].grid?.grid.rows && $0.leftOut.isEmpty })
    #expect(panels[2].unit(1) == "features.4" && panels[0].unit(1) == "features.3")
    #expect(panels[2].grid?.value(row: 1, column: 0) != panels[0].grid?.value(row: 1, column: 0))
    let wide = lines(state, Size(rows: 40, columns: 120))
    for (panel, name) in zip(panels, ["plain", "weight-decay", "batch-norm", "weight-decay+batch-norm"]) {
      let critical = panel.verdicts.count { $0 == .critical }
      let accuracy = Figures.percent(panel.base ?? 0)
      #expect(
        wide.contains { $0.contains("─ \(name) ─") && $0.contains("\(accuracy)  \(critical)/11 critical") },
        "\(name)")
    }
    let narrow = lines(state, Size(rows: 24, columns: 80))
    #expect(narrow.contains { $0.contains("─ plain ─") && $0.contains("2/11 critical  1 of 4") })
    #expect(narrow.count { $0.contains("classifier.0") } == 1)
    #expect(state.runs[Sample.regimesJob]?.keyFigure.hasSuffix(" critical") == true)
  }

  @Test(
    "A run of several networks shows their curves before the first is swept, and a key figure at all times")
  func begun() {
    var state = Sample.state()
    for event in Sample.regimesBegun() { _ = state.reduce(event) }
    for (screen, size) in [
      (ScreenID.layers, Size(rows: 24, columns: 80)), (.training, Size(rows: 40, columns: 120)),
    ] {
      _ = state.reduce(.show(screen))
      let shown = lines(state, size)
      #expect(shown.contains { $0.contains("plain, training") })
      #expect(!shown.contains { $0.contains("the first cell follows") || $0.contains("not trained here") })
    }
    let begun = state.runs[Sample.regimesJob]
    #expect(begun?.keyFigure == "69.3 %" && begun?.trainedParts == ["plain"])
    for event in Sample.regimes(isLive: true).dropFirst(begun.map { $0.sequence + 1 } ?? 0) {
      _ = state.reduce(event)
    }
    let swept = state.runs[Sample.regimesJob]
    #expect(swept?.trainedParts == ["plain", "weight-decay", "batch-norm", "weight-decay+batch-norm"])
    #expect(swept?.keyFigure == swept?.criticalByPart && swept?.keyFigure.split(separator: "·").count == 4)
    var listed = RunState(Sample.regimesJob)
    listed.isWhole = false
    listed.figures = [
      "criticalPlain": 0, "criticalWeightDecay": 2, "criticalBatchNorm": 11, "criticalBoth": 1, "units": 11,
    ]
    #expect(listed.keyFigure == "0·2·11·1 critical")
  }

  @Test("What tells runs apart is named in the order of the card: the network, then the data")
  func names() {
    var state = Sample.state()
    for (job, typed) in [
      ("a", ["network": "fcn-3x256", "dataset": "fashion-mini", "epochs": "20"]),
      ("b", ["network": "cnn-small", "dataset": "fashion-mnist", "epochs": "40"]),
    ] {
      var run = RunState(job)
      run.description = Sample.description(Sample.train, job, typed)
      state.runs.insert(run)
    }
    #expect(
      state.names(of: state.runs.all).sorted() == [
        "network cnn-small, dataset fashion-mnist, epochs 40",
        "network fcn-3x256, dataset fashion-mini, epochs 20",
      ])
  }

  @Test("A part whose sweep has only begun shows what it has")
  func liveRegimes() {
    var state = Sample.state()
    for event in Sample.regimes(isLive: true) { _ = state.reduce(event) }
    _ = state.reduce(.show(.layers))
    #expect(state.layersPanels.count == 4 && state.layersPanels[3].grid?.filled == 11)
    _ = state.reduce(.map(.rerandomised))
    #expect(state.layersPanels[3].grid == nil && state.layersPanels[0].grid != nil)
    #expect(lines(state, Size(rows: 60, columns: 200)).contains { $0.contains("still to come") })
  }

  @Test("Panels are laid out so that all lines are seen, one beside or below the other as their form asks")
  func arrangement() {
    let area = Rectangle(row: 0, column: 0, rows: 30, columns: 120)
    func places(_ lines: Int, _ columns: Int, _ count: Int, _ area: Rectangle) -> [Rectangle] {
      PanelArrangement(lines: lines, columns: columns, labels: 12, allowsHalves: true).places(count, in: area)
        ?? []
    }
    let four = places(16, 8, 4, area)
    #expect(Set(four.map(\.row)).count == 2 && Set(four.map(\.column)).count == 2)
    let tall = places(100, 6, 4, Rectangle(row: 0, column: 0, rows: 52, columns: 200))
    #expect(Set(tall.map(\.row)).count == 1, "only the whole height shows a hundred lines")
    #expect(Set(places(4, 10, 3, area).map(\.column)).count == 1, "few lines are better wide")
    #expect(places(16, 8, 4, Rectangle(row: 0, column: 0, rows: 14, columns: 80)).isEmpty)
  }
}
