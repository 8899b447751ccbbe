import Networks
import Torch

extension LayerSweep {
  /// Evaluates sets of units that are reset together, each to every checkpoint.
  ///
  /// A set of one is re-initialisation, a contiguous range at the first checkpoint a joint range, and the set of all units
  /// the network at that checkpoint, if batch norm is reset whole. Cost: one evaluation a cell from the set's first unit on.
  ///
  /// - Parameters:
  ///   - sets: units, each list ascending and not empty.
  ///   - skip: cells (set, checkpoint) that are known already.
  ///   - pulse: called before each chunk of inputs; what it throws ends the sweep.
  ///   - visit: called after each cell, the sets in the order of their first units; what it throws ends the sweep.
  public func run(
    sets: [[Int]], skip: (Int, Int) -> Bool = { _, _ in false }, pulse: () throws -> Void = {},
    visit: (Int, Int, Evaluation) throws -> Void
  ) throws {
    try noGrad {
      try Torch.scope {
        var kept = keptActivations()
        var statistics = downstreamStatistics
        for index in sets.indices.sorted(by: { sets[$0][0] < sets[$1][0] }) {
          let pending = checkpoints.indices.filter { !skip(index, $0) }
          if pending.isEmpty { continue }
          kept.advance(toUnit: sets[index][0])
          statistics?.advance(to: units[sets[index][0]].start)
          for checkpoint in pending {
            let replaced = replacement(to: checkpoint, units: sets[index])
            if try isTrained(replaced) {
              try visit(index, checkpoint, baseline())
            } else {
              let complete = statistics?.completing(replaced) ?? replaced
              try visit(index, checkpoint, kept.evaluate([complete], pulse: pulse)[0])
            }
          }
        }
      }
    }
  }

  /// The replacement of several units at once.
  func replacement(to checkpoint: Int, units chosen: [Int]) -> [Int: [Tensor]] {
    chosen.reduce(into: [:]) { result, unit in
      result.merge(network.replacement(for: units[unit], from: checkpoints[checkpoint].tensors, scope)) { $1 }
    }
  }
}
