import Catalog
import Datasets
import Engine
import LayerRobustness
import Networks
import Torch

/// Lesions as a job: group by group, the figures of a group growing with the inputs evaluated.
final class LesionSession {
  private let network: ModularNetwork
  private let data: ResidentData
  private let inputs: Tensor
  private let chunk: Int
  private let chance: Double
  private let context: JobContext
  private let groups: [LesionGroup]
  private let names: [String]
  private var base = Evaluation(correct: 0, count: 0, loss: 0)
  private var found: [LesionGroup.Key: [Evaluation]] = [:]

  init(
    _ network: ModularNetwork, _ plan: LesionPlan, _ data: ResidentData, most: Int, draws: Int,
    exchanges: Int,
    chunk: Int, chance: Double, context: JobContext
  ) {
    self.network = network
    self.data = data
    inputs = data.inputs
    self.chunk = chunk
    self.chance = chance
    self.context = context
    names = plan.places.map { network.modules[$0].name }
    groups = LesionGroup.all(plan, most: most, draws: draws, exchanges: exchanges)
  }

  func run() throws -> JSONValue {
    base = try evaluate([.none(network.modules.count)]) { _, _ in }[0]
    announce()
    found = try recorded()
    let total = groups.reduce(0) { $0 + $1.lesions.count }
    var done = groups.reduce(0) { $0 + (found[$1.key] == nil ? 0 : $1.lesions.count) }
    if context.isResumed { context.emit(.note("resumed with \(done) of \(total) lesions")) }
    for group in groups where found[group.key] == nil {
      found[group.key] = try evaluate(group.lesions) { share, soFar in
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

  private func evaluate(_ lesions: [Lesion], _ visit: (Double, [Evaluation]) throws -> Void) throws
    -> [Evaluation]
  {
    try network.evaluate(lesions, inputs: inputs, labels: data.labels, chunk: chunk, visit: visit)
  }

  private func announce() {
    context.emit(
      .note(
        "base error \(percent(base.error)), \(network.modules.count) \(network.isResidual ? "residual blocks" : "layers"), "
          + "n = \(data.count)"))
    context.emit(.point(Point(series: "base/error", x: 0, y: base.error)))
    for grid in LesionGroup.grids(groups, names: names) {
      context.emit(
        .grid(
          Grid(
            name: grid.name, title: grid.title, rows: grid.rows, columns: grid.columns,
            quantity: "test error",
            unit: "%", low: 0, high: 1 - chance)))
    }
  }

  private func cell(_ group: LesionGroup, _ column: Int, _ evaluation: Evaluation) -> Cell {
    var details = SweepCells.details(evaluation)
    if let tau = group.taus?[column] { details.append(Detail("tau", tau)) }
    if group.key.grid == LesionGroup.single, isProjection(column) { details.append(Detail("projection", 1)) }
    return Cell(
      grid: group.key.grid, row: group.key.row, column: column, value: evaluation.error, details: details)
  }

  private func isProjection(_ column: Int) -> Bool {
    network.modules.first { $0.name == names[column] }?.isProjection ?? false
  }

  /// The groups that an interrupted run has computed whole, out of its own events.
  private func recorded() throws -> [LesionGroup.Key: [Evaluation]] {
    guard context.isResumed, let store = context.store else { return [:] }
    var cells: [LesionGroup.Key: [Int: Evaluation]] = [:]
    for event in try store.recording() {
      guard case .cell(let cell) = event.payload,
        let evaluation = SweepCells.evaluation(cell, inputCount: data.count)
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

  private func percent(_ share: Double) -> String { "\((share * 10_000).rounded() / 100) %" }

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
    return [
      "baseError": .double(base.error), "baseAccuracy": .double(base.accuracy), "chance": .double(chance),
      "inputs": .int(data.count), "blocks": .strings(names),
      "projections": .array(names.indices.map { .bool(isProjection($0)) }),
      "single": single.first.map(errors) ?? .array([JSONValue]()),
      "singleInterval": .array(
        single.flatMap { found[$0.key] ?? [] }.map {
          [.double(1 - $0.interval.upperBound), .double(1 - $0.interval.lowerBound)]
        }),
      "deleted": .array(groups(LesionGroup.multiple).map { .int($0.count) }),
      "multiple": .array(groups(LesionGroup.multiple).map(errors)),
      "permuted": .array(permuted),
    ]
  }
}
