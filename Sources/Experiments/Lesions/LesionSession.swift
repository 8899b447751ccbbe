import Catalog
import Engine
import LayerRobustness
import Networks

/// Lesions as a job: group by group, the figures of a group growing with the inputs evaluated.
final class LesionSession {
  private let measure: LesionMeasure
  private let chance: Double
  private let context: JobContext
  private let groups: [LesionGroup]
  /// What may be deleted.
  private let modules: [Module]
  private var base = Evaluation(correct: 0, count: 0, loss: 0)
  private var found: [LesionGroup.Key: [Evaluation]] = [:]

  /// - Parameter places: the modules that may be deleted.
  init(
    _ measure: LesionMeasure, places: [Int], groups: [LesionGroup], chance: Double, context: JobContext
  ) {
    self.measure = measure
    self.chance = chance
    self.context = context
    self.groups = groups
    modules = places.map { measure.network.modules[$0] }
  }

  private var network: ModularNetwork { measure.network }

  func run() throws -> JSONValue {
    base = try measure.evaluate([.none(network.modules.count)])[0]
    announce()
    found = try recorded()
    let total = groups.reduce(0) { $0 + $1.lesions.count }
    var done = groups.reduce(0) { $0 + (found[$1.key] == nil ? 0 : $1.lesions.count) }
    if context.isResumed { context.emit(.note("resumed with \(done) of \(total) lesions")) }
    for group in groups where found[group.key] == nil {
      found[group.key] = try measure.evaluate(group.lesions) { share, soFar in
        for (column, evaluation) in soFar.enumerated() {
          context.emit(.cell(cell(group, column, evaluation)))
        }
        let part = Int(share * Double(group.lesions.count))
        context.emit(.progress(Progress(phase: "lesions", done: done + part, total: total, unit: "lesions")))
        try context.checkpoint()
      }
      done += group.lesions.count
    }
    return result()
  }

  private func announce() {
    context.emit(
      .note(
        "base error \(percent(base.error)), \(network.modules.count) \(network.isResidual ? "residual blocks" : "plain modules"), "
          + "n = \(measure.data.count)"))
    if measure.recalibration > 0 {
      context.emit(
        .note("batch norm behind each lesion estimated anew on \(measure.recalibration) training inputs"))
    }
    if !network.undeletable.isEmpty {
      context.emit(
        .note(
          "not deleted, for their output has another shape than their input: "
            + network.undeletable.joined(separator: ", ")))
    }
    context.emitRectifiers(of: network)
    context.emit(.point(Point(series: "base/error", x: 0, y: base.error)))
    let word = network.isResidual ? "block" : "module"
    for grid in LesionGroup.grids(groups, names: modules.map(\.name), word: word) {
      context.emit(
        .grid(
          Grid(
            name: grid.name, title: grid.title, rows: grid.rows, columns: grid.columns,
            quantity: "test error", unit: "%", low: 0, high: 1 - chance,
            rowMarks: network.isResidual ? nil : grid.rows.map { _ in word })))
    }
  }

  private func cell(_ group: LesionGroup, _ column: Int, _ evaluation: Evaluation) -> Cell {
    var details = SweepCells.details(evaluation)
    if let tau = group.taus?[column] { details.append(Detail("tau", tau)) }
    if group.key.grid == LesionGroup.single {
      details += [
        Detail("depth", modules[column].depth), Detail("stage", Double(modules[column].stage)),
      ]
      if modules[column].isProjection { details.append(Detail("projection", 1)) }
    }
    return Cell(
      grid: group.key.grid, row: group.key.row, column: column, value: evaluation.error, details: details)
  }

  /// The groups that an interrupted run has computed whole, out of its own events.
  private func recorded() throws -> [LesionGroup.Key: [Evaluation]] {
    guard context.isResumed, let store = context.store else { return [:] }
    var cells: [LesionGroup.Key: [Int: Evaluation]] = [:]
    for event in try store.recording() {
      guard case .cell(let cell) = event.payload,
        let evaluation = SweepCells.evaluation(cell, inputCount: measure.data.count)
      else { continue }
      cells[LesionGroup.Key(grid: cell.grid, row: cell.row), default: [:]][cell.column] = evaluation
    }
    var whole: [LesionGroup.Key: [Evaluation]] = [:]
    for group in groups {
      let known = group.lesions.indices.compactMap { cells[group.key]?[$0] }
      if known.count == group.lesions.count { whole[group.key] = known }
    }
    return whole
  }

  private func result() -> JSONValue {
    func errors(_ group: LesionGroup) -> JSONValue {
      .array((found[group.key] ?? []).map { .double($0.error) })
    }
    func groups(_ grid: String) -> [LesionGroup] { self.groups.filter { $0.key.grid == grid } }
    let permuted = groups(LesionGroup.reordered).flatMap { group in
      zip(group.taus ?? [], found[group.key] ?? []).map { tau, evaluation -> JSONValue in
        ["tau": .double(tau), "error": .double(evaluation.error)]
      }
    }
    let single = groups(LesionGroup.single)
    let subsets = groups(LesionGroup.subsets).flatMap { group in
      zip(group.lesions, found[group.key] ?? []).map { lesion, evaluation -> JSONValue in
        ["deleted": .array(lesion.deleted.map { .int($0) }), "error": .double(evaluation.error)]
      }
    }
    return [
      "baseError": .double(base.error), "baseAccuracy": .double(base.accuracy), "chance": .double(chance),
      "inputs": .int(measure.data.count), "recalibrated": .int(measure.recalibration),
      "residual": .bool(network.isResidual), "blocks": .strings(modules.map(\.name)),
      "projections": .array(modules.map { .bool($0.isProjection) }),
      "depths": .array(modules.map { .double($0.depth) }), "stages": .array(modules.map { .int($0.stage) }),
      "undeletable": .strings(network.undeletable),
      "rectifiersBetween": .strings(network.isResidual ? network.rectifiersBetween : []),
      "single": single.first.map(errors) ?? .array([JSONValue]()),
      "singleInterval": .array(
        single.flatMap { found[$0.key] ?? [] }.map {
          [.double(1 - $0.interval.upperBound), .double(1 - $0.interval.lowerBound)]
        }),
      "deleted": .array(groups(LesionGroup.multiple).map { .int($0.count) }),
      "multiple": .array(groups(LesionGroup.multiple).map(errors)),
      "permuted": .array(permuted), "subsets": .array(subsets),
    ]
  }
}
