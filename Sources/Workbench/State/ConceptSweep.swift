import Engine
import Foundation
import TerminalUI

/// Networks trained with ever more weight λ on the penalty, as they come in.
struct ConceptSweep: Sendable {
  static let rows = ["accuracy", "stability", "faithfulness"]

  let grid: GridState
  /// Where each λ stands: at its own place on a logarithmic axis, and none at one step below the least.
  let places: [Double]
  let isLogarithmic: Bool
  private let levels: [(name: String, value: Double)]

  init?(_ run: RunState) {
    guard let grid = run.grid(Convention.Grid.sweep), grid.columns > 0 else { return nil }
    self.grid = grid
    let weights = grid.grid.columns.map { Double($0) ?? .nan }
    let positive = weights.filter { $0 > 0 }.sorted()
    isLogarithmic = positive.first != nil && weights.allSatisfy { $0 >= 0 }
    let ratio = zip(positive, positive.dropFirst()).map { $1 / $0 }.filter { $0 > 1 }.min() ?? 10
    let zero = (positive.first ?? 1) / min(100, max(10, ratio))
    places =
      isLogarithmic
      ? weights.map { $0 > 0 ? $0 : zero } : grid.grid.columns.indices.map { Double($0 + 1) }
    levels = [("ceiling", Convention.Series.ceiling), ("logistic", Convention.Series.logistic)].compactMap {
      name, series in run.series[series]?.last.map { (name, $0.y) }
    }
  }

  /// The lines that a row is compared with.
  func levels(_ row: Int) -> [(name: String, value: Double)] { row == 0 ? levels : [] }

  func detail(_ name: String, _ row: Int, _ column: Int) -> Double? {
    grid.detail(name, row: row, column: column)
  }

  /// A row as a curve over the λ that are there, with its quartiles around it.
  func series(_ row: Int) -> Series? {
    let known = grid.grid.columns.indices.filter { grid.value(row: row, column: $0)?.isFinite == true }
      .sorted { places[$0] < places[$1] }
    guard !known.isEmpty else { return nil }
    let values = known.map { grid.value(row: row, column: $0) ?? .nan }
    return Series(
      Self.rows[row], x: known.map { places[$0] }, y: values,
      low: zip(known, values).map { detail(Convention.Detail.low, row, $0) ?? $1 },
      high: zip(known, values).map { detail(Convention.Detail.high, row, $0) ?? $1 }, color: 0)
  }

  /// The axis of λ: every network that is trained has a tick, those still to come too.
  var axis: Axis {
    var axis = Axis("λ", scale: isLogarithmic ? .logarithmic : .linear)
    let low = places.min() ?? 1, high = places.max() ?? 1
    axis.range = isLogarithmic ? low / 1.6...high * 1.6 : low - 0.5...high + 0.5
    axis.marks = zip(places, grid.grid.columns).map { AxisMark($0, $1) }.sorted { $0.value < $1.value }
    return axis
  }

  /// The column whose place is nearest.
  func column(at x: Double) -> Int {
    func distance(_ place: Double) -> Double {
      isLogarithmic && x > 0 ? abs(log10(place) - log10(x)) : abs(place - x)
    }
    return places.indices.min { distance(places[$0]) < distance(places[$1]) } ?? 0
  }

  /// The columns in the order of their λ.
  var order: [Int] { places.indices.sorted { (places[$0], $0) < (places[$1], $1) } }
}
