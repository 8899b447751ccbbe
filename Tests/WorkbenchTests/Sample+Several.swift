import Catalog
import Engine
import Foundation

@testable import Workbench

/// Several runs side by side, and a network of many layers.
extension Sample {
  static let rates = [0.2, 0.1, 0.05, 0.02, 0.01]

  static func sibling(_ index: Int) -> JobID { "20251124T0\(index)2000Z-train-a\(index)b\(index)" }

  /// Trainings of the same network that differ in their learning rate, the older the further down in the list.
  static func siblings() -> [Event] { rates.indices.flatMap(sibling(at:)) }

  private static func sibling(at index: Int) -> [Event] {
    var stream = Stream(job: sibling(index), time: start - Double(3600 * (index + 1)))
    let rate = rates[index]
    stream.add(
      .queued(description(train, "fcn-3x256 on fashion-mini", ["learning-rate": "\(rate)", "epochs": "40"])))
    stream.add(.started)
    stream.add(.note("2 000 inputs, 335 114 parameters, seed \(index + 1)"))
    for step in 1...80 {
      let x = Double(step) / 2
      let fall = pow(0.97 - 0.06 * Double(index), x)
      stream.add(
        .point(Point(series: "loss/train", x: x, y: 2.2 * fall + 0.05 + 0.03 * wave(x + Double(index)))))
      stream.add(.point(Point(series: "accuracy/train", x: x, y: 0.97 - 0.85 * fall)))
      guard step % 2 == 0 else { continue }
      stream.add(.point(Point(series: "loss/test", x: x, y: 2.1 * fall + 0.4 + 0.02 * Double(index))))
      stream.add(.point(Point(series: "accuracy/test", x: x, y: 0.86 - 0.02 * Double(index) - 0.7 * fall)))
    }
    stream.add(.result(["testAccuracy": .double(0.86 - 0.02 * Double(index)), "testLoss": 0.49]))
    stream.add(.ended(index == 3 ? Ending(.cancelled) : Ending(.completed)))
    return stream.events
  }

  /// A sweep of a network of thirty layers over twenty-four checkpoints.
  static func deepSweep() -> [Event] {
    let names = (0..<30).map { "features.block\($0 / 6).conv\($0 % 6)" }
    let columns = (0..<24).map { "\($0 * $0 / 4)" }
    var stream = Stream(job: layersJob, time: start + 60)
    stream.add(.queued(description(layers, "layers of a deep network", ["model": trainJob])))
    stream.add(.started)
    stream.add(.point(Point(series: "base/accuracy", x: 0, y: 0.8416)))
    stream.add(
      .grid(
        Grid(
          name: "reinitialised", title: "Re-initialised", rows: names, columns: columns,
          quantity: "test error",
          unit: "%", low: 0, high: 1)))
    for row in names.indices {
      for column in columns.indices {
        let far = Double(columns.count - 1 - column) / Double(columns.count - 1)
        let error = 0.158 + 0.74 * pow(0.84, Double(row)) * far * far
        let mark = column > 0 ? nil : error > 0.5 ? "critical" : error > 0.18 ? "sensitive" : "ambient"
        stream.add(
          .cell(
            Cell(
              grid: "reinitialised", row: row, column: column, value: error,
              details: [Detail("error", error), Detail("loss", error * 2.7)], mark: mark)))
      }
    }
    stream.add(.result(["baseAccuracy": 0.8416]))
    stream.add(.ended(Ending(.completed)))
    return stream.events
  }

  /// The weighted layers of a residual network of 152 layers, as its units are named.
  static let resnet152: [String] = {
    let stages = zip([3, 8, 36, 3], 1...).flatMap { blocks, stage in
      (0..<blocks).flatMap { block in
        let convolutions = (1...3).map { "layer\(stage).\(block).conv\($0)" }
        return convolutions + (block == 0 ? ["layer\(stage).\(block).downsample.0"] : [])
      }
    }
    return ["conv1"] + stages + ["fc"]
  }()

  /// A sweep of it over eight checkpoints: each stage's first block and the stem are what the network minds losing.
  static func residualSweep(cells: Int? = nil) -> [Event] {
    let names = resnet152, columns = ["0", "1", "2", "5", "10", "20", "40", "80"]
    var stream = Stream(job: layersJob, time: start + 60)
    stream.add(.queued(description(layers, "layers of resnet152", ["model": trainJob])))
    stream.add(.started)
    stream.add(.point(Point(series: "base/accuracy", x: 0, y: 0.8416)))
    stream.add(
      .grid(
        Grid(
          name: "reinitialised", title: "each unit re-initialised", rows: names, columns: columns,
          quantity: "test error", unit: "%", low: 0, high: 1,
          rowMarks: names.map { $0.contains("downsample") ? "projection" : "" })))
    for place in 0..<min(cells ?? .max, names.count * columns.count) {
      let (row, column) = (place / columns.count, place % columns.count)
      let far = Double(columns.count - 1 - column) / Double(columns.count - 1)
      let isFirst = names[row].contains(".0.") || row == 0
      let error = 0.158 + (isFirst ? 0.6 : 0.05 + 0.2 * abs(wave(Double(row)))) * pow(far, isFirst ? 2 : 6)
      let mark = column > 0 ? nil : error > 0.5 ? "critical" : error > 0.25 ? "sensitive" : "ambient"
      stream.add(
        .cell(
          Cell(
            grid: "reinitialised", row: row, column: column, value: error,
            details: [Detail("error", error), Detail("loss", error * 2.7)], mark: mark)))
    }
    guard cells == nil else { return stream.events }
    stream.add(.grid(correlationGrid))
    for (row, rho) in [-0.08, 0.21, 0.35].enumerated() {
      stream.add(.cell(correlation(row: row, rho, rho - 0.16, rho + 0.15, units: names.count)))
    }
    stream.add(.result(["baseAccuracy": 0.8416]))
    stream.add(.ended(Ending(.completed)))
    return stream.events
  }
}
