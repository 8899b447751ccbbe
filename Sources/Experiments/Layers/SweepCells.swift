import Catalog
import Engine
import LayerRobustness
import Networks

/// A network with something reset: how it does, and whose answers flipped against the trained one.
struct SweepCell: Equatable {
  let evaluation: Evaluation
  let change: PairedComparison

  init(_ evaluation: Evaluation, against base: Evaluation) {
    self.evaluation = evaluation
    change = PairedComparison(from: base.answers, to: evaluation.answers)
  }

  fileprivate init(_ evaluation: Evaluation, _ change: PairedComparison) {
    self.evaluation = evaluation
    self.change = change
  }

  var accuracy: Double { evaluation.accuracy }
}

/// A sweep's cells as events, and back out of a recording.
struct SweepCells {
  let units: Int
  let checkpoints: Int
  let draws: Int
  /// Without the ends.
  let alphas: Int
  let sets: Int

  /// The figures beside a cell, from which ``read(_:inputCount:)`` makes the evaluation again.
  static func details(_ evaluation: Evaluation) -> [Detail] {
    var details = [
      Detail("error", evaluation.error), Detail("loss", evaluation.loss),
      Detail("wilson-low", 1 - evaluation.interval.upperBound),
      Detail("wilson-high", 1 - evaluation.interval.lowerBound), Detail("n", Double(evaluation.count)),
    ]
    if evaluation.nonFinite > 0 { details.append(Detail("non-finite", Double(evaluation.nonFinite))) }
    return details
  }

  static func details(_ cell: SweepCell) -> [Detail] {
    details(cell.evaluation) + [
      Detail("lost", Double(cell.change.lost)), Detail("gained", Double(cell.change.gained)),
      Detail("p", cell.change.p),
    ]
  }

  /// The cells that a recording holds, to the bit: numbers are written so that they read back as the same.
  ///
  /// - Parameter inputCount: a cell over another number of inputs is not this sweep's and is left out.
  func read(_ recorded: [Cell], inputCount: Int) -> [SweepPlace: SweepCell] {
    var found: [SweepPlace: SweepCell] = [:]
    for cell in recorded {
      guard let place = place(cell), let evaluation = Self.evaluation(cell, inputCount: inputCount),
        let lost = Self.number("lost", cell), let gained = Self.number("gained", cell)
      else { continue }
      found[place] = SweepCell(evaluation, PairedComparison(lost: lost, gained: gained))
    }
    return found
  }

  /// What a cell says of its evaluation; nil when that was over another number of inputs.
  static func evaluation(_ cell: Cell, inputCount: Int) -> Evaluation? {
    let figures = Dictionary(cell.details.map { ($0.name, $0.value) }) { _, last in last }
    guard let loss = figures["loss"], figures["n"] == Double(inputCount), (0...1).contains(cell.value) else {
      return nil
    }
    return Evaluation(
      correct: Int(((1 - cell.value) * Double(inputCount)).rounded()), count: inputCount, loss: loss,
      nonFinite: number("non-finite", cell) ?? 0)
  }

  private static func number(_ name: String, _ cell: Cell) -> Int? {
    cell.details.first { $0.name == name }.flatMap { Int(exactly: $0.value) }
  }

  /// Nil for another grid, or a place outside. The ends of the way between initial and trained values are others' cells.
  private func place(_ cell: Cell) -> SweepPlace? {
    guard let view = SweepView(rawValue: cell.grid) else { return nil }
    let (rows, columns) =
      switch view {
      case .reinitialised: (0..<units, 0..<checkpoints)
      case .rerandomised: (0..<units, 0..<draws)
      case .joint: (0..<units, max(0, cell.row)..<max(0, cell.row, units))
      case .alpha: (0..<units, 1..<alphas + 1)
      case .sets: (0..<sets, 0..<checkpoints)
      }
    return rows.contains(cell.row) && columns.contains(cell.column)
      ? SweepPlace(view, cell.row, cell.column) : nil
  }
}
