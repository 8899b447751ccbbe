import Catalog
import Engine
import Foundation

/// Streams of the Layers screen's less usual maps.
extension Sample {
  static let setsJob = "20251125T003000Z-layers-5e75"

  /// Units reset together, each set's names divided by commas.
  static func tried(_ sets: [String], as job: JobID) -> [Event] {
    let columns = ["0", "1", "2", "3", "4", "6", "8", "12", "16", "20"]
    var stream = Stream(job: job, time: start + 90)
    stream.add(
      .queued(
        description(
          layers, "layers of fcn-3x256",
          ["model": trainJob, "sets": sets.joined(separator: ";"), "views": "sets"])))
    stream.add(.started)
    stream.add(
      .grid(
        Grid(
          name: "sets", title: "marked units re-initialised together",
          rows: sets.map { $0.replacing(",", with: " + ") }, columns: columns, quantity: "test error",
          unit: "%", low: 0, high: 1)))
    for (row, set) in sets.enumerated() {
      for column in columns.indices {
        let far = Double(columns.count - 1 - column) / Double(columns.count - 1)
        let error = 0.158 + (set.contains("fc1") ? 0.7 : 0.3) * far
        stream.add(
          .cell(
            Cell(
              grid: "sets", row: row, column: column, value: error,
              details: [
                Detail("error", error), Detail("loss", error * 2.7), Detail("wilson-low", error - 0.03),
                Detail("wilson-high", error + 0.03),
              ] + paired(error), mark: column > 0 ? nil : error > 0.5 ? "critical" : "sensitive")))
      }
    }
    stream.add(.result(["baseAccuracy": 0.8416]))
    stream.add(.ended(Ending(.completed)))
    return stream.events
  }

  /// What follows a training, which has written so many checkpoints.
  static func following(checkpoints: Int) -> [Event] {
    var stream = Stream(job: layersJob, time: start + 10)
    stream.add(.queued(description(layers, "layers of fcn-3x256", ["model": trainJob])))
    stream.add(.started)
    for checkpoint in 1...checkpoints {
      stream.add(
        .grid(
          Grid(
            name: "emerging", title: "each unit re-initialised as training goes on", rows: layerNames,
            columns: (1...checkpoint).map(String.init), quantity: "test error", unit: "%", low: 0, high: 1)))
      let learnt = 1 - pow(0.7, Double(checkpoint))
      for row in layerNames.indices where checkpoint < checkpoints || row < 3 {
        let error = 0.9 - 0.74 * learnt * [0.1, 0.5, 0.9, 0.95][row]
        stream.add(
          .cell(
            Cell(
              grid: "emerging", row: row, column: checkpoint - 1, value: error,
              details: [Detail("error", error), Detail("loss", error * 2.5)])))
      }
    }
    return stream.events
  }

  static let correlationGrid = Grid(
    name: "correlation", title: "Rank correlation", rows: ["rms", "relative", "max"], columns: ["ρ"],
    quantity: "ρ", unit: "", low: -1, high: 1)

  static func correlation(row: Int, _ rho: Double, _ low: Double, _ high: Double, units: Int) -> Cell {
    Cell(
      grid: "correlation", row: row, column: 0, value: rho,
      details: [Detail("low", low), Detail("high", high), Detail("units", Double(units))])
  }

  static let otherJob = "20251125T001500Z-layers-b0b0"

  /// A sweep of another network of the same form, over other checkpoints.
  static func otherSweep() -> [Event] {
    let columns = ["0", "1", "2", "4", "8", "16", "40"]
    var stream = Stream(job: otherJob, time: start - 3000)
    stream.add(.queued(description(layers, "layers of fcn-3x256", ["model": sibling(0)])))
    stream.add(.started)
    stream.add(.point(Point(series: "base/accuracy", x: 0, y: 0.862)))
    stream.add(contentsOf: sweptGrid("reinitialised", layerNames, columns, [0.6, 0.5, 0.4, 0.3], 0.138))
    stream.add(.result(["baseAccuracy": 0.862]))
    stream.add(.ended(Ending(.completed)))
    return stream.events
  }

  static let regimesJob = "20251125T002500Z-regimes-4444"
  private static let plainUnits =
    [0, 3, 6, 8, 11, 13, 16, 18].map { "features.\($0)" } + [0, 3, 6].map { "classifier.\($0)" }
  private static let normalisedUnits =
    [0, 4, 8, 11, 15, 18, 22, 25].map { "features.\($0)" } + [0, 3, 6].map { "classifier.\($0)" }

  /// The four regimes of one network, while the first trains.
  static func regimesBegun() -> [Event] {
    var stream = regimesStream()
    stream.add(contentsOf: trained("plain", epochs: 7))
    stream.add(
      .progress(
        Progress(
          phase: "plain: training", done: 7000, total: 120_000, unit: "passes", rate: 900, remaining: 125)))
    return stream.events
  }

  private static func regimesStream() -> Stream {
    let card = Card(
      identifier: "regimes", title: "Regimes", summary: "Four trainings, each swept.",
      parameters: [
        Parameter("epochs", "passes over the data", default: .integer(30), range: .integers(1...10_000))
      ])
    var stream = Stream(job: regimesJob, time: start + 60)
    stream.add(.queued(description(card, "regimes of vgg11")))
    stream.add(.started)
    return stream
  }

  private static func trained(_ name: String, epochs: Int, best: Double = 0.85) -> [EventPayload] {
    (0...epochs).flatMap { epoch -> [EventPayload] in
      let x = Double(epoch), fall = pow(0.8, x)
      func point(_ series: String, _ y: Double) -> EventPayload {
        .point(Point(series: "\(name)/\(series)", x: x, y: y))
      }
      return [
        point("loss/train", 2.2 * fall + 0.1), point("accuracy/train", 0.95 - 0.85 * fall),
        point("loss/test", 2 * fall + 0.4), point("accuracy/test", best - (best - 0.1) * fall),
      ]
    }
  }

  /// The four regimes of one network, of which the last has only begun to be swept where `isLive`.
  static func regimes(isLive: Bool = false) -> [Event] {
    let columns = ["0", "1", "2", "4", "8", "16", "30"]
    var stream = regimesStream()
    for (number, name) in ["plain", "weight-decay", "batch-norm", "weight-decay+batch-norm"].enumerated() {
      let units = number < 2 ? plainUnits : normalisedUnits
      let losses = units.indices.map { unit in
        max(0.01, [0.7, 0.6, 0.75, 0.5][number] * pow([0.62, 0.7, 0.5, 0.4][number], Double(unit)))
      }
      let base = 0.12 + 0.02 * Double(number)
      stream.add(contentsOf: trained(name, epochs: 30, best: 1 - base))
      stream.add(.point(Point(series: "\(name)/base/accuracy", x: 0, y: 1 - base)))
      let grid = sweptGrid("\(name)/reinitialised", units, columns, losses, base)
      stream.add(contentsOf: isLive && number == 3 ? Array(grid.prefix(12)) : grid)
      if !isLive || number < 3 {
        let draws = ["draw 1", "draw 2", "draw 3"]
        stream.add(contentsOf: sweptGrid("\(name)/rerandomised", units, draws, losses, base))
      }
    }
    guard !isLive else { return stream.events }
    stream.add(.result(["regimes": 4]))
    stream.add(.ended(Ending(.completed)))
    return stream.events
  }

  /// A grid with its cells: a unit's loss at the first column, less and less towards the last.
  private static func sweptGrid(
    _ name: String, _ rows: [String], _ columns: [String], _ losses: [Double], _ base: Double
  ) -> [EventPayload] {
    var events = [
      EventPayload.grid(
        Grid(
          name: name, title: "each unit re-initialised", rows: rows, columns: columns, quantity: "test error",
          unit: "%", low: 0, high: 1))
    ]
    for row in rows.indices {
      for column in columns.indices {
        let far = Double(columns.count - 1 - column) / Double(columns.count - 1)
        let error = base + losses[row] * far * far
        let mark = column > 0 ? nil : error > 0.5 ? "critical" : error > base + 0.02 ? "sensitive" : "ambient"
        events.append(
          .cell(
            Cell(
              grid: name, row: row, column: column, value: error,
              details: [
                Detail("error", error), Detail("wilson-low", error - 0.02),
                Detail("wilson-high", error + 0.02),
              ] + paired(error), mark: mark)))
      }
    }
    return events
  }
}

extension Sample.Stream {
  mutating func add(contentsOf payloads: [EventPayload]) {
    for payload in payloads { add(payload, after: 0.05) }
  }
}
