import Engine
import LayerRobustness
import Networks

/// One of the measures of how far a unit's weights moved.
enum SweepDistance: String, CaseIterable {
  case rms, relative, max

  /// The name of its grid and of its tensor.
  var grid: String { "distance-\(rawValue)" }

  var title: String {
    switch self {
    case .rms: "‖Δ‖₂/√p to checkpoint"
    case .relative: "‖Δ‖₂/‖θ⁰‖₂ to checkpoint"
    case .max: "‖Δ‖∞ to checkpoint"
    }
  }

  func value(_ distance: WeightDistance) -> Double? {
    switch self {
    case .rms: distance.rms
    case .relative: distance.relative
    case .max: distance.max
    }
  }
}

extension RankCorrelation {
  static let grid = "correlation"

  /// The cell of a distance's row.
  func cell(row: Int) -> Cell {
    let interval = interval.map { [Detail("low", $0.lowerBound), Detail("high", $0.upperBound)] } ?? []
    return Cell(
      grid: Self.grid, row: row, column: 0, value: rho, details: interval + [Detail("units", Double(count))])
  }
}
