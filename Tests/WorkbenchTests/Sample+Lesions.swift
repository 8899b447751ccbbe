import Catalog
import Engine
import Foundation

@testable import Workbench

extension Sample {
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
            name: name, title: name, rows: rows, columns: columns, quantity: "test error", unit: "%", low: 0,
            high: 0.9)
        ))
    }
    let sizes = (1...12).map(String.init), draws = (1...8).map { "draw \($0)" }
    grid("single", ["1"], blocks)
    grid("multiple", sizes, draws)
    grid("reordered", ["1", "2", "4", "8"], draws)
    for block in blocks.indices {
      let isProjection = block > 0 && block % 6 == 0
      let error = 0.09 + (isProjection ? 0.2 : 0.012) * (1 + wave(Double(block) * 3) / 2)
      stream.add(
        .cell(
          Cell(
            grid: "single", row: 0, column: block, value: error,
            details: [Detail("n", 500)] + (isProjection ? [Detail("projection", 1)] : []))))
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
    for end in [1.0, 8] { stream.add(.point(Point(series: "paths/effective", x: end, y: 0.41))) }
    stream.add(.ended(Ending(.completed)))
    return stream.events
  }
}
