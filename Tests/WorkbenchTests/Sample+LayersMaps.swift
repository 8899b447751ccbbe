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
}
