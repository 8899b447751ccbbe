import Catalog
import Datasets
import Engine
import LayerRobustness
import Networks
import Torch

/// Re-initialisation while a training runs: for each checkpoint that it writes, the network of that moment with each of its
/// units put back to the initial values.
final class EmergingSession {
  static let grid = "emerging"

  private let training: FollowedTraining
  private let settings: Settings
  private let part: JobPart
  private let form: SweepForm
  /// Of the columns so far.
  private var epochs: [Int] = []
  private var known: [SweepPlace: SweepCell] = [:]

  init(_ training: FollowedTraining, _ settings: Settings, part: JobPart) throws {
    self.training = training
    self.settings = settings
    self.part = part
    form = try SweepForm(settings)
  }

  /// Returns once the training has ended and left its final weights.
  ///
  /// - Throws: `UserError` when it ended without.
  func run() throws {
    part.emit(.note("\(training.run.id) is still training: its checkpoints are followed as they are written"))
    if let first = try training.next(after: []) { try follow(from: first) }
    if training.isUnfinished { throw training.failure }
    part.emit(.note("the training has ended: the sweep of its final weights follows"))
  }

  private func follow(from first: Int) throws {
    let specification = try NetworkFile.specification(training.files.form)
    let device = try Runtime.device(settings.text("device"))
    guard first == 0 else { throw training.files.missingInitialisation }
    let initial = try training.files.checkpoint(first, of: specification, on: device)
    var next: Int? = first
    let followed = try FollowedNetwork(training.run, specification, settings, form, part, device)
    try readBack(units: followed.units, inputCount: followed.data.count)
    while let epoch = next {
      epochs.append(epoch)
      part.emit(.grid(announcement(followed)))
      try column(epoch, initial, followed)
      try training.pace()
      next = try training.next(after: Set(epochs))
    }
  }

  /// The network at one checkpoint, unit by unit.
  private func column(_ epoch: Int, _ initial: Checkpoint, _ followed: FollowedNetwork) throws {
    let column = epochs.count - 1
    let missing = followed.units.filter { known[SweepPlace(.reinitialised, $0, column)] == nil }
    guard !missing.isEmpty else { return }
    let sweep = try followed.sweep(at: training.files.checkpoint(epoch), initial)
    let base = try sweep.baseline(), rows = Set(missing)
    var done = followed.units.count - missing.count
    try sweep.run(
      draws: 0, seed: 0,
      skip: { kind in
        if case .reinitialised(let unit, _) = kind { !rows.contains(unit) } else { true }
      }, pulse: training.pace
    ) { kind, evaluation in
      let cell = SweepCell(evaluation, against: base), row = SweepPlace(kind).row
      part.emit(
        .cell(
          Cell(
            grid: Self.grid, row: row, column: column, value: evaluation.error,
            details: SweepCells.details(cell))))
      done += 1
      part.emit(
        .progress(
          Progress(
            phase: "following, epoch \(epoch)", done: done, total: followed.units.count, unit: "cells")))
      try training.pace()
    }
  }

  private func announcement(_ followed: FollowedNetwork) -> Grid {
    Grid(
      name: Self.grid, title: "each unit re-initialised as training goes on", rows: followed.names,
      columns: epochs.map { "\($0)" }, quantity: "test error", unit: "%", low: 0, high: 1 - followed.chance,
      rowMarks: followed.marks)
  }

  /// What an interrupted run has computed already: a training's checkpoints come in one order.
  private func readBack(units: Range<Int>, inputCount: Int) throws {
    let recorded = try part.recordedCells().filter { $0.grid == Self.grid }.map { cell in
      var cell = cell
      cell.grid = SweepView.reinitialised.rawValue
      return cell
    }
    known = SweepCells(
      units: units.count, checkpoints: recorded.map { $0.column + 1 }.max() ?? 0, draws: 0, alphas: 0, sets: 0
    ).read(recorded, inputCount: inputCount)
  }
}

/// What stays the same while a training is followed.
private struct FollowedNetwork {
  let data: ResidentData
  let chance: Double
  let names: [String]
  let marks: [String]
  private let specification: NetworkSpecification
  private let form: SweepForm
  private let part: JobPart
  private let device: Device
  private let calibration: Tensor?

  init(
    _ run: RunFolder, _ specification: NetworkSpecification, _ settings: Settings, _ form: SweepForm,
    _ part: JobPart, _ device: Device
  ) throws {
    self.specification = specification
    self.form = form
    self.part = part
    self.device = device
    let wanted = settings.text("dataset")
    let source = try wanted == "auto" ? run.record().trainedOn ?? wanted : wanted
    let network = Network(specification, seed: 0).moved(to: device)
    let dataset = try part.context.dataset(source, Split(named: settings.text("split")))
    try network.check(fits: dataset)
    data = ResidentData(
      dataset, limit: settings.integer("limit"), device: device, transform: network.normalise)
    chance = try data.chance
    let units = form.units(of: network)
    names = units.map(\.name)
    marks = SweepGrids.marks(network, units)
    calibration = try form.calibration(for: network) { try part.context.dataset(source, .train) }
  }

  var units: Range<Int> { names.indices }

  func sweep(at path: String, _ initial: Checkpoint) throws -> LayerSweep {
    let network = try Network(specification, NetworkState(TensorFile.read(path)), place: path)
      .moved(to: device)
    return try form.sweep(network, [initial], data, calibration: calibration, draws: 0) { _ in }
  }
}
