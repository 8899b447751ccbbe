import Catalog
import Engine
import Testing

@testable import Workbench

@Suite struct RunStateTests {
  @Test("A training's stream becomes curves, probes and a figure for the list")
  func training() {
    let run = RunState(Sample.trainJob, events: Sample.training())
    #expect(run.status == .completed)
    #expect(run.series["loss/train"]?.count == 80)
    #expect(run.series["accuracy/test"]?.last?.x == 20)
    #expect(run.pictures["probe-attributions"]?.at == 20)
    #expect(run.keyFigure == "84.1 %")
    #expect(run.result?["testAccuracy"]?.double == 0.8416)
  }

  @Test("A sweep's stream becomes grids with verdicts, and the cell under way is known")
  func sweep() {
    let half = RunState(Sample.layersJob, events: Sample.sweep(cells: 14))
    #expect(half.grid("reinitialised")?.filled == 14)
    #expect(half.grid("reinitialised")?.pending.map { [$0.row, $0.column] } == [1, 4])
    #expect(half.verdicts.map(\.verdict) == [.critical, .sensitive])
    let whole = RunState(Sample.layersJob, events: Sample.sweep())
    #expect(whole.verdicts.map(\.verdict) == [.critical, .sensitive, .sensitive, .ambient])
    #expect(whole.keyFigure == "1/4 critical")
    #expect(whole.grid("joint")?.isComplete == false)
  }

  @Test("An event that comes twice or late changes nothing")
  func repeats() {
    let events = Sample.training(epochs: 3)
    var run = RunState(Sample.trainJob, events: events)
    let before = run
    for event in events { run.apply(event) }
    #expect(run == before)
  }

  @Test("The newest pictures count, even when the store held them back behind later events")
  func heldBack() {
    let events = Sample.training(epochs: 3)
    let isLast = { (event: Event) in
      event.sequence == events.last { $0.payload.newestWinsKey == "pictures/probe-attributions" }?.sequence
    }
    let stored = events.filter { !isLast($0) } + events.filter(isLast)
    #expect(
      RunState(Sample.trainJob, events: stored).pictures == RunState(Sample.trainJob, events: events).pictures
    )
  }

  @Test("Dropped progress and pictures leave the rest whole")
  func gaps() {
    let events = Sample.training(epochs: 3)
    let kept = events.filter { $0.payload.newestWinsKey == nil }
    let run = RunState(Sample.trainJob, events: kept)
    #expect(run.series == RunState(Sample.trainJob, events: events).series)
    #expect(run.progress == nil)
  }

  @Test("A resumed run's repeated points replace the old ones")
  func resumed() {
    var series = Curve()
    for x in [1.0, 2, 3, 4] { series.append(x: x, y: 0) }
    for x in [3.0, 4, 5] { series.append(x: x, y: 1) }
    #expect(series.x == [1, 2, 3, 4, 5])
    #expect(series.y == [0, 0, 1, 1, 1])
    #expect(series.value(at: 2.5)?.x == 2)
    #expect(series.value(at: 0.5) == nil)
  }

  @Test("The overview of a long curve stays small and follows its shape, also after a resume")
  func overview() {
    var curve = Curve()
    for step in 0..<5000 { curve.append(x: Double(step), y: Double(step)) }
    #expect(curve.overview.count <= 96 && curve.overview.count >= 40)
    #expect(curve.overview.first == 0 && (curve.overview.last ?? 0) > 4800)
    for step in 2000..<2500 { curve.append(x: Double(step), y: Double(step)) }
    #expect(curve.overview == curve.overview.sorted())
    #expect((curve.overview.last ?? 0) > 2300 && (curve.overview.last ?? 0) < 2500)
  }

  @Test("Cells outside their grid, or of a grid nobody announced, are passed over")
  func strayCells() {
    var run = RunState(Sample.layersJob, events: Sample.sweep(cells: 1))
    let before = run.grids
    for (index, cell) in [
      Cell(grid: "reinitialised", row: 9, column: 0, value: 1),
      Cell(grid: "nobody", row: 0, column: 0, value: 1),
      Cell(grid: "joint", row: 0, column: -1, value: 1),
    ].enumerated() {
      run.apply(Event(job: run.job, sequence: 10_000 + index, time: 0, payload: .cell(cell)))
    }
    #expect(run.grids == before)
  }

  @Test("The log keeps its newest lines only")
  func log() {
    var run = RunState("a")
    for index in 0..<(RunState.notesKept + 50) {
      run.apply(Event(job: "a", sequence: index, time: 0, payload: .note("line \(index)")))
    }
    #expect(run.notes.count == RunState.notesKept)
    #expect(run.notes.last?.text == "line \(RunState.notesKept + 49)")
  }
}
