import Catalog
import Networks
import Torch

/// A few inputs that are explained together, and what a method may ask of the network for them.
public struct AttributionGroup {
  public let classifier: any Classifier
  /// `[M, C, H, W]`, outside of any graph.
  public let inputs: Tensor
  public let targets: [Int]
  /// What each input's random numbers are keyed by.
  public let samples: [Int]
  public let seed: Seed
  let rowsAtOnce: Int
  let passed: (Int) throws -> Void

  init(
    classifier: any Classifier, inputs: Tensor, targets: [Int], samples: [Int], seed: Seed, rowsAtOnce: Int,
    passed: @escaping (Int) throws -> Void
  ) {
    self.classifier = classifier
    self.inputs = inputs
    self.targets = targets
    self.samples = samples
    self.seed = seed
    self.rowsAtOnce = rowsAtOnce
    self.passed = passed
  }

  public var count: Int { targets.count }

  /// ∂(target's logit)/∂x at `count` points an input, in order, holding only a batch of them at a time.
  ///
  /// - Parameters:
  ///   - point: the `index`-th point of every input, shaped like ``inputs``.
  ///   - use: takes the gradients there, shaped alike; outside of any graph.
  public func eachGradient(
    _ count: Int, at point: (_ index: Int) -> Tensor, _ use: (_ index: Int, _ gradients: Tensor) -> Void
  ) throws {
    let together = max(1, rowsAtOnce / self.count)
    for start in stride(from: 0, to: count, by: together) {
      let range = start..<min(start + together, count)
      let points = noGrad { range.count == 1 ? point(start) : Tensor.concatenate(range.map(point)) }
      let gradients = try gradients(at: points, repeated: range.count)
      noGrad {
        for (slot, index) in range.enumerated() {
          use(index, gradients[slot * self.count..<(slot + 1) * self.count])
        }
      }
      try passed(range.count * self.count)
    }
  }

  /// One backward pass for all rows: they do not mix, so the gradient of the sum of the target logits holds each
  /// row's own. Only the paths to the input are computed; the weights get no gradient.
  private func gradients(at points: Tensor, repeated times: Int) throws -> Tensor {
    try enableGrad {
      let leaf = points.detached().requiringGradient()
      let logits = classifier.logits(leaf)
      guard logits.isDefined, logits.requiresGradient else { return points.zerosLike() }
      let rows = (0..<times).flatMap { _ in targets }
      let selected = Tensor(rows).oneHot(logits.extent(1)).to(logits.type).to(logits.device)
      return try Torch.gradients(of: [logits], by: [leaf], weights: [selected])[0]
    }
  }

  func completenessGap(_ values: Tensor, _ logits: Tensor, _ baseline: Tensor) -> Tensor {
    noGrad {
      let target = Tensor(targets).to(inputs.device)
      let wide = { (logits: Tensor) in logits.pick(target).to(.float64) }
      let difference = wide(logits) - wide(classifier.logits(baseline))
      return values.to(.float64).flatten(from: 1).sum([1]) - difference
    }
  }
}
