import Foundation

/// How the values of a grid's column are spread over its rows.
struct ConceptSpread: Sendable, Equatable {
  /// Those that are there and finite, ascending.
  let values: [Double]
  /// The row of the greatest.
  let worst: Int

  init?(_ grid: GridState, column: Int) {
    let known = (0..<grid.rows).compactMap { row in
      grid.value(row: row, column: column).flatMap { $0.isFinite ? (row: row, value: $0) : nil }
    }
    guard let worst = known.max(by: { $0.value < $1.value }) else { return nil }
    self.worst = worst.row
    values = known.map(\.value).sorted()
  }

  /// The value at a share of the sorted values, between two by a straight line.
  func quantile(_ share: Double) -> Double {
    let place = share * Double(values.count - 1), lower = Int(place)
    guard lower + 1 < values.count else { return values[values.count - 1] }
    return values[lower] + (place - Double(lower)) * (values[lower + 1] - values[lower])
  }

  var median: Double { quantile(0.5) }
}
