import Networks
import Torch

/// The activations behind units that are reset together, `first…last`, chunk by chunk: a longer range goes on from them.
///
/// A chunk for which there is no room stays behind a shorter range, at worst before the first unit.
struct RangeActivations {
  private let sweep: LayerSweep
  private let first: Int
  private var kept: [Int: Behind] = [:]
  /// Bytes.
  private var taken = 0

  /// Activations that have passed the reset units up to `last`.
  struct Behind {
    fileprivate(set) var last: Int
    fileprivate(set) var frontier: Frontier
  }

  init(_ sweep: LayerSweep, first: Int) {
    self.sweep = sweep
    self.first = first
  }

  /// The longest range's activations that are kept of a chunk; those before the first unit are `base`.
  func behind(_ chunk: Range<Int>, base: Frontier) -> Behind {
    kept[chunk.lowerBound] ?? Behind(last: first - 1, frontier: base)
  }

  /// Goes on to `last` and gives the logits of what follows as trained.
  func logits(_ behind: inout Behind, upTo last: Int) -> Tensor {
    let network = sweep.network, stops = sweep.plan.stops
    // All of them: in a graph with branches a unit's batch norm may come after the next unit's first layer.
    let replaced = (first...last).reduce(into: [:]) { all, unit in
      all.merge(network.replacement(for: sweep.units[unit], from: sweep.checkpoints[0].tensors, sweep.scope))
      { $1 }
    }
    network.run(
      &behind.frontier, over: stops[behind.last + 2]..<stops[last + 2], with: replaced, .evaluation)
    behind.last = last
    var rest = behind.frontier
    network.run(&rest, over: stops[last + 2]..<network.layers.count, with: replaced, .evaluation)
    return network.logits(rest)
  }

  /// Keeps a chunk's activations for longer ranges if there is room.
  mutating func keep(_ chunk: Range<Int>, _ behind: Behind) {
    func bytes(_ behind: Behind) -> Int { chunk.count * sweep.plan.live[behind.last + 2] }
    guard behind.last >= first else { return }
    let change = bytes(behind) - (kept[chunk.lowerBound].map(bytes) ?? 0)
    guard taken + change <= sweep.plan.rangeShare else { return }
    kept[chunk.lowerBound] = behind
    taken += change
  }

  /// Multiplications that going on to `last` takes beside those of a whole kept range.
  func missingWork(_ chunks: [Range<Int>], before last: Int) -> Int {
    let work = sweep.plan.work
    return chunks.reduce(0) {
      $0 + $1.count * (work[(kept[$1.lowerBound]?.last ?? first - 1) + 2] - work[last + 1])
    }
  }
}
