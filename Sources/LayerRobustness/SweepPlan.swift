import Catalog
import Networks

/// How a sweep cuts its inputs into chunks and its cells into stacks, and what it may keep, within a memory limit.
///
/// A chunk holds as many inputs as keep a layer's outputs near what a core's own cache holds. As activations shrink on
/// the way, chunks grow by powers of two, so that a later chunk is a whole number of earlier ones. The chunks are the same
/// under every limit that has room for the largest of them; under a smaller one they are halved until they fit.
public struct SweepPlan: Sendable, Equatable {
  /// Bytes for what is kept and for the largest step.
  public let limit: Int
  /// Bytes that the largest step takes beside what is kept.
  public let working: Int
  /// Where a sweep stands between two units: at the network's input, before each unit, behind the last layer.
  let stops: [Int]
  /// Inputs in a chunk, at each stop.
  let rows: [Int]
  /// Cells of each unit that are evaluated as one.
  let heights: [Int]
  /// Bytes of one input's activations at each stop.
  let live: [Int]
  /// Multiplications of one input from each stop to the network's end.
  let work: [Int]
  /// Bytes of each unit's tensors.
  let weights: [Int]

  /// Floats that a layer's outputs may take in one chunk.
  private static let cached = 1 << 20
  private static let most = 1000

  /// What is left for keeping goes by halves to the activations before the unit in turn, and by quarters to those behind
  /// the joint range in turn and to fresh draws.
  var prefixShare: Int { (limit - working) / 2 }
  var rangeShare: Int { (limit - working) / 4 }
  var drawShare: Int { (limit - working) / 4 }

  /// Without a limit.
  ///
  /// - Parameters:
  ///   - count: inputs.
  ///   - chunk: inputs at a time, the same at every stop; nil chooses.
  init(_ network: Network, _ units: [LayerUnit], inputs count: Int, chunk: Int?) {
    let sizing = Sizing(network, units, inputs: count, chunk: chunk, alternatives: .max)
    self.init(sizing, sizing.cut(shrink: 0), limit: .max / 2)
  }

  /// - Parameters:
  ///   - alternatives: cells of a unit that may be stacked.
  ///   - limit: bytes.
  ///   - held: bytes that are taken for as long as the sweep lasts, with the words that say by what.
  /// - Throws: `UserError` for a limit that is too small for a single input beside what is held.
  init(
    _ network: Network, _ units: [LayerUnit], inputs count: Int, chunk: Int?, alternatives: Int, limit: Int,
    held: [(bytes: Int, words: String)]
  ) throws {
    let reserved = held.reduce(0) { $0 + $1.bytes }
    let sizing = Sizing(network, units, inputs: count, chunk: chunk, alternatives: alternatives)
    // At the last the cache is a single float: chunks of one input, no stacks.
    let cuts = (0...Self.cached.trailingZeroBitCount).lazy.map(sizing.cut)
    guard let cut = cuts.first(where: { $0.working <= limit - reserved }) else {
      let least = sizing.cut(shrink: Self.cached.trailingZeroBitCount).working
      let beside = held.map { "\(mebibytes($0.bytes)) of \($0.words)" }.joined(separator: " and ")
      throw UserError(
        "memory: found a limit of \(limit >> 20) MiB, expected at least \(mebibytes(least + reserved)), which a single "
          + "input takes in network '\(network.specification.name)' beside \(beside)")
    }
    self.init(sizing, cut, limit: limit - reserved)
  }

  private init(_ sizing: Sizing, _ cut: Sizing.Cut, limit: Int) {
    self.limit = limit
    working = cut.working
    rows = cut.rows
    heights = cut.heights
    stops = sizing.stops
    live = sizing.live
    work = sizing.work
    weights = sizing.weights
  }

  /// What a network's shapes say, from which chunks of any size are made.
  private struct Sizing {
    let stops: [Int]
    let live: [Int]
    let work: [Int]
    let weights: [Int]
    private let count: Int
    private let chunk: Int?
    private let alternatives: Int
    private let units: [(index: Int, canStack: Bool)]
    /// From each stop on, of one input: the most numbers in a layer's outputs, the most bytes held at once, and those when
    /// the first layer has passed, of which a stack has as many as it has cells.
    private let largest: [Int]
    private let peak: [Int]
    private let peakBehind: [Int]

    typealias Cut = (rows: [Int], heights: [Int], working: Int)

    init(_ network: Network, _ units: [LayerUnit], inputs: Int, chunk: Int?, alternatives: Int) {
      let specification = network.specification, end = network.layers.count
      count = max(1, inputs)
      self.chunk = chunk
      self.alternatives = alternatives
      self.units = units.enumerated().map { ($0, network.canStack($1.layers)) }
      let stops = [0] + units.map(\.start) + [end]
      self.stops = stops
      func fromEach(_ values: [Int], _ merge: (Int, Int) -> Int) -> [Int] {
        stops.map { values[$0...].reduce(0, merge) }
      }
      let counts = specification.liveCounts
      live = stops.map { 4 * counts[$0] }
      work = fromEach(specification.workCounts, +)
      let outputs = specification.shapes.map { $0.reduce(1, *) }, peaks = specification.peakCounts
      largest = fromEach(outputs, max)
      peak = fromEach(peaks.map { 4 * $0 }, max)
      peakBehind = stops.map { stop in
        4 * max(stop < end ? outputs[stop] : 0, peaks.dropFirst(stop + 1).max() ?? 0)
      }
      weights = units.map { unit in
        4 * unit.layers.flatMap { network.layers[$0].layer.slots }.reduce(0) { $0 + $1.shape.reduce(1, *) }
      }
    }

    /// - Parameter shrink: how often the cache is halved.
    func cut(shrink: Int) -> Cut {
      let floats = max(1, SweepPlan.cached >> shrink)
      let first =
        chunk.map { max(1, $0 >> shrink) } ?? max(1, min(SweepPlan.most, floats / max(1, largest[0])))
      var rows: [Int] = []
      for stop in stops.indices {
        var size = rows.last ?? first
        while chunk == nil, 2 * size <= min(SweepPlan.most, floats / max(1, largest[stop])) { size *= 2 }
        rows.append(size)
      }
      let heights = units.map { unit, canStack in
        guard canStack else { return 1 }
        let outputs = min(rows[unit + 1], count) * max(1, largest[unit + 1])
        return max(1, min(floats / outputs, 16 * floats / max(1, weights[unit]), alternatives))
      }
      // Where chunks grow, what a smaller one gave waits for the others.
      let joined = stops.indices.dropFirst().reduce(0) {
        $0 + (rows[$1] > rows[$1 - 1] ? min(rows[$1], count) * live[$1] : 0)
      }
      var working = 0
      for stop in stops.indices {
        let unit = stop - 1, isUnit = weights.indices.contains(unit)
        let height = isUnit ? heights[unit] : 1
        let activations = live[stop] + (live[stop...].max() ?? 0) + max(peak[stop], peakBehind[stop] * height)
        // A stack lies beside its parts, and libtorch reorders weights.
        let tensors = isUnit ? (2 * height + 2) * weights[unit] : 0
        working = max(working, min(rows[stop], count) * activations + tensors)
      }
      return (rows, heights, working + joined)
    }
  }
}

/// In MiB, rounded up.
private func mebibytes(_ bytes: Int) -> String { "\((bytes + 1 << 20 - 1) >> 20) MiB" }
