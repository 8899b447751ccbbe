import Engine
import LayerRobustness
import Networks

/// The grids that a sweep announces: those of the views that it is asked for.
struct SweepGrids {
  private let rows: [String]
  private let marks: [String]
  private let columns: [String]
  private let sets: [String]
  private let request: SweepRequest
  /// The error of guessing: the top of the colours.
  private let ceiling: Double

  init(_ sweep: LayerSweep, _ request: SweepRequest, ceiling: Double) {
    rows = sweep.units.map(\.name)
    marks = Self.marks(sweep.network, sweep.units)
    columns = sweep.checkpoints.map(\.label)
    sets = request.sets.map { UnitSets.name($0, sweep.units) }
    self.request = request
    self.ceiling = ceiling
  }

  /// What sets a unit's row apart.
  static func marks(_ network: Network, _ units: [LayerUnit]) -> [String] {
    network.areProjections(units).map { $0 ? "projection" : "" }
  }

  var all: [Grid] {
    SweepView.allCases.filter(request.views.contains).map(grid)
      + (request.views.contains(.reinitialised) ? distances + [correlation] : [])
  }

  private func grid(_ view: SweepView) -> Grid {
    switch view {
    case .reinitialised: errors(view, "re-initialised to checkpoint", columns)
    case .rerandomised: errors(view, "re-randomised", (1..<request.draws + 1).map { "draw \($0)" })
    case .joint: errors(view, "layers row…column re-initialised together", rows)
    case .alpha:
      errors(view, "between initial and trained values", ([0] + request.alphas + [1]).map { "\($0)" })
    case .sets:
      Grid(
        name: view.rawValue, title: "marked units re-initialised together", rows: sets, columns: columns,
        quantity: "test error", unit: "%", low: 0, high: ceiling)
    }
  }

  private func errors(_ view: SweepView, _ title: String, _ columns: [String]) -> Grid {
    Grid(
      name: view.rawValue, title: title, rows: rows, columns: columns, quantity: "test error", unit: "%",
      low: 0, high: ceiling, rowMarks: marks)
  }

  private var distances: [Grid] {
    SweepDistance.allCases.map { kind in
      Grid(
        name: kind.grid, title: kind.title, rows: rows, columns: columns, quantity: "distance", unit: "",
        rowMarks: marks)
    }
  }

  private var correlation: Grid {
    Grid(
      name: RankCorrelation.grid, title: "rank correlation of the distance with the error at checkpoint 0",
      rows: SweepDistance.allCases.map(\.rawValue), columns: ["ρ"], quantity: "ρ", unit: "", low: -1, high: 1)
  }
}
