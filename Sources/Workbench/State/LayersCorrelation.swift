import Engine
import TerminalUI

/// Spearman's rank correlation of how far a network's units moved with the error that resetting each to its first
/// weights gives, by each measure of distance.
struct LayersCorrelation {
  private let rows: [(map: LayersMap, rho: Double, interval: ClosedRange<Double>?, units: Int?)]

  /// - Parameter grid: as the sweep emits it once every unit has been reset.
  init(_ grid: GridState?) {
    rows = LayersMap.allCases.filter(\.isDistance).compactMap { map in
      guard let grid, let row = grid.grid.rows.firstIndex(where: { "distance-\($0)" == map.rawValue }),
        let rho = grid.value(row: row, column: 0)
      else { return nil }
      let low = grid.detail(Convention.Detail.low, row: row, column: 0)
      let high = grid.detail(Convention.Detail.high, row: row, column: 0)
      let units = grid.detail(Convention.Detail.units, row: row, column: 0)
      let interval = low.flatMap { low in high.flatMap { low <= $0 ? low...$0 : nil } }
      return (map, rho, interval, units.map { Int($0) })
    }
  }

  /// A heading and a line for each measure, that of the map on the screen with what it means.
  func lines(chosen: LayersMap) -> [TextLine] {
    guard !rows.isEmpty else { return [] }
    let width = rows.map { displayWidth($0.map.title) }.max() ?? 0
    let count = rows.compactMap(\.units).max().map { ", \($0) units" } ?? ""
    return [TextLine("ρ with the error", .title, .bold) + TextLine(count, .muted)]
      + rows.map { row in
        let isChosen = row.map == chosen
        return TextLine(padded(row.map.title, to: width + 2), isChosen ? .accent : .muted)
          + TextLine(Self.signed(row.rho), .title, isChosen ? .bold : [])
          + TextLine(row.interval.map { " \(Self.spelled($0))" } ?? "", .muted)
      }
  }

  /// `+0.37 [−0.41, +0.84]`, of the map's own measure.
  func figure(_ map: LayersMap) -> TextLine? {
    rows.first { $0.map == map }.map { row in
      TextLine(Self.signed(row.rho), .title, .bold)
        + TextLine(row.interval.map { " \(Self.spelled($0))" } ?? "", .muted)
    }
  }

  /// What the interval leaves open.
  func meaning(_ map: LayersMap) -> String? {
    rows.first { $0.map == map }?.interval.map { interval in
      interval.contains(0)
        ? "how far a unit moved does not tell what resetting it costs"
        : interval.lowerBound > 0
          ? "units that moved further cost more to reset" : "units that moved further cost less to reset"
    }
  }

  private static func signed(_ value: Double) -> String {
    (value < 0 ? "−" : "+") + Figures.fixed(abs(value), 2)
  }

  private static func spelled(_ interval: ClosedRange<Double>) -> String {
    "[\(signed(interval.lowerBound)), \(signed(interval.upperBound))]"
  }
}
