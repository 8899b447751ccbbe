import Catalog
import Engine
import Foundation

@testable import Workbench

extension Sample {
  private static let lesionTitles = [
    "single": "one block deleted", "multiple": "random blocks deleted", "reordered": "blocks exchanged",
    "subsets": "each set of blocks deleted",
  ]

  /// Lesions of a network of 18 blocks in three stages; of the random sets the first `sets` sizes.
  static func lesions(sets: Int = 12) -> [Event] {
    var stream = Stream(job: "20251125T002300Z-lesion-5a5a", time: start + 70)
    stream.add(.queued(description(lesion, "lesions", ["model": trainJob])))
    stream.add(.started)
    stream.add(.point(Point(series: "base/error", x: 0, y: 0.09)))
    let blocks = (0..<18).map { "layer\(1 + $0 / 6).\($0 % 6)" }
    func grid(_ name: String, _ rows: [String], _ columns: [String]) {
      stream.add(
        .grid(
          Grid(
            name: name, title: lesionTitles[name] ?? "", rows: rows, columns: columns, quantity: "test error",
            unit: "%", low: 0, high: 0.9)))
    }
    let sizes = (1...12).map(String.init), draws = (1...8).map { "draw \($0)" }
    grid("single", ["1"], blocks)
    grid("multiple", sizes, draws)
    grid("reordered", ["1", "2", "4", "8"], draws)
    for block in blocks.indices {
      let isProjection = block > 0 && block % 6 == 0, stage = block / 6
      let error = 0.09 + (isProjection ? 0.2 : 0.012) * (1 + wave(Double(block) * 3) / 2)
      stream.add(
        .cell(
          Cell(
            grid: "single", row: 0, column: block, value: error,
            details: [
              Detail("n", 500), Detail("depth", (1 + 2 * Double(block)) / 38), Detail("stage", Double(stage)),
            ] + (isProjection ? [Detail("projection", 1)] : []))))
    }
    for row in 0..<sets {
      for column in draws.indices {
        let error = min(0.9, 0.09 + 0.05 * Double(row) * (1 + wave(Double(row * 8 + column) * 5) / 3))
        stream.add(
          .cell(Cell(grid: "multiple", row: row, column: column, value: error, details: [Detail("n", 500)])))
      }
    }
    guard sets == sizes.count else { return stream.events }
    for row in 0..<4 {
      for column in draws.indices {
        let tau = 1 - 0.2 * Double(row) - 0.03 * Double(column)
        stream.add(
          .cell(
            Cell(
              grid: "reordered", row: row, column: column, value: 0.09 + 0.4 * (1 - tau),
              details: [Detail("n", 500), Detail("tau", tau)])))
      }
    }
    stream.add(.ended(Ending(.completed)))
    return stream.events
  }

  static func pathLengths() -> [Event] {
    var stream = Stream(job: "20251125T002400Z-paths-6b6b", time: start + 80)
    stream.add(.queued(description(paths, "paths", ["model": trainJob])))
    stream.add(.started)
    var count = 1.0
    for length in 0...18 {
      stream.add(.point(Point(series: "paths/count", x: Double(length), y: count.rounded())))
      count *= Double(18 - length) / Double(length + 1)
    }
    for length in 0...18 {
      stream.add(
        .point(Point(series: "gradient/exact", x: Double(length), y: exp(-0.05 * Double(length * length)))))
      stream.add(
        .point(Point(series: "gradient/sampled", x: Double(length), y: 0.1 * exp(-1.5 * Double(length)))))
    }
    for length in 0...18 {
      let x = Double(length)
      stream.add(.point(Point(series: "share/sampled", x: x, y: 0.2 * exp(-pow(x - 4, 2) / 8))))
      stream.add(.point(Point(series: "share/exact", x: x, y: 0.3 * exp(-x / 3))))
    }
    for deleted in [1, 2, 4, 8, 16] {
      for length in 0...18 {
        let left = (0..<deleted).reduce(1.0) { $0 * max(0, Double(18 - length - $1)) / Double(18 - $1) }
        stream.add(.point(Point(series: "survival/\(deleted)", x: Double(length), y: left)))
      }
    }
    for end in [1.0, 8] { stream.add(.point(Point(series: "paths/effective", x: end, y: 0.41))) }
    stream.add(.ended(Ending(.completed)))
    return stream.events
  }

  static let fewJob = "20251125T002500Z-lesion-7c7c", plainJob = "20251125T002600Z-lesion-8d8d"

  /// Lesions of a network of four blocks, every set of which was deleted; its sums are rectified.
  static func fewBlocks() -> [Event] {
    var stream = Stream(job: fewJob, time: start + 85)
    stream.add(.queued(description(lesion, "lesions", ["model": trainJob])))
    stream.add(.started)
    stream.add(.point(Point(series: "blocks/rectifiers", x: 0, y: 3)))
    stream.add(.point(Point(series: "base/error", x: 0, y: 0.12)))
    let blocks = (0..<4).map { "blocks.\($0)" }
    func grid(_ name: String, _ columns: [String]) {
      stream.add(
        .grid(
          Grid(
            name: name, title: lesionTitles[name] ?? "", rows: ["1"], columns: columns,
            quantity: "test error", unit: "%")))
    }
    grid("single", blocks)
    grid("subsets", (0..<16).map { "set \($0)" })
    func error(_ set: Int) -> Double { 0.12 + 0.03 * Double(set.nonzeroBitCount) + 0.001 * Double(set) }
    for block in 0..<4 {
      let details = [Detail("depth", (1 + 2 * Double(block)) / 10), Detail("stage", 0)]
      stream.add(
        .cell(Cell(grid: "single", row: 0, column: block, value: error(1 << block), details: details)))
    }
    for set in 0..<15 {
      stream.add(.cell(Cell(grid: "subsets", row: 0, column: set, value: error(set), details: [])))
    }
    return stream.events
  }

  /// Lesions of another network, without skips: three of its layers can be deleted.
  static func plainLesions() -> [Event] {
    var stream = Stream(job: plainJob, time: start + 86)
    stream.add(.queued(description(lesion, "lesions of a plain network", ["model": "plain"])))
    stream.add(.started)
    stream.add(.point(Point(series: "base/error", x: 0, y: 0.2)))
    let layers = ["features.7", "features.14", "features.21"]
    stream.add(
      .grid(
        Grid(
          name: "single", title: "one module deleted", rows: ["1"], columns: layers, quantity: "test error",
          unit: "%", rowMarks: ["module"])))
    for (column, depth) in [0.3, 0.55, 0.8].enumerated() {
      stream.add(
        .cell(
          Cell(
            grid: "single", row: 0, column: column, value: 0.9 - 0.05 * Double(column),
            details: [Detail("depth", depth), Detail("stage", Double(column))])))
    }
    stream.add(.ended(Ending(.completed)))
    return stream.events
  }
}
