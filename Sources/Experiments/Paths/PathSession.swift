import Catalog
import Datasets
import Engine
import Foundation
import LayerRobustness
import Torch

/// Path lengths as a job: the exact division first, then sampled paths length by length.
final class PathSession {
  private let network: ModularNetwork
  private let data: ResidentData
  private let draws: Int
  private let longest: Int
  private let chunk: Int
  private let context: JobContext
  private var blocks: Int { network.modules.count }
  /// Sums of the samples' norms, by length.
  private var exact: [Double]
  private var sampled: [Double]

  init(
    _ network: ModularNetwork, _ data: ResidentData, draws: Int, longest: Int, chunk: Int, context: JobContext
  ) {
    self.network = network
    self.data = data
    self.draws = draws
    self.longest = min(longest, network.modules.count)
    self.chunk = chunk
    self.context = context
    exact = Array(repeating: 0, count: self.longest + 1)
    sampled = exact
  }

  func run() throws -> JSONValue {
    context.emit(
      .note(
        "\(blocks) residual blocks, 2^\(blocks) paths, n = \(data.count), \(draws) paths for each length"))
    context.emitRectifiers(of: network)
    for length in 0...blocks { emit("paths/count", length, PathLengths.count(length, of: blocks)) }
    emitSurvival()
    let chunks = Array(data.batches(of: chunk))
    let total = chunks.count * (longest + 2)
    var done = 0
    func step() throws {
      done += 1
      context.emit(.progress(Progress(phase: "paths", done: done, total: total, unit: "lengths")))
      try context.checkpoint()
    }
    var samples = 0
    for batch in chunks {
      let paths = try PathGradients(network, inputs: batch.inputs, labels: batch.labels)
      for (length, carried) in try paths.exact(upTo: longest).enumerated() {
        exact[length] += try sampleNorms(carried).sum().item()
      }
      let before = samples
      samples += batch.count
      for length in 0...longest { emit("gradient/exact", length, exact[length] / Double(samples)) }
      try step()
      for length in 0...longest {
        sampled[length] += try sampledNorm(paths, length, first: before)
        emit("gradient/sampled", length, sampled[length] / Double(samples))
        try step()
      }
    }
    emitShares()
    return result()
  }

  /// Σ over the samples of the mean norm over random paths of one length.
  private func sampledNorm(_ paths: PathGradients, _ length: Int, first sample: Int) throws -> Double {
    // There is one path of length 0, and one that takes all branches.
    let count = length == 0 || length == blocks ? 1 : draws
    let sum = try (0..<count).reduce(0.0) { sum, draw in
      var generator = SplitMix64(seed: context.seed(for: "paths/\(length)", sample: sample, draw: draw))
      var left = Array(0..<blocks)
      let taken = (0..<length).map { _ in left.remove(at: generator.next(below: left.count)) }
      return try sum + sampleNorms(paths.path(Set(taken))).sum().item()
    }
    return sum / Double(count)
  }

  /// What is left of the paths of each length without so many blocks: without each number of them where there are few,
  /// else without 1, 2, 4, ….
  private func emitSurvival() {
    let isFew = blocks <= 6
    for deleted in sequence(first: 1, next: { isFew ? $0 + 1 : 2 * $0 }).prefix(while: { $0 < blocks }) {
      for length in 0...blocks {
        emit(
          "survival/\(deleted)", length, PathLengths.survival(length, of: blocks, deleting: deleted))
      }
    }
  }

  private func emit(_ series: String, _ length: Int, _ value: Double) {
    context.emit(.point(Point(series: series, x: Double(length), y: value)))
  }

  /// Over the samples, by length.
  private var means: (exact: [Double], sampled: [Double]) {
    let samples = Double(max(1, data.count))
    return (exact.map { $0 / samples }, sampled.map { $0 / samples })
  }

  /// What all paths of each length carry, by the paper's estimate: their number times the mean of the sampled ones.
  private var carried: [Double] {
    means.sampled.enumerated().map { PathLengths.count($0, of: blocks) * $1 }
  }

  /// The parts of the gradient that the lengths have, and the band of those that carry it.
  private func emitShares() {
    for (series, weights) in [("share/sampled", carried), ("share/exact", means.exact)] {
      for (length, share) in Self.shares(weights).enumerated() where share.double != nil {
        emit(series, length, share.double ?? 0)
      }
    }
    guard let band = Self.band(carried, blocks) else { return }
    for length in [band.from, band.to] { emit("paths/effective", length, band.fraction) }
  }

  private func result() -> JSONValue {
    let means = self.means, carried = self.carried
    func figures(_ band: EffectivePaths?) -> JSONValue {
      band.map { ["from": .int($0.from), "to": .int($0.to), "fraction": .double($0.fraction)] } ?? .null
    }
    let slope = Self.slope(means.sampled)
    var figures: [String: JSONValue] = [
      "blocks": .int(blocks), "inputs": .int(data.count), "draws": .int(draws),
      "count": .array((0...blocks).map { .double(PathLengths.count($0, of: blocks)) }),
      "gradient": .array(
        zip(means.sampled, means.exact).map { ["sampled": .double($0), "exact": .double($1)] }),
      "share": .array(Self.shares(carried)), "shareExact": .array(Self.shares(means.exact)),
      "survival": .array(
        (0...blocks).map { deleted in
          .array((0...blocks).map { .double(PathLengths.survival($0, of: blocks, deleting: deleted)) })
        }),
      "effective": figures(Self.band(carried, blocks)),
      "effectiveExact": figures(Self.band(means.exact, blocks)),
    ]
    if let slope {
      figures["slope"] = .double(slope.perBlock)
      figures["fit"] = .double(slope.fit)
    }
    return .object(figures)
  }

  private static func shares(_ weights: [Double]) -> [JSONValue] {
    let total = weights.reduce(0, +)
    return weights.map { total > 0 ? .double($0 / total) : .null }
  }

  private static func band(_ weights: [Double], _ blocks: Int) -> EffectivePaths? {
    // Lengths that were left out carry nothing here.
    PathLengths.effective(weights + Array(repeating: 0, count: blocks + 1 - weights.count))
  }

  /// The straight line through ln ‖g‖ over the length: nats a block, and R². Nil without two norms above zero.
  private static func slope(_ norms: [Double]) -> (perBlock: Double, fit: Double)? {
    let points = norms.enumerated().filter { $0.offset > 0 && $0.element > 0 }.map {
      (x: Double($0.offset), y: log($0.element))
    }
    guard points.count > 1 else { return nil }
    let count = Double(points.count)
    let x = points.reduce(0) { $0 + $1.x } / count, y = points.reduce(0) { $0 + $1.y } / count
    let xx = points.reduce(0) { $0 + ($1.x - x) * ($1.x - x) }
    let xy = points.reduce(0) { $0 + ($1.x - x) * ($1.y - y) }
    let yy = points.reduce(0) { $0 + ($1.y - y) * ($1.y - y) }
    return (xy / xx, yy == 0 ? 1 : xy * xy / (xx * yy))
  }
}
