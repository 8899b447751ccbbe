import Catalog
import Engine
import LayerRobustness
import Networks

/// A sweep as a job, or as a part of one: cells stream as events, the figures gather for the result.
final class SweepSession {
  private let sweep: LayerSweep
  private let request: SweepRequest
  private let part: JobPart
  private var figures: SweepFigures
  /// When the job last stood at a checkpoint.
  private var checked = ContinuousClock.now

  init(_ sweep: LayerSweep, _ request: SweepRequest, chance: Double, part: JobPart) throws {
    self.sweep = sweep
    self.request = request
    self.part = part
    figures = SweepFigures(
      request, sweep.units, checkpoints: sweep.checkpoints.map(\.label), base: try sweep.baseline(),
      chance: chance, distances: request.views.contains(.reinitialised) ? try sweep.distances() : [])
  }

  func run() throws -> [String: JSONValue] {
    let total = cellCounts.reduce(0) { $0 + $1.count }
    announce()
    emitDistances()
    let known = try SweepCells(
      units: sweep.units.count, checkpoints: sweep.checkpoints.count, draws: request.draws,
      alphas: request.alphas.count, sets: request.sets.count
    ).read(part.recordedCells(), inputCount: figures.base.count)
    var done = 0
    for (place, cell) in known where request.views.contains(place.view) {
      figures[place] = cell
      done += 1
    }
    emitCorrelations()
    if part.context.isResumed { part.emit(.note("resumed with \(done) of \(total) cells")) }
    func take(_ place: SweepPlace, _ evaluation: Evaluation) throws {
      let cell = SweepCell(evaluation, against: figures.base)
      figures[place] = cell
      if request.views.contains(place.view) { emit(place, cell) }
      if place.view == .reinitialised, place.column == 0 { emitCorrelations() }
      done += 1
      part.emit(.progress(Progress(phase: "sweep", done: done, total: total, unit: "cells")))
      checked = ContinuousClock.now
      try part.checkpoint()
    }
    try sweep.run(
      draws: request.draws, seed: request.seed,
      skip: { [request] in !request.needs($0) || known[SweepPlace($0)] != nil }, pulse: pulse
    ) { try take(SweepPlace($0), $1) }
    try sweep.run(
      sets: request.sets, skip: { known[SweepPlace(.sets, $0, $1)] != nil }, pulse: pulse
    ) { try take(SweepPlace(.sets, $0, $1), $2) }
    if !request.alphas.isEmpty {
      let columns = request.alphas.indices.map { $0 + 1 }
      try sweep.interpolate(
        request.alphas, skip: { unit in columns.allSatisfy { known[SweepPlace(.alpha, unit, $0)] != nil } },
        pulse: pulse
      ) { unit, evaluations in
        for (column, evaluation) in zip(columns, evaluations)
        where known[SweepPlace(.alpha, unit, column)] == nil {
          try take(SweepPlace(.alpha, unit, column), evaluation)
        }
      }
      emitEnds()
    }
    try part.save(figures.tensors)
    return figures.result.merging(["bnScope": .string(sweep.scope.rawValue)]) { $1 }
  }

  /// In the middle of a long cell too a job can be paused; a short cell stays one step.
  private func pulse() throws {
    guard ContinuousClock.now - checked > .seconds(0.5) else { return }
    checked = ContinuousClock.now
    try part.checkpoint()
  }

  private var cellCounts: [(view: SweepView, count: Int)] {
    request.counts(checkpoints: sweep.checkpoints.count)
  }

  private func announce() {
    let base = figures.base, chance = figures.chance
    let counts = cellCounts.map { "\($0.count) \($0.view.rawValue)" }.joined(separator: ", ")
    let draws = request.draws > 0 ? "K = \(request.draws) draws, " : ""
    part.emit(
      .note(
        "base accuracy \(percent(base.accuracy)), chance \(percent(chance)), n = \(base.count), \(draws)"
          + "bn-scope \(sweep.scope.rawValue)"))
    part.emit(.note("cells to compute: \(counts)"))
    part.emit(.point(Point(series: "base/accuracy", x: 0, y: base.accuracy)))
    for grid in SweepGrids(sweep, request, ceiling: 1 - chance).all { part.emit(.grid(grid)) }
  }

  private func emitDistances() {
    for (unit, row) in figures.distances.enumerated() {
      for (checkpoint, distance) in row.enumerated() {
        for kind in SweepDistance.allCases {
          guard let value = kind.value(distance) else { continue }
          part.emit(.cell(Cell(grid: kind.grid, row: unit, column: checkpoint, value: value)))
        }
      }
    }
  }

  /// As soon as every unit has been set back to its initial values.
  private func emitCorrelations() {
    guard request.views.contains(.reinitialised) else { return }
    for (row, kind) in SweepDistance.allCases.enumerated() {
      if let found = figures.correlation(kind) { part.emit(.cell(found.cell(row: row))) }
    }
  }

  /// α = 0 is re-initialisation, α = 1 the network itself.
  private func emitEnds() {
    for unit in sweep.units.indices {
      if let initial = figures.initial(unit) { emit(SweepPlace(.alpha, unit, 0), initial) }
      emit(
        SweepPlace(.alpha, unit, request.alphas.count + 1),
        SweepCell(figures.base, against: figures.base))
    }
  }

  private func emit(_ place: SweepPlace, _ cell: SweepCell) {
    var details = SweepCells.details(cell), mark: String?
    if place.view == .reinitialised {
      let distance = figures.distances[place.row][place.column]
      details += SweepDistance.allCases.compactMap { kind in
        kind.value(distance).map { Detail(kind.rawValue, $0) }
      }
      if place.column == 0 { mark = figures.verdict(cell).rawValue }
    }
    part.emit(
      .cell(
        Cell(
          grid: place.view.rawValue, row: place.row, column: place.column, value: cell.evaluation.error,
          details: details, mark: mark)))
  }
}
