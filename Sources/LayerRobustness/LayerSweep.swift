import Catalog
import Networks
import Torch

/// The layers' robustness of one trained network: each unit is reset and the network evaluated, with no fine-tuning.
///
/// Zhang, Bengio, Singer, *Are All Layers Created Equal?* (JMLR 23(67), 2022): re-initialisation `θ_d^T ← θ_d^τ`,
/// re-randomisation `θ_d ← fresh draw from P_d`, and the same for contiguous ranges i…j jointly, to τ = 0.
///
/// Activations up to the reset unit are those of the trained network: they are computed once and kept, as far as the
/// memory limit goes, so a cell costs only the layers from its unit on. Cells of one unit are stacked into large products,
/// and a checkpoint that the unit has not left since is the trained network itself. The sweep never changes the network.
public final class LayerSweep {
  public let network: Network
  public let units: [LayerUnit]
  /// In the order of training; the first is the initialisation.
  public let checkpoints: [Checkpoint]
  public let scope: BatchNormScope
  /// Normalised inputs over which batch norm's statistics are estimated; nil where they stay.
  let calibration: Tensor?
  /// How the inputs are cut, and what may be kept of them.
  public private(set) var plan: SweepPlan
  let inputs: Tensor
  let labels: Tensor
  private let chunk: Int?
  private var base: Evaluation?

  /// - Parameters:
  ///   - inputs: normalised inputs `[N, C, H, W]`.
  ///   - labels: `[N]`.
  ///   - unit: what is reset together.
  ///   - calibration: normalised training inputs for ``BatchNormScope/affineRecalibrated``. The trained network's own
  ///     statistics are estimated on them too, so that cells and network differ in what was reset alone.
  ///   - chunk: inputs evaluated at a time; nil takes what fits a core's cache.
  public init(
    _ network: Network, checkpoints: [Checkpoint], inputs: Tensor, labels: Tensor,
    scope: BatchNormScope = .affine,
    unit: UnitSize = .layer, calibration: Tensor? = nil, chunk: Int? = nil
  ) {
    precondition(!checkpoints.isEmpty, "a sweep needs the initial checkpoint")
    self.network = calibration.map(network.recalibrated) ?? network
    self.calibration = calibration
    self.checkpoints = checkpoints
    self.scope = scope
    self.inputs = inputs
    self.labels = labels
    self.chunk = chunk
    units = network.units(unit)
    plan = SweepPlan(network, units, inputs: labels.extent(0), chunk: chunk)
  }

  /// Keeps what the sweep holds beside its inputs below a limit; without one it keeps all it can use again. To be called
  /// before the first cell.
  ///
  /// - Parameters:
  ///   - bytes: the limit.
  ///   - draws: as ``run(draws:seed:skip:pulse:visit:)`` will take them.
  /// - Throws: `UserError` when the activations of a single input take more.
  public func limitMemory(to bytes: Int, draws: Int) throws {
    var held = [(bytes: checkpointBytes, words: "checkpoints")]
    if let inputs = calibration?.extent(0) {
      held.append((calibrationBytes, "activations of \(inputs) inputs for batch norm's statistics"))
    }
    plan = try SweepPlan(
      network, units, inputs: labels.extent(0), chunk: chunk,
      alternatives: max(1, checkpoints.count - 1 + draws), limit: bytes, held: held)
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
    let found = try network.evaluate(normalised: inputs, labels, batchSize: plan.rows[0])
    base = found
    return found
  }

  /// Computes every cell, unit by unit: its checkpoints, its fresh draws, then the joint ranges that begin with it.
  ///
  /// - Parameters:
  ///   - draws: fresh draws a unit, keyed by (seed, tensor, draw 1…draws).
  ///   - skip: cells that an interrupted sweep has already.
  ///   - pulse: called before each chunk of inputs; what it throws ends the sweep.
  ///   - visit: called after each cell; what it throws ends the sweep.
  public func run(
    draws: Int, seed: UInt64, skip: @escaping (Kind) -> Bool = { _ in false }, pulse: () throws -> Void = {},
    visit: (Kind, Evaluation) throws -> Void
  ) throws {
    try noGrad {
      try Torch.scope {
        var prefix = keptActivations()
        var statistics = downstreamStatistics
        for index in units.indices {
          var cells = UnitCells(self, index, draws: draws, seed: seed, skip)
          guard !cells.isDone else { continue }
          prefix.advance(toUnit: index)
          statistics?.advance(to: units[index].start)
          if let statistics {
            try recalibratedCells(
              of: index, statistics, prefix, draws: draws, seed: seed, skip: skip, pulse: pulse, visit: visit)
          } else {
            try cells.run(from: prefix, pulse, visit)
          }
        }
      }
    }
  }

  /// Whether the replacement is what the network has already.
  func isTrained(_ replaced: [Int: [Tensor]]) throws -> Bool {
    try replaced.allSatisfy { layer, tensors in
      try zip(tensors, network.tensors[layer]).allSatisfy { try $0.isEqual(to: $1) }
    }
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

  /// Nil where batch norm's statistics stay.
  var downstreamStatistics: DownstreamStatistics? { calibration.map { DownstreamStatistics(network, $0) } }

  /// What the tensors of all checkpoints take.
  public var checkpointBytes: Int {
    checkpoints.reduce(0) { $0 + $1.tensors.joined().reduce(0) { $0 + 4 * $1.count } }
  }

  /// What estimating them holds at once.
  private var calibrationBytes: Int {
    let specification = network.specification
    let numbers = (specification.liveCounts.max() ?? 0) + (specification.peakCounts.max() ?? 0)
    return 4 * numbers * (calibration?.extent(0) ?? 0)
  }

  func keptActivations() -> KeptActivations {
    KeptActivations(network, inputs: inputs, labels: labels, plan: plan)
  }

  private func parameters(_ unit: LayerUnit, _ tensors: [[Tensor]]) -> [Tensor] {
    unit.layers.flatMap { layer in
      zip(network.layers[layer].layer.slots, tensors[layer]).filter(\.0.isParameter).map(\.1)
    }
  }
}
