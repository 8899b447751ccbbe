import Catalog
import Networks
import Torch

/// The layers' robustness of one trained network: each unit is reset and the network evaluated, with no fine-tuning.
///
/// Zhang, Bengio, Singer, *Are All Layers Created Equal?* (JMLR 23(67), 2022): re-initialisation `θ_d^T ← θ_d^τ`,
/// re-randomisation `θ_d ← fresh draw from P_d`, and the same for contiguous ranges i…j jointly, to τ = 0.
///
/// Activations up to the reset unit are those of the trained network: they are computed once and kept, so a cell costs
/// only the layers from its unit on. The sweep never changes the network.
public final class LayerSweep {
  public let network: Network
  public let units: [LayerUnit]
  /// In the order of training; the first is the initialisation.
  public let checkpoints: [Checkpoint]
  public let scope: BatchNormScope
  private let inputs: Tensor
  private let labels: Tensor
  private let chunk: Int

  /// - Parameters:
  ///   - inputs: normalised inputs `[N, C, H, W]`.
  ///   - labels: `[N]`.
  ///   - chunk: inputs evaluated at a time; the kept activations are those of all inputs.
  public init(
    _ network: Network, checkpoints: [Checkpoint], inputs: Tensor, labels: Tensor,
    scope: BatchNormScope = .affine,
    chunk: Int = 1000
  ) {
    precondition(!checkpoints.isEmpty, "a sweep needs the initial checkpoint")
    self.network = network
    self.checkpoints = checkpoints
    self.scope = scope
    self.inputs = inputs
    self.labels = labels
    self.chunk = chunk
    units = network.units
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
    try network.evaluate(normalised: inputs, labels, batchSize: chunk)
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
    for checkpoint in checkpoints.indices {
      let kind = Kind.reinitialised(unit: index, checkpoint: checkpoint)
      if skip(kind) { continue }
      if checkpoint == 0, let alone {
        try visit(kind, alone)
      } else {
        let replaced = network.replacement(for: unit, from: checkpoints[checkpoint].tensors, scope)
        try visit(kind, try prefix.evaluate(replaced))
      }
    }
    for draw in 1..<(draws + 1) {
      let kind = Kind.rerandomised(unit: index, draw: draw)
      if skip(kind) { continue }
      try visit(kind, try prefix.evaluate(freshDraw(unit, seed: seed, draw: draw)))
    }
    for (last, kind) in zip(index..., ranges) {
      let evaluation = try last == index ? alone : extend(&reset, by: last)
      if let evaluation, !skip(kind) { try visit(kind, evaluation) }
    }
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
