import Catalog
import Engine
import LayerRobustness
import Networks

/// A sweep's cells as events, and back out of a recording.
struct SweepCells {
  let units: Int
  let checkpoints: Int
  let draws: Int

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

  static func cell(
    _ kind: LayerSweep.Kind, value: Double, details: [Detail], mark: String? = nil
  ) -> Cell {
    let (grid, row, column) =
      switch kind {
      case .reinitialised(let unit, let checkpoint): ("reinitialised", unit, checkpoint)
      case .rerandomised(let unit, let draw): ("rerandomised", unit, draw - 1)
      case .joint(let first, let last): ("joint", first, last)
      }
    return Cell(grid: grid, row: row, column: column, value: value, details: details, mark: mark)
  }

  /// The evaluations that a recording holds, to the bit: numbers are written so that they read back as the same.
  ///
  /// - Parameter inputCount: a cell over another number of inputs is not this sweep's and is left out.
  func read(_ recording: Recording, inputCount: Int) -> [LayerSweep.Kind: Evaluation] {
    var found: [LayerSweep.Kind: Evaluation] = [:]
    for event in recording {
      guard case .cell(let cell) = event.payload, let kind = kind(cell),
        let evaluation = Self.evaluation(cell, inputCount: inputCount)
      else { continue }
      found[kind] = evaluation
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
      nonFinite: Int(figures["non-finite"] ?? 0))
  }

  /// Nil for another grid, or a place outside.
  private func kind(_ cell: Cell) -> LayerSweep.Kind? {
    func holds(_ count: Int) -> Bool {
      (0..<units).contains(cell.row) && (0..<count).contains(cell.column)
    }
    switch cell.grid {
    case "reinitialised" where holds(checkpoints):
      return .reinitialised(unit: cell.row, checkpoint: cell.column)
    case "rerandomised" where holds(draws): return .rerandomised(unit: cell.row, draw: cell.column + 1)
    case "joint" where holds(units) && cell.row <= cell.column:
      return .joint(first: cell.row, last: cell.column)
    default: return nil
    }
  }
}
