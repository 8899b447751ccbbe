import Catalog
import Networks
import Torch

/// The layers' robustness of one trained network: each unit is reset and the network evaluated, with no fine-tuning.
///
/// Zhang, Bengio, Singer, *Are All Layers Created Equal?* (JMLR 23(67), 2022): re-initialisation `θ_d^T ← θ_d^τ`,
/// re-randomisation `θ_d ← fresh draw from P_d`, and the same for contiguous ranges i…j jointly, to τ = 0.
///
/// Activations up to the reset unit are those of the trained network: they are computed once and kept, so a cell costs
/// only the layers from its unit on. Cells of one unit are stacked into large products, and a checkpoint that the unit
/// has not left since is the trained network itself. The sweep never changes the network.
public final class LayerSweep {
  public let network: Network
  public let units: [LayerUnit]
  /// In the order of training; the first is the initialisation.
  public let checkpoints: [Checkpoint]
  public let scope: BatchNormScope
  private let inputs: Tensor
  private let labels: Tensor
  private let chunk: Int
  private var base: Evaluation?
  /// Floats that a layer's outputs may take in one stack: about what a core's own cache holds.
  private static let stackedFloats = 1 << 20

  /// - Parameters:
  ///   - inputs: normalised inputs `[N, C, H, W]`.
  ///   - labels: `[N]`.
  ///   - unit: what is reset together.
  ///   - chunk: inputs evaluated at a time; the kept activations are those of all inputs.
  public init(
    _ network: Network, checkpoints: [Checkpoint], inputs: Tensor, labels: Tensor,
    scope: BatchNormScope = .affine,
    unit: UnitSize = .layer, chunk: Int = 1000
  ) {
    precondition(!checkpoints.isEmpty, "a sweep needs the initial checkpoint")
    self.network = network
    self.checkpoints = checkpoints
    self.scope = scope
    self.inputs = inputs
    self.labels = labels
    self.chunk = chunk
    units = network.units(unit)
  }

  /// What a cell resets.
  public enum Kind: Sendable, Hashable {
    /// Unit `unit` to checkpoint `checkpoint`.
    case reinitialised(unit: Int, checkpoint: Int)
    /// Unit `unit` to a fresh draw.
    case rerandomised(unit: Int, draw: Int)
    /// Units `first…last` to the initialisation.
    case joint(first: Int, last: Int)
  }

  /// Number of cells that ``run(draws:seed:skip:visit:)`` computes.
  public func cellCount(draws: Int) -> Int {
    units.count * (checkpoints.count + draws) + units.count * (units.count + 1) / 2
  }

  /// Evaluates the trained network.
  public func baseline() throws -> Evaluation {
    if let base { return base }
    let found = try network.evaluate(normalised: inputs, labels, batchSize: chunk)
    base = found
    return found
  }

  /// Computes every cell, unit by unit: its checkpoints, its fresh draws, then the joint ranges that begin with it.
  ///
  /// - Parameters:
  ///   - draws: fresh draws a unit, keyed by (seed, tensor, draw 1…draws).
  ///   - skip: cells that an interrupted sweep has already.
  ///   - visit: called after each cell; what it throws ends the sweep.
  public func run(
    draws: Int, seed: UInt64, skip: (Kind) -> Bool = { _ in false }, visit: (Kind, Evaluation) throws -> Void
  ) throws {
    try noGrad {
      try Torch.scope {
        var prefix = keptActivations()
        for index in units.indices {
          prefix.advance(to: units[index].start)
          try cells(of: index, prefix, draws: draws, seed: seed, skip, visit)
        }
      }
    }
  }

  private func cells(
    of index: Int, _ prefix: KeptActivations, draws: Int, seed: UInt64, _ skip: (Kind) -> Bool,
    _ visit: (Kind, Evaluation) throws -> Void
  ) throws {
    let unit = units[index]
    // The unit alone at checkpoint 0 is also the first joint range, whose activations the next ranges go on from.
    var reset = Reset(prefix)
    let initial = Kind.reinitialised(unit: index, checkpoint: 0)
    let ranges = (index..<units.count).map { Kind.joint(first: index, last: $0) }
    let alone = try ([initial] + ranges).allSatisfy(skip) ? nil : extend(&reset, by: index)
    if let alone, !skip(initial) { try visit(initial, alone) }
    let alternatives = alternatives(to: unit, index, draws: draws, seed: seed), height = stackHeight(unit)
    for start in stride(from: 0, to: alternatives.count, by: height) {
      let group = alternatives[start..<min(start + height, alternatives.count)]
      // A whole group or none: the bits of a cell must not depend on which others were there before a resumption.
      if group.allSatisfy({ skip($0.kind) }) { continue }
      for (cell, evaluation) in zip(group, try evaluate(group, of: unit, prefix)) where !skip(cell.kind) {
        try visit(cell.kind, evaluation)
      }
    }
    for (last, kind) in zip(index..., ranges) {
      let evaluation = try last == index ? alone : extend(&reset, by: last)
      if let evaluation, !skip(kind) { try visit(kind, evaluation) }
    }
  }

  /// A cell that replaces one unit's tensors alone.
  private struct Alternative {
    let kind: Kind
    let tensors: () -> [Int: [Tensor]]
  }

  /// The later checkpoints, then the draws.
  private func alternatives(to unit: LayerUnit, _ index: Int, draws: Int, seed: UInt64) -> [Alternative] {
    checkpoints.indices.dropFirst().map { checkpoint in
      Alternative(kind: .reinitialised(unit: index, checkpoint: checkpoint)) { [self] in
        network.replacement(for: unit, from: checkpoints[checkpoint].tensors, scope)
      }
    }
      + (1..<draws + 1).map { draw in
        Alternative(kind: .rerandomised(unit: index, draw: draw)) { [self] in
          freshDraw(unit, seed: seed, draw: draw)
        }
      }
  }

  private func evaluate(_ group: ArraySlice<Alternative>, of unit: LayerUnit, _ prefix: KeptActivations)
    throws
    -> [Evaluation]
  {
    let sets = group.map { $0.tensors() }
    let isTrained = try sets.map(isTrained)
    var computed = try prefix.evaluate(zip(sets, isTrained).filter { !$1 }.map(\.0), of: unit)[...]
    return try isTrained.map { try $0 ? baseline() : computed.removeFirst() }
  }

  /// Whether the replacement is what the network has already.
  private func isTrained(_ replaced: [Int: [Tensor]]) throws -> Bool {
    try replaced.allSatisfy { layer, tensors in
      try zip(tensors, network.tensors[layer]).allSatisfy { try $0.isEqual(to: $1) }
    }
  }

  /// Cells of the unit that are evaluated together.
  private func stackHeight(_ unit: LayerUnit) -> Int {
    let largest = network.specification.shapes[unit.start...].map { $0.reduce(1, *) }.max() ?? 1
    return max(1, Self.stackedFloats / max(1, min(chunk, inputs.extent(0)) * largest))
  }

  /// Units that are reset together, and the activations behind the last of them.
  private struct Reset {
    var activations: KeptActivations
    /// Of all units so far: in a graph with branches a unit's batch norm may come after the next unit's first layer.
    var replaced: [Int: [Tensor]] = [:]

    init(_ activations: KeptActivations) { self.activations = activations }
  }

  /// Pushes the activations on through one more unit at its initial values, and evaluates what follows it.
  private func extend(_ reset: inout Reset, by unit: Int) throws -> Evaluation {
    reset.replaced.merge(network.replacement(for: units[unit], from: checkpoints[0].tensors, scope)) { $1 }
    let end = unit + 1 < units.count ? units[unit + 1].start : network.layers.count
    reset.activations.advance(to: end, with: reset.replaced)
    return try reset.activations.evaluate(reset.replaced)
  }

  /// The unit's tensors drawn anew from its own initialisers.
  public func freshDraw(_ unit: LayerUnit, seed: UInt64, draw: Int) -> [Int: [Tensor]] {
    var other = network.tensors
    for layer in unit.layers {
      let named = network.layers[layer]
      other[layer] = named.layer.draw(name: named.name, seed: seed, draw: draw).map { $0.to(network.device) }
    }
    return network.replacement(for: unit, from: other, scope)
  }

  /// How far each unit has moved from each checkpoint, `[unit][checkpoint]`.
  public func distances() throws -> [[WeightDistance]] {
    try units.map { unit in
      try checkpoints.map { checkpoint in
        try WeightDistance(
          final: parameters(unit, network.tensors), checkpoint: parameters(unit, checkpoint.tensors),
          initial: parameters(unit, checkpoints[0].tensors))
      }
    }
  }

  func keptActivations() -> KeptActivations {
    KeptActivations(network, inputs: inputs, labels: labels, chunk: chunk)
  }

  private func parameters(_ unit: LayerUnit, _ tensors: [[Tensor]]) -> [Tensor] {
    unit.layers.flatMap { layer in
      zip(network.layers[layer].layer.slots, tensors[layer]).filter(\.0.isParameter).map(\.1)
    }
  }
}
