import Catalog
import Engine
import Foundation

@testable import Workbench

/// Prototypes, measures and a sweep over λ.
extension Sample {
  static func sennPrototypes(of kinds: [String] = ["", "-least", "-contrast", "-decoded"]) -> [Event] {
    var stream = Stream(job: prototypesJob, time: start + 700)
    stream.add(.queued(description(sennPrototypes, "prototypes of senn-lenet-k5", ["model": sennJob])))
    stream.add(.started)
    for kind in kinds {
      stream.add(.pictures(prototypes("concept-grid" + kind, each: kind == "-decoded" ? 1 : 9)))
    }
    addSummary(&stream, names: (0..<5).map { "concept \($0)" })
    stream.add(.ended(Ending(.completed)))
    return stream.events
  }

  static func measures() -> [Event] {
    var stable = Stream(job: stabilityJob, time: start + 800)
    stable.add(.queued(description(sennStability, "stability of senn-lenet-k5", ["model": sennJob])))
    stable.add(.started)
    let inputs = (0..<20).map { "#\($0) \(classes[$0 % 10])" }
    stable.add(
      .grid(
        Grid(
          name: "stability", title: "local Lipschitz estimate", rows: inputs, columns: ["h", "x"],
          quantity: "L", unit: "")))
    for row in inputs.indices {
      let estimate = 1.2 * exp(1.5 * wave(Double(row) * 3))
      for (column, value) in [row == 7 ? .infinity : estimate * 4, estimate].enumerated() {
        stable.add(
          .cell(
            Cell(
              grid: "stability", row: row, column: column, value: value,
              details: [Detail("radius", 0.5), Detail("evaluations", 180)])))
      }
    }
    stable.add(.ended(Ending(.completed)))
    var faithful = Stream(job: faithfulnessJob, time: start + 850)
    faithful.add(.queued(description(sennFaithfulness, "faithfulness of senn-lenet-k5", ["model": sennJob])))
    faithful.add(.started)
    faithful.add(
      .grid(
        Grid(
          name: "faithfulness", title: "faithfulness", rows: inputs,
          columns: ["pearson", "spearman", "exact"],
          quantity: "correlation", unit: "", low: -1, high: 1)))
    for row in inputs.indices {
      let value = 0.6 + 0.35 * wave(Double(row) * 2)
      for (column, value) in [value, value - 0.1, 1].enumerated() {
        faithful.add(.cell(Cell(grid: "faithfulness", row: row, column: column, value: value)))
      }
    }
    faithful.add(.ended(Ending(.completed)))
    return stable.events + faithful.events
  }

  /// A sweep over λ of which `columns` are trained; whole when nil.
  static func sennSweepEvents(columns: Int? = nil) -> [Event] {
    var stream = Stream(job: sweepJob, time: start + 900)
    stream.add(.queued(description(sennSweep, "λ-sweep of senn-identity on breast-cancer")))
    stream.add(.started)
    let weights = ["0", "1e-4", "1e-3", "1e-2", "1e-1", "1"]
    stream.add(
      .grid(
        Grid(
          name: "sweep", title: "λ", rows: ["accuracy", "stability", "faithfulness"], columns: weights,
          quantity: "median", unit: "")))
    stream.add(.point(Point(series: "ceiling/accuracy", x: 0, y: 0.991)))
    stream.add(.point(Point(series: "logistic/accuracy", x: 0, y: 0.977)))
    let medians = [
      [0.983, 0.984, 0.988, 0.983, 0.977, 0.977], [11.5, 8, 4.2, 0.99, 0.02, 0.003],
      [0.55, 0.6, 0.7, 0.8, 0.93, 0.97],
    ]
    for column in weights.indices where columns.map({ column < $0 }) ?? true {
      for row in medians.indices {
        let value = medians[row][column]
        let spread = row == 1 ? value * 0.4 : 0.008 + 0.03 * Double(row)
        stream.add(
          .cell(
            Cell(
              grid: "sweep", row: row, column: column, value: value,
              details: [
                Detail("low", value - spread), Detail("high", min(row == 1 ? 99 : 1, value + spread)),
                Detail("seeds", 3),
              ])))
      }
    }
    if columns == nil { stream.add(.ended(Ending(.completed))) }
    return stream.events
  }
}
