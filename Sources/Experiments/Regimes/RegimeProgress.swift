import Engine

/// How far four trainings with their sweeps are, in one measure: forward passes of one input. A training step is counted
/// as three; a cell as half of one for each input, for it begins in the middle of the network on average.
struct RegimeProgress {
  /// Passes of one regime's training, the same for all.
  private let training: Int
  /// Passes of each regime's sweep: with batch norm a network may have more units.
  private let sweeps: [Int]

  /// - Parameter cells: of each regime's sweep, in the regimes' order.
  init(epochs: Int, inputs: Int, cells: [Int], sweptInputs: Int) {
    training = 3 * epochs * inputs
    sweeps = cells.map { max(1, $0 * sweptInputs / 2) }
  }

  /// A part's progress as the whole run's.
  func whole(_ part: Progress, of regime: Int, isSweep: Bool) -> Progress {
    let share = part.total > 0 ? Double(part.done) / Double(part.total) : 0
    let before = regime * training + sweeps[..<regime].reduce(0, +)
    let own = isSweep ? training + Int(share * Double(sweeps[regime])) : Int(share * Double(training))
    return Progress(
      phase: "\(Regime.allCases[regime].rawValue): \(part.phase)", done: before + own,
      total: sweeps.count * training + sweeps.reduce(0, +), unit: "passes")
  }
}
