import Networks
import Torch

extension LayerSweep {
  /// The cells of one unit, each with the statistics behind it estimated anew.
  ///
  /// No two of them have the layers behind the unit in common, so each is evaluated by itself from the unit on: beside its
  /// evaluation a cell costs a pass of the inputs that the statistics are taken over.
  func recalibratedCells(
    of unit: Int, _ statistics: DownstreamStatistics, _ prefix: KeptActivations, draws: Int, seed: UInt64,
    skip: (Kind) -> Bool, pulse: () throws -> Void, visit: (Kind, Evaluation) throws -> Void
  ) throws {
    let initial = Kind.reinitialised(unit: unit, checkpoint: 0), first = Kind.joint(first: unit, last: unit)
    let others =
      checkpoints.indices.dropFirst().map { Kind.reinitialised(unit: unit, checkpoint: $0) }
      + (1..<draws + 1).map { Kind.rerandomised(unit: unit, draw: $0) }
    let ranges = (unit..<units.count).map { Kind.joint(first: unit, last: $0) }
    var alone: Evaluation?
    for kind in [initial] + others + ranges where !skip(kind) {
      let known = kind == first ? alone : nil
      let found = try known ?? recalibrated(kind, statistics, prefix, seed: seed, pulse)
      if kind == initial { alone = found }
      try visit(kind, found)
    }
  }

  private func recalibrated(
    _ kind: Kind, _ statistics: DownstreamStatistics, _ prefix: KeptActivations, seed: UInt64,
    _ pulse: () throws -> Void
  ) throws -> Evaluation {
    let replaced =
      switch kind {
      case .reinitialised(let unit, let checkpoint): replacement(to: checkpoint, units: [unit])
      case .rerandomised(let unit, let draw): freshDraw(units[unit], seed: seed, draw: draw)
      case .joint(let first, let last): replacement(to: 0, units: Array(first...last))
      }
    if try isTrained(replaced) { return try baseline() }
    try pulse()
    return try prefix.evaluate([statistics.completing(replaced)], pulse: pulse)[0]
  }
}
