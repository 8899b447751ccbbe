import Catalog
import Engine
import LayerRobustness
import Networks

/// A sweep as a job: cells stream as events, the figures gather for the result.
final class SweepSession {
  private let sweep: LayerSweep
  private let draws: Int
  private let alphas: [Double]
  private let rule: Verdict.Rule
  private let seed: UInt64
  private let chance: Double
  private let inputCount: Int
  private let context: JobContext
  /// When the job last stood at a checkpoint.
  private var checked = ContinuousClock.now
  private var base = Evaluation(correct: 0, count: 0, loss: 0)
  private var distances: [[WeightDistance]] = []
  private var reinitialised: [[Evaluation?]]
  private var rerandomised: [[Evaluation?]]
  private var joint: [[Evaluation?]]
  /// By unit, at the alphas.
  private var interpolated: [[Evaluation]?]

  init(
    _ sweep: LayerSweep, draws: Int, alphas: [Double], rule: Verdict.Rule, seed: UInt64, chance: Double,
    inputCount: Int, context: JobContext
  ) {
    self.sweep = sweep
    self.draws = draws
    self.alphas = alphas
    self.rule = rule
    self.seed = seed
    self.chance = chance
    self.inputCount = inputCount
    self.context = context
    let units = sweep.units.count
    reinitialised = Array(repeating: Array(repeating: nil, count: sweep.checkpoints.count), count: units)
    rerandomised = Array(repeating: Array(repeating: nil, count: draws), count: units)
    joint = Array(repeating: Array(repeating: nil, count: units), count: units)
    interpolated = Array(repeating: nil, count: units)
  }

  func run() throws -> JSONValue {
    base = try sweep.baseline()
    announce()
    distances = try sweep.distances()
    emitDistances()
    let total = sweep.cellCount(draws: draws) + alphas.count * sweep.units.count
    let known = try recordedCells()
    for (kind, evaluation) in known { keep(kind, evaluation) }
    interpolated = try recordedPaths()
    var done = known.count + interpolated.reduce(0) { $0 + ($1?.count ?? 0) }
    if context.isResumed { context.emit(.note("resumed with \(done) of \(total) cells")) }
    func step(_ count: Int) throws {
      done += count
      context.emit(.progress(Progress(phase: "sweep", done: done, total: total, unit: "cells")))
      checked = ContinuousClock.now
      try context.checkpoint()
    }
    try sweep.run(
      draws: draws, seed: seed, skip: { known[$0] != nil }, pulse: pulse
    ) { kind, evaluation in
      keep(kind, evaluation)
      context.emit(.cell(cell(kind, evaluation)))
      try step(1)
    }
    if !alphas.isEmpty {
      try sweep.interpolate(
        alphas, skip: { interpolated[$0] != nil }, pulse: pulse
      ) { unit, evaluations in
        interpolated[unit] = evaluations
        for (column, evaluation) in evaluations.enumerated() { emit(alpha: column + 1, unit, evaluation) }
        try step(evaluations.count)
      }
      emitEnds()
    }
    try context.save(tensors())
    return result()
  }

  /// In the middle of a long cell too a job can be paused; a short cell stays one step.
  private func pulse() throws {
    guard ContinuousClock.now - checked > .seconds(0.5) else { return }
    checked = ContinuousClock.now
    try context.checkpoint()
  }

  /// The figures as tensors: accuracies `[layer, checkpoint]`, `[layer, draw]`, `[layer, layer]` with NaN below the
  /// diagonal, and the distances.
  private func tensors() -> [String: ArrayValue] {
    func matrix(_ rows: [[Double?]]) -> ArrayValue {
      ArrayValue(rows.joined().map { $0 ?? .nan }, shape: [rows.count, rows.first?.count ?? 0])
    }
    return [
      "reinitialised": matrix(reinitialised.map { $0.map { $0?.accuracy } }),
      "rerandomised": matrix(rerandomised.map { $0.map { $0?.accuracy } }),
      "joint": matrix(joint.map { $0.map { $0?.accuracy } }),
      "distance-rms": matrix(distances.map { $0.map(\.rms) }),
      "distance-relative": matrix(distances.map { $0.map(\.relative) }),
      "distance-max": matrix(distances.map { $0.map(\.max) }),
    ]
  }

  /// What an interrupted sweep has computed already, out of its own events.
  private func recordedCells() throws -> [LayerSweep.Kind: Evaluation] {
    guard context.isResumed, let store = context.store else { return [:] }
    return try SweepCells(units: sweep.units.count, checkpoints: sweep.checkpoints.count, draws: draws)
      .read(store.recording(), inputCount: inputCount)
  }

  /// The units' ways between initial and trained values that a recording holds whole.
  private func recordedPaths() throws -> [[Evaluation]?] {
    var found: [[Int: Evaluation]] = Array(repeating: [:], count: sweep.units.count)
    guard context.isResumed, let store = context.store else { return found.map { _ in nil } }
    for event in try store.recording() {
      guard case .cell(let cell) = event.payload, cell.grid == "alpha", found.indices.contains(cell.row),
        let evaluation = SweepCells.evaluation(cell, inputCount: inputCount)
      else { continue }
      found[cell.row][cell.column] = evaluation
    }
    return found.map { cells in
      let whole = (1..<alphas.count + 1).compactMap { cells[$0] }
      return whole.count == alphas.count && !whole.isEmpty ? whole : nil
    }
  }

  private func emit(alpha column: Int, _ unit: Int, _ evaluation: Evaluation) {
    context.emit(
      .cell(
        Cell(
          grid: "alpha", row: unit, column: column, value: evaluation.error,
          details: SweepCells.details(evaluation))))
  }

  /// α = 0 is re-initialisation, α = 1 the network itself.
  private func emitEnds() {
    for unit in sweep.units.indices {
      if let initial = reinitialised[unit][0] { emit(alpha: 0, unit, initial) }
      emit(alpha: alphas.count + 1, unit, base)
    }
  }

  /// A unit's accuracies from α = 0 to α = 1.
  private func path(_ unit: Int) -> [(share: Double, accuracy: Double)]? {
    guard let initial = reinitialised[unit][0], let between = interpolated[unit] else { return nil }
    return [(0, initial.accuracy)] + zip(alphas, between.map(\.accuracy)).map { (share: $0, accuracy: $1) }
      + [(1, base.accuracy)]
  }

  private func keep(_ kind: LayerSweep.Kind, _ evaluation: Evaluation) {
    switch kind {
    case .reinitialised(let unit, let checkpoint): reinitialised[unit][checkpoint] = evaluation
    case .rerandomised(let unit, let draw): rerandomised[unit][draw - 1] = evaluation
    case .joint(let first, let last): joint[first][last] = evaluation
    }
  }

  private func announce() {
    let rows = sweep.units.map(\.name), columns = sweep.checkpoints.map(\.label)
    context.emit(
      .note(
        "base accuracy \(percent(base.accuracy)), chance \(percent(chance)), n = \(inputCount), K = \(draws) draws, "
          + "bn-scope \(sweep.scope.rawValue)"))
    context.emit(.point(Point(series: "base/accuracy", x: 0, y: base.accuracy)))
    let ceiling = 1 - chance
    func grid(
      _ name: String, _ title: String, _ rows: [String], _ columns: [String], _ quantity: String,
      _ unit: String
    ) {
      let isError = quantity == "test error"
      context.emit(
        .grid(
          Grid(
            name: name, title: title, rows: rows, columns: columns, quantity: quantity, unit: unit,
            low: isError ? 0 : nil, high: isError ? ceiling : nil)))
    }
    grid("reinitialised", "re-initialised to checkpoint", rows, columns, "test error", "%")
    grid("rerandomised", "re-randomised", rows, (1...draws).map { "draw \($0)" }, "test error", "%")
    grid("joint", "layers row…column re-initialised together", rows, rows, "test error", "%")
    if !alphas.isEmpty {
      let shares = [0] + alphas + [1]
      grid("alpha", "between initial and trained values", rows, shares.map { "\($0)" }, "test error", "%")
    }
    grid("distance-rms", "‖Δ‖₂/√p to checkpoint", rows, columns, "distance", "")
    grid("distance-relative", "‖Δ‖₂/‖θ⁰‖₂ to checkpoint", rows, columns, "distance", "")
    grid("distance-max", "‖Δ‖∞ to checkpoint", rows, columns, "distance", "")
  }

  private func emitDistances() {
    for (unit, row) in distances.enumerated() {
      for (checkpoint, distance) in row.enumerated() {
        func emit(_ grid: String, _ value: Double?) {
          guard let value else { return }
          context.emit(.cell(Cell(grid: grid, row: unit, column: checkpoint, value: value)))
        }
        emit("distance-rms", distance.rms)
        emit("distance-relative", distance.relative)
        emit("distance-max", distance.max)
      }
    }
  }

  private func cell(_ kind: LayerSweep.Kind, _ evaluation: Evaluation) -> Cell {
    var details = SweepCells.details(evaluation)
    guard case .reinitialised(let unit, let checkpoint) = kind else {
      return SweepCells.cell(kind, value: evaluation.error, details: details)
    }
    let distance = distances[unit][checkpoint]
    details += [Detail("rms", distance.rms), Detail("max", distance.max)]
    if let relative = distance.relative { details.append(Detail("relative", relative)) }
    return SweepCells.cell(
      kind, value: evaluation.error, details: details,
      mark: checkpoint == 0 ? verdict(evaluation).rawValue : nil)
  }

  private func verdict(_ evaluation: Evaluation) -> Verdict {
    Verdict(base: base.accuracy, accuracy: evaluation.accuracy, chance: chance, rule: rule)
  }

  private func percent(_ share: Double) -> String { "\((share * 10_000).rounded() / 100) %" }

  private func result() -> JSONValue {
    func figures(_ rows: [[Evaluation?]], _ value: (Evaluation) -> JSONValue) -> JSONValue {
      .array(rows.map { .array($0.map { $0.map(value) ?? .null }) })
    }
    func distance(_ value: (WeightDistance) -> Double?) -> JSONValue {
      .array(distances.map { .array($0.map { value($0).map(JSONValue.double) ?? .null }) })
    }
    func interval(_ evaluation: Evaluation) -> JSONValue {
      .array([evaluation.interval.lowerBound, evaluation.interval.upperBound])
    }
    let random = rerandomised.map { row -> JSONValue in
      let drawn = row.compactMap { $0?.accuracy }
      return [
        "mean": .double(drawn.reduce(0, +) / Double(max(1, drawn.count))), "min": .double(drawn.min() ?? 0),
        "max": .double(drawn.max() ?? 0), "draws": .array(drawn),
      ]
    }
    let paths = sweep.units.indices.map(path)
    let verdicts = reinitialised.map { $0[0].map(verdict) }
    return [
      "alphas": .array(alphas.isEmpty ? [] : ([0] + alphas + [1]).map { .double($0) }),
      "alphaPath": .array(paths.map { $0.map { .array($0.map { .double($0.accuracy) }) } ?? .null }),
      "criticality": .array(
        paths.map { path in
          path.map { .double(LayerSweep.criticality($0, base: base.accuracy, chance: chance, rule: rule)) }
            ?? .null
        }),
      "spearman": .object(
        Dictionary(
          uniqueKeysWithValues: [("rms", \WeightDistance.rms), ("max", \WeightDistance.max)].map {
            ($0.0, correlation($0.1))
          })),
      "critical": .int(verdicts.count { $0 == .critical }),
      "baseAccuracy": .double(base.accuracy), "baseLoss": .double(base.loss), "chance": .double(chance),
      "inputs": .int(inputCount), "bnScope": .string(sweep.scope.rawValue),
      "layers": .strings(sweep.units.map(\.name)), "checkpoints": .strings(sweep.checkpoints.map(\.label)),
      "reinitialised": figures(reinitialised) { .double($0.accuracy) },
      "reinitialisedLoss": figures(reinitialised) { .double($0.loss) },
      "reinitialisedInterval": figures(reinitialised, interval),
      "rerandomised": .array(random),
      "joint": figures(joint) { .double($0.accuracy) },
      "distance": ["rms": distance(\.rms), "relative": distance(\.relative), "max": distance(\.max)],
      "verdict": .strings(verdicts.map { $0?.rawValue ?? "unknown" }),
      "nonFinite": .int(
        (reinitialised + rerandomised + joint).joined().reduce(0) { $0 + ($1?.nonFinite ?? 0) }),
    ]
  }

  /// How far the units moved from their initial values, against what resetting them costs.
  private func correlation(_ distance: KeyPath<WeightDistance, Double>) -> JSONValue {
    let known = sweep.units.indices.compactMap { unit in
      reinitialised[unit][0].map { (distances[unit][0][keyPath: distance], $0.error) }
    }
    guard let found = RankCorrelation(known.map(\.0), known.map(\.1)) else { return .null }
    let interval: JSONValue =
      found.interval.map { [.double($0.lowerBound), .double($0.upperBound)] } ?? .null
    return ["rho": .double(found.rho), "interval": interval, "units": .int(found.count)]
  }
}
