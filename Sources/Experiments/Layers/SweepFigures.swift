import Catalog
import LayerRobustness
import Networks

/// What a sweep has found so far, and the result that it makes.
struct SweepFigures {
  let request: SweepRequest
  let units: [LayerUnit]
  /// Their labels.
  let checkpoints: [String]
  let base: Evaluation
  let chance: Double
  /// By unit and checkpoint; none where nobody asked.
  let distances: [[WeightDistance]]
  private(set) var cells: [SweepPlace: SweepCell] = [:]

  init(
    _ request: SweepRequest, _ units: [LayerUnit], checkpoints: [String], base: Evaluation, chance: Double,
    distances: [[WeightDistance]]
  ) {
    self.request = request
    self.units = units
    self.checkpoints = checkpoints
    self.base = base
    self.chance = chance
    self.distances = distances
  }

  subscript(place: SweepPlace) -> SweepCell? {
    get { cells[place] }
    set { cells[place] = newValue }
  }

  /// The unit at its initial values.
  func initial(_ unit: Int) -> SweepCell? { cells[SweepPlace(.reinitialised, unit, 0)] }

  func verdict(_ cell: SweepCell) -> Verdict {
    Verdict(base: base.accuracy, accuracy: cell.accuracy, chance: chance, rule: request.rule)
  }

  /// How far the units moved from their initial values, against what resetting them costs; nil until that is known of
  /// every unit.
  func correlation(_ kind: SweepDistance) -> RankCorrelation? {
    let known = zip(distances, units.indices).compactMap { row, unit in
      initial(unit).map { (kind.value(row[0]), $0.evaluation.error) }
    }
    guard known.count == units.count else { return nil }
    let pairs = known.compactMap { distance, error in distance.map { ($0, error) } }
    return RankCorrelation(pairs.map(\.0), pairs.map(\.1))
  }

  /// A unit's accuracies from α = 0 to α = 1.
  func path(_ unit: Int) -> [(share: Double, accuracy: Double)]? {
    let between = request.alphas.indices.compactMap { cells[SweepPlace(.alpha, unit, $0 + 1)] }
    guard !between.isEmpty, between.count == request.alphas.count, let initial = initial(unit) else {
      return nil
    }
    return [(0, initial.accuracy)]
      + zip(request.alphas, between.map(\.accuracy)).map { (share: $0, accuracy: $1) }
      + [(1, base.accuracy)]
  }

  /// The cells of a grid, row by row; nil where there is none, as below the diagonal.
  func rows(_ view: SweepView) -> [[SweepCell?]] {
    guard request.views.contains(view) else { return [] }
    let (rows, columns) =
      switch view {
      case .reinitialised: (units.count, checkpoints.count)
      case .rerandomised: (units.count, request.draws)
      case .joint: (units.count, units.count)
      case .alpha: (units.count, request.alphas.count + 2)
      case .sets: (request.sets.count, checkpoints.count)
      }
    return (0..<rows).map { row in (0..<columns).map { cells[SweepPlace(view, row, $0)] } }
  }

  /// The figures as tensors: accuracies `[layer, checkpoint]`, `[layer, draw]`, `[layer, layer]` with NaN below the
  /// diagonal, `[set, checkpoint]`, and the distances.
  var tensors: [String: ArrayValue] {
    func matrix(_ rows: [[Double?]]) -> ArrayValue? {
      rows.isEmpty
        ? nil : ArrayValue(rows.joined().map { $0 ?? .nan }, shape: [rows.count, rows.first?.count ?? 0])
    }
    var result: [String: ArrayValue] = [:]
    for view in [SweepView.reinitialised, .rerandomised, .joint, .sets] {
      result[view.rawValue] = matrix(rows(view).map { $0.map { $0?.accuracy } })
    }
    for kind in SweepDistance.allCases { result[kind.grid] = matrix(distances.map { $0.map(kind.value) }) }
    return result
  }
}
