import Networks
import Torch

/// The cells of one unit in turn.
///
/// Where all activations are kept, cells come one by one, or stack by stack. Where some have to be computed again, several
/// cells share that: as many as have four times its work. Which cells share it depends on what is skipped; no cell's bits do.
struct UnitCells {
  private let sweep: LayerSweep
  private let index: Int
  private let skip: (LayerSweep.Kind) -> Bool
  private var pending: ArraySlice<Work>
  private var ranges: RangeActivations
  /// The unit alone at checkpoint 0, which is also the first range.
  private var alone: Evaluation?

  /// What is computed as one.
  private enum Work {
    /// The units from this one to `last` at the initialisation.
    case range(last: Int)
    /// Cells that replace this unit's tensors alone.
    case stack(ArraySlice<Alternative>)
    /// The first range, told in its place.
    case firstRange

    /// Whether it is known already.
    var isFree: Bool { if case .firstRange = self { true } else { false } }
  }

  /// A cell that replaces one unit's tensors alone.
  private struct Alternative {
    let kind: LayerSweep.Kind
    let tensors: () -> [Int: [Tensor]]
  }

  init(
    _ sweep: LayerSweep, _ index: Int, draws: Int, seed: UInt64, _ skip: @escaping (LayerSweep.Kind) -> Bool
  ) {
    self.sweep = sweep
    self.index = index
    self.skip = skip
    ranges = RangeActivations(sweep, first: index)
    let unit = sweep.units[index], network = sweep.network
    let checkpoints = sweep.checkpoints.indices.dropFirst().map { checkpoint in
      Alternative(kind: .reinitialised(unit: index, checkpoint: checkpoint)) {
        network.replacement(for: unit, from: sweep.checkpoints[checkpoint].tensors, sweep.scope)
      }
    }
    let fresh = (1..<draws + 1).map { draw in
      Alternative(kind: .rerandomised(unit: index, draw: draw)) {
        sweep.freshDraw(unit, seed: seed, draw: draw)
      }
    }
    let alternatives = checkpoints + fresh, height = sweep.plan.heights[index]
    let stacks = stride(from: 0, to: alternatives.count, by: height).map {
      Work.stack(alternatives[$0..<min($0 + height, alternatives.count)])
    }
    let longer = (index + 1..<sweep.units.count).map { Work.range(last: $0) }
    // A whole stack or none: the bits of a cell must not depend on which others were there before a resumption.
    pending =
      ([.range(last: index)] + stacks + [.firstRange] + longer).filter { work in
        !Self.kinds(work, index).allSatisfy(skip)
      }[...]
  }

  /// Whether every cell is skipped.
  var isDone: Bool { pending.isEmpty }

  private static func kinds(_ work: Work, _ index: Int) -> [LayerSweep.Kind] {
    switch work {
    case .range(index):
      [.reinitialised(unit: index, checkpoint: 0), .joint(first: index, last: index)]
    case .range(let last): [.joint(first: index, last: last)]
    case .stack(let cells): cells.map(\.kind)
    case .firstRange: [.joint(first: index, last: index)]
    }
  }

  mutating func run(
    from prefix: KeptActivations, _ pulse: () throws -> Void,
    _ visit: (LayerSweep.Kind, Evaluation) throws -> Void
  ) throws {
    while !pending.isEmpty {
      let block = nextBlock(prefix)
      for (work, evaluations) in zip(block, try evaluate(block, prefix, pulse)) {
        // The first range has its place behind the checkpoints and draws.
        for (kind, evaluation) in zip(Self.kinds(work, index), evaluations) where !skip(kind) {
          try visit(kind, evaluation)
        }
      }
    }
  }

  /// What is pending next, up to four times the work of what has to be computed again for it, and no more replaced tensors
  /// than there is room for.
  private mutating func nextBlock(_ prefix: KeptActivations) -> [Work] {
    let plan = sweep.plan, inputs = sweep.labels.extent(0), missing = prefix.missingWork
    var block: [Work] = [], work = 0, again = missing, tensors = 0
    var hasRange = false
    while let next = pending.first {
      switch next {
      case .range(let last):
        if !hasRange { again += ranges.missingWork(prefix.chunks, before: last) }
        hasRange = true
        work += inputs * plan.work[last + 1]
      case .stack(let cells):
        tensors += cells.count * plan.weights[index]
        if !block.isEmpty, tensors > plan.drawShare { return block }
        work += cells.count * inputs * plan.work[index + 1]
      case .firstRange: break
      }
      block.append(next)
      pending.removeFirst()
      if work >= 4 * again { return block }
    }
    return block
  }

  private mutating func evaluate(_ block: [Work], _ prefix: KeptActivations, _ pulse: () throws -> Void)
    throws
    -> [[Evaluation]]
  {
    let network = sweep.network, unit = sweep.units[index]
    let sets = block.map { work -> [[Int: [Tensor]]] in
      if case .stack(let cells) = work { return cells.map { $0.tensors() } }
      return []
    }
    let isTrained = try sets.map { try $0.map(sweep.isTrained) }
    let changed = zip(sets, isTrained).map { zip($0, $1).filter { !$1 }.map(\.0) }
    var tallies = changed.map { EvaluationTally(networks: max(1, $0.count)) }
    for chunk in block.allSatisfy(\.isFree) ? [] : prefix.chunks {
      try pulse()
      let base = prefix.frontier(chunk), labels = sweep.labels[chunk]
      var behind = ranges.behind(chunk, base: base)
      for (place, work) in block.enumerated() {
        switch work {
        case .range(let last): try tallies[place].add(ranges.logits(&behind, upTo: last), labels)
        case .stack where changed[place].count > 1:
          try tallies[place].add(
            network.logits(stacked: changed[place], at: unit.layers, from: base), labels)
        case .stack where changed[place].count == 1:
          try tallies[place].add(prefix.logits(from: base, changed[place][0]), labels)
        case .stack, .firstRange: break
        }
      }
      ranges.keep(chunk, behind)
    }
    return try block.indices.map { place in
      switch block[place] {
      case .range(index):
        alone = tallies[place].evaluation
        return [tallies[place].evaluation]
      case .range: return [tallies[place].evaluation]
      case .firstRange: return alone.map { [$0] } ?? []
      case .stack:
        var computed = tallies[place].evaluations[...]
        return try isTrained[place].map { try $0 ? sweep.baseline() : computed.removeFirst() }
      }
    }
  }
}
