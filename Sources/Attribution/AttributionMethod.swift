import Catalog
import Networks
import Torch

/// A way to attribute a class's logit to the elements of the input.
///
/// A method writes its idea for a few inputs at a time, ``attributions(_:)``; the call that everybody uses,
/// ``attribute(_:_:target:samples:seed:rowsAtOnce:progress:)``, belongs to the family: it checks, cuts into groups,
/// reports progress and measures the completeness gap itself.
public protocol AttributionMethod: Catalogued, Sendable {
  static var card: Card { get }
  /// - Throws: `UserError` for a setting that the card's range cannot judge.
  init(_ settings: Settings) throws
  /// Whether a value's sign says for or against the target.
  var isSigned: Bool { get }
  /// Forward and backward passes that one input costs: the unit of progress.
  var passes: Int { get }
  /// The inputs from which attributions are counted, when they promise to sum to the difference of the logits.
  func completenessBaseline(_ inputs: Tensor) -> Tensor?
  /// Attributions of a group, shaped like its inputs.
  func attributions(_ group: AttributionGroup) throws -> Tensor
}

extension AttributionMethod {
  public var card: Card { Self.card }
  public var isSigned: Bool { true }
  public func completenessBaseline(_ inputs: Tensor) -> Tensor? { nil }

  /// Explains inputs `[N, C, H, W]` for one class each.
  ///
  /// What one input gets does not depend on the others, on their order or on `rowsAtOnce`, up to the rounding of
  /// matrix products (1e-6 relative; see Documentation/attribution.md). The network is only read.
  /// - Parameters:
  ///   - samples: what the random numbers of each input are keyed by, such as its index in the data set; its
  ///     position by default.
  ///   - rowsAtOnce: how many rows go through the network together; by default as many as stay in the cache.
  ///   - progress: told the passes done and their total, at the start and after every batch; may wait, or throw to
  ///     end the computation.
  /// - Throws: `UserError` when inputs or targets do not fit the network, `TorchError` when it fails, and what
  ///   `progress` throws.
  public func attribute(
    _ classifier: any Classifier, _ inputs: Tensor, target: AttributionTarget, samples: [Int]? = nil,
    seed: Seed = Seed(0), rowsAtOnce: Int? = nil,
    progress: @escaping (_ done: Int, _ total: Int) throws -> Void = { _, _ in }
  ) throws -> Attributions {
    try scope {
      try check(inputs, fit: classifier)
      let count = inputs.extent(0)
      let samples = samples ?? Array(0..<count)
      guard samples.count == count else {
        throw UserError("samples: found \(samples.count) keys, expected \(count), one an input")
      }
      let pixels = inputs.detached()
      let rows = max(1, rowsAtOnce ?? classifier.rowsAtOnce(on: inputs.device))
      let logits = try classifier.finiteLogits(pixels, rowsAtOnce: rows)
      let targets = try target.resolve(logits)
      let total = count * passes
      var done = 0
      try progress(0, total)
      var values: [Tensor] = []
      var gaps: [Tensor] = []
      let groups = (count + rows - 1) / rows
      for number in 0..<groups {
        let range = number * count / groups..<(number + 1) * count / groups
        let group = AttributionGroup(
          classifier: classifier, inputs: pixels[range], targets: Array(targets[range]),
          samples: Array(samples[range]), seed: seed, rowsAtOnce: rows
        ) {
          done += $0
          try progress(done, total)
        }
        let found = try attributions(group)
        values.append(found)
        if let baseline = completenessBaseline(group.inputs) {
          gaps.append(group.completenessGap(found, logits[range], baseline))
        }
      }
      return Attributions(
        values: Tensor.concatenate(values), targets: targets, logits: logits,
        completenessGap: gaps.isEmpty ? nil : Tensor.concatenate(gaps), isSigned: isSigned)
    }
  }

  /// The same with the classes given as numbers, one an input.
  public func attribute(
    _ classifier: any Classifier, _ inputs: Tensor, targets: [Int], samples: [Int]? = nil,
    seed: Seed = Seed(0), rowsAtOnce: Int? = nil,
    progress: @escaping (_ done: Int, _ total: Int) throws -> Void = { _, _ in }
  ) throws -> Attributions {
    try attribute(
      classifier, inputs, target: .classes(targets), samples: samples, seed: seed, rowsAtOnce: rowsAtOnce,
      progress: progress)
  }

  private func check(_ inputs: Tensor, fit classifier: any Classifier) throws {
    let expected = classifier.inputShape
    guard inputs.isDefined, inputs.rank == expected.count + 1, Array(inputs.shape.dropFirst()) == expected,
      inputs.extent(0) > 0
    else {
      throw UserError(
        "\(card.identifier): found inputs of shape \(inputs.shape), expected [N, "
          + expected.map(String.init).joined(separator: ", ") + "] with N of 1 or more")
    }
    guard inputs.type.isFloating else {
      throw UserError("\(card.identifier): found \(inputs.type) inputs, expected floating-point pixels")
    }
  }
}

extension Classifier {
  /// As many rows as keep a CPU's activations and their gradients in its caches, where larger batches are not faster
  /// and only hold more memory; but 8 at least, which share each reading of the weights, unless those are huge. A GPU
  /// wants many.
  func rowsAtOnce(on device: Device) -> Int {
    let row = 8 * max(1, activationCount)
    guard device == .cpu else { return max(1, (1 << 30) / row) }
    return max(1, (6 << 20) / row, min(8, (256 << 20) / row))
  }

  /// Logits without a graph.
  ///
  /// - Throws: `UserError` naming the first input whose logits are not all finite.
  func finiteLogits(_ inputs: Tensor, rowsAtOnce rows: Int) throws -> Tensor {
    let count = inputs.extent(0)
    let logits = noGrad {
      Tensor.concatenate(
        stride(from: 0, to: count, by: rows).map { self.logits(inputs[$0..<min($0 + rows, count)]) })
    }
    if let wrong = try logits.isFinite().all([1]).bools().firstIndex(of: false) {
      throw UserError("input \(wrong): the network's logits are not finite, so there is nothing to explain")
    }
    return logits
  }
}
