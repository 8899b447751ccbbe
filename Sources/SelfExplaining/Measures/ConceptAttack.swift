import Torch

/// Moves an input's concepts to those of another input while the predicted class stays: the minimum of
/// ‖h(x*) − h(x_t)‖² + c·L_y(x*) in the ℓ∞ ball around x, L_y the cross-entropy of the class predicted at x.
///
/// It shows that concepts are no more robust than logits (Zheng, Fernandes and Prakash 2019, arXiv 1905.12429). Signed
/// gradient steps; what is given is the nearest of all points whose class is the same, x itself included.
///
/// Cost: `steps` forward and backward passes an input.
public struct ConceptAttack: Sendable {
  /// Of the ℓ∞ ball.
  public var epsilon: Double
  public var steps: Int
  /// c.
  public var weight: Double
  public var rowsAtOnce: Int

  public init(epsilon: Double, steps: Int = 100, weight: Double = 1, rowsAtOnce: Int = 512) {
    self.epsilon = epsilon
    self.steps = steps
    self.weight = weight
    self.rowsAtOnce = rowsAtOnce
  }

  public struct Outcome {
    /// x*, `[N, …]`.
    public let points: Tensor
    /// At x*.
    public let explanation: Explanation
    /// ‖h(x) − h(x_t)‖ and ‖h(x*) − h(x_t)‖.
    public let before: [Double]
    public let after: [Double]
    /// ‖h(x*) − h(x)‖.
    public let moved: [Double]
    /// ‖θ_c(x*) − θ_c(x)‖ / ‖θ_c(x)‖; c is the class at x.
    public let relevanceChange: [Double]

    /// Whether the concepts are nearer to the target's than to what they were.
    public var arrived: [Bool] { zip(after, moved).map { $0 < $1 } }
  }

  /// - Parameters:
  ///   - inputs: `[N, …]`, coordinates of the space.
  ///   - targets: h(x_t), `[N, k]`.
  ///   - progress: told the share that is done; may throw to end the attack.
  public func attack(
    _ space: InputSpace, _ inputs: Tensor, targets: Tensor, progress: (Double) throws -> Void = { _ in }
  ) throws -> Outcome {
    try scope {
      let count = inputs.extent(0)
      let points = try stride(from: 0, to: count, by: rowsAtOnce).map { start in
        let range = start..<min(start + rowsAtOnce, count)
        return try nearest(space, inputs[range].detached(), targets[range].detached()) { share in
          try progress((Double(start) + share * Double(range.count)) / Double(count))
        }
      }
      return try outcome(space, inputs.detached(), Tensor.concatenate(points), targets.detached())
    }
  }

  private func nearest(
    _ space: InputSpace, _ inputs: Tensor, _ targets: Tensor, progress: (Double) throws -> Void
  ) throws -> Tensor {
    let length = 2.5 * epsilon / Double(max(1, steps))
    // The ends are numbers of the inputs' type, so that a point at the ball's end is in it to the bit.
    let (low, high) = (space.clamped(inputs - epsilon), space.clamped(inputs + epsilon))
    var point = inputs, best = inputs, classes = inputs
    var least = [Double](repeating: .infinity, count: inputs.extent(0))
    for step in 0...steps {
      let leaf = point.detached().requiringGradient()
      let found = try enableGrad { try space.explain(leaf) }
      if step == 0 { classes = found.predictions.detached() }
      let distance = squaredNorm(found.concepts - targets)
      let kept = try noGrad { try (found.predictions .== classes).bools() }
      let values = try distance.detached().doubles()
      let isBetter = values.indices.map { kept[$0] && values[$0] < least[$0] }
      for row in values.indices where isBetter[row] { least[row] = values[row] }
      let mask = perRow(Tensor(isBetter.map { $0 ? 1 : 0 }).to(inputs.device) .!= 0, inputs.rank)
      best = point.where(mask, otherwise: best)
      guard step < steps else { break }
      let loss = distance + Self.crossEntropy(found.logits, classes) * weight
      let slope = try gradient(of: loss.sum(), by: leaf)
      point = noGrad { (point - slope.sign() * length).clamp(low, high) }
      try progress(Double(step + 1) / Double(max(1, steps)))
    }
    return best
  }

  /// Of the class that the logits told at first; one logit keeps its sign.
  private static func crossEntropy(_ logits: Tensor, _ classes: Tensor) -> Tensor {
    logits.extent(1) == 1
      ? logits.squeeze(1).abs().zerosLike() : logits.crossEntropy(classes, .none)
  }

  private func outcome(
    _ space: InputSpace, _ inputs: Tensor, _ points: Tensor, _ targets: Tensor
  ) throws -> Outcome {
    let before = try space.explain(inputs, rowsAtOnce: rowsAtOnce)
    let after = try space.explain(points, rowsAtOnce: rowsAtOnce)
    let classes = before.predictions
    func distance(_ a: Tensor, _ b: Tensor) throws -> [Double] {
      try squaredNorm(a.to(.float64) - b.to(.float64)).sqrt().doubles()
    }
    let own = before.relevances(for: classes)
    let change = try distance(after.relevances(for: classes), own)
    let size = try squaredNorm(own.to(.float64)).sqrt().doubles()
    return Outcome(
      points: points, explanation: after, before: try distance(before.concepts, targets),
      after: try distance(after.concepts, targets), moved: try distance(after.concepts, before.concepts),
      relevanceChange: zip(change, size).map { $1 > 0 ? $0 / $1 : $0 })
  }
}
