import Catalog
import Engine
import Foundation
import TerminalUI
import Testing

@testable import Workbench

/// What the Concepts screen computes from events by itself.
@Suite struct ConceptPointTests {
  private func run(_ events: [Event], without names: Set<String> = [], keepsResult: Bool = true) -> RunState {
    RunState(
      events[0].job,
      events: events.filter { event in
        switch event.payload {
        case .pictures(let set): !names.contains(set.name)
        case .result: keepsResult
        default: true
        }
      })
  }

  @Test("Probabilities follow from θ, h and θ₀, at every input, moved or not")
  func follows() throws {
    let explanation = try #require(ConceptExplanation(run(Sample.sennExplanation())))
    #expect(explanation.count == 12 && explanation.conceptCount == 5 && explanation.noiseLevels == 4)
    #expect(explanation.classes == Sample.classes && explanation.hasAttack)
    for input in 0..<12 {
      let point = try #require(explanation.point(input))
      #expect(
        zip(point.outputs(), Sample.outputs(Sample.said(input, 5, 10))).allSatisfy { abs($0 - $1) < 1e-5 })
    }
    #expect(explanation.point(12) == nil && explanation.point(0, .noise(4)) == nil)
  }

  @Test(
    "Without the bias the outputs are those that the run tells, and a concept set to zero is still told exactly"
  )
  func withoutBias() throws {
    let bare = try #require(ConceptExplanation(run(Sample.sennExplanation(), without: ["bias-relevances"])))
    let whole = try #require(ConceptExplanation(run(Sample.sennExplanation())))
    for input in 0..<12 {
      let (first, second) = (try #require(bare.point(input)), try #require(whole.point(input)))
      for edits in [
        [:], [1: ConceptEdit(scale: 0)], [0: ConceptEdit(shift: 0.5), 3: ConceptEdit(scale: -1)],
      ] {
        #expect(zip(first.outputs(edits), second.outputs(edits)).allSatisfy { abs($0 - $1) < 1e-4 })
      }
    }
  }

  @Test("Names of classes are found by rank where every list is sorted and no result names them")
  func names() throws {
    let events = Sample.sennExplanation().map { event -> Event in
      guard case .pictures(var set) = event.payload, set.name == "relevances" else { return event }
      set.scores = []
      return Event(job: event.job, sequence: event.sequence, time: event.time, payload: .pictures(set))
    }
    let explanation = try #require(ConceptExplanation(run(events, keepsResult: false)))
    #expect(explanation.classes == Sample.classes)
  }

  @Test("One logit tells two classes apart, and its gauge is its own")
  func oneLogit() throws {
    let explanation = try #require(ConceptExplanation(run(Sample.rowsExplanation())))
    #expect(
      explanation.output == .oneLogit && explanation.isTabular && explanation.classes == Sample.diagnoses)
    let point = try #require(explanation.point(2))
    #expect(zip(point.outputs(), Sample.outputs(Sample.said(2, 8, 1))).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(point.mean(0) == 0)
    #expect(explanation.features(1).first?.name == "mean radius")
    #expect(explanation.caption(1).text == "#11 benign")
  }

  @Test("A number is told as it is, and changes by what a concept contributes")
  func regression() throws {
    let point = ConceptPoint(
      concepts: [2, -1], relevances: [[3], [0.5]], bias: [1], told: [6.5], output: .number)
    #expect(point.outputs() == [6.5])
    #expect(point.outputs([0: ConceptEdit(scale: 0)]) == [0.5])
    #expect(point.outputs([1: ConceptEdit(shift: 1)]) == [7])
  }

  @Test("Sets that do not belong together are not explained")
  func mismatch() {
    func pictures(_ name: String, _ shape: [Int]) -> EventPayload {
      .pictures(
        Pictures(
          name: name, title: name,
          values: ArrayValue([Float](repeating: 1, count: shape.reduce(1, *)), shape: shape),
          isSigned: true, captions: []))
    }
    func explanation(_ sets: [(String, [Int])]) -> ConceptExplanation? {
      var stream = Sample.Stream(job: "job", time: 0)
      for (name, shape) in sets { stream.add(pictures(name, shape)) }
      return ConceptExplanation(RunState("job", events: stream.events))
    }
    #expect(explanation([("concepts", [2, 1, 3, 1])]) == nil)
    #expect(explanation([("concepts", [2, 1, 3, 1]), ("relevances", [3, 1, 3, 2])]) == nil)
    #expect(explanation([("concepts", [2, 1, 3, 1]), ("relevances", [2, 1, 2, 2])]) == nil)
    let good = explanation([
      ("concepts", [2, 1, 3, 1]), ("relevances", [2, 1, 3, 2]), ("noise-concepts", [4, 1, 2, 1]),
      ("noise-relevances", [4, 1, 2, 2]), ("bias-relevances", [2, 1, 1, 5]),
    ])
    #expect(good?.noiseLevels == 0 && good?.point(1)?.bias == [0, 0])
  }

  @Test("Captions keep what differs in front, and carry a row in words")
  func captions() {
    #expect(ConceptCaption("#123 ankle boot h 2.31").short == "ankle boot 2.31 #123")
    #expect(ConceptCaption("#7 bag ‖Δh‖ 0.4").short == "bag 0.4 #7")
    #expect(ConceptCaption("unit 3").short == "unit 3" && ConceptCaption("").short == "")
    let row = ConceptCaption("#1 benign\u{1f}age\u{1e}41\u{1f}sex\u{1e}\u{1f}odd")
    #expect(row.text == "#1 benign" && row.features.map(\.name) == ["age", "sex", "odd"])
    #expect(row.features.map(\.value) == ["41", "", ""])
  }

  @Test("λ = 0 has a place one step below the least; what is no number gets places in a row")
  func sweep() throws {
    let sweep = try #require(
      ConceptSweep(RunState(Sample.sweepJob, events: Sample.sennSweepEvents(columns: 3))))
    #expect(sweep.isLogarithmic && abs(sweep.places[0] - 1e-5) < 1e-12)
    #expect(sweep.axis.marks.map(\.label) == ["0", "1e-4", "1e-3", "1e-2", "1e-1", "1"])
    #expect(sweep.series(0)?.x.count == 3 && sweep.levels(0).map(\.name) == ["ceiling", "logistic"])
    #expect(sweep.levels(1).isEmpty && sweep.column(at: 3e-3) == 2 && sweep.column(at: 1e-7) == 0)
    let spread = try #require(sweep.series(1))
    #expect(spread.low[0] < spread.y[0] && spread.y[0] < spread.high[0])
    var stream = Sample.Stream(job: "words", time: 0)
    stream.add(
      .grid(
        Grid(name: "sweep", title: "", rows: ["accuracy"], columns: ["off", "on"], quantity: "", unit: "")))
    let words = try #require(ConceptSweep(RunState("words", events: stream.events)))
    #expect(!words.isLogarithmic && words.places == [1, 2] && words.series(0) == nil)
  }

  @Test("Quartiles leave out what is no number, and name the greatest")
  func spread() throws {
    var grid = GridState(
      Grid(name: "stability", title: "", rows: ["a", "b", "c", "d"], columns: ["h"], quantity: "", unit: ""))
    for (row, value) in [4.0, .infinity, 1, 2].enumerated() {
      grid.insert(Cell(grid: "stability", row: row, column: 0, value: value))
    }
    let spread = try #require(ConceptSpread(grid, column: 0))
    #expect(spread.values == [1, 2, 4] && spread.median == 2 && spread.quantile(0.25) == 1.5)
    #expect(spread.worst == 0)
  }
}
