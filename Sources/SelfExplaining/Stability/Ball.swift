import Torch

/// The points no farther than `radius` from an anchor, and no nearer than a share of it: there a ratio of differences is
/// mostly rounding.
public struct Ball: Sendable, Equatable {
  public enum Norm: String, Sendable, CaseIterable { case l2, linf }

  public let norm: Norm
  public let radius: Double
  /// The nearest that counts.
  public let least: Double

  public init(_ norm: Norm = .l2, radius: Double, leastShare: Double = 0.05) {
    self.norm = norm
    self.radius = radius
    least = leastShare * radius
  }

  /// The norm of each offset `[N, …]` in double precision, `[N]`.
  public func size(_ offsets: Tensor) -> Tensor {
    offsets.to(.float64).flatten(from: 1).norm(norm == .l2 ? 2 : .infinity, [1])
  }

  /// Each offset lengthened or shortened into the ball, a little inside, so that rounding does not bring it out again.
  func pulled(_ offsets: Tensor) -> Tensor {
    let inside = radius * (1 - 1e-5)
    let reached = norm == .linf ? offsets.clamp(-inside, inside) : offsets
    let size = size(reached)
    let factor = size.clamp(least * (1 + 1e-5), inside) / size.clamp(1e-30)
    return reached * perRow(factor.to(offsets.type), offsets.rank)
  }

  /// An offset of a random direction and length.
  func drawn(_ shape: [Int], type: TensorType, _ generator: Generator) -> Tensor {
    let direction =
      norm == .l2 ? generator.normal(shape, type: type) : generator.uniform(shape, -1, 1, type: type)
    let length = generator.uniform([1], least, radius, type: .float64)
    let size = size(direction.unsqueeze(0))
    return direction * (length / size.clamp(1e-30)).to(type).reshape(Array(repeating: 1, count: shape.count))
  }

  /// The way up of gradients `[N, …]`, of length 1 in this norm.
  func ascent(_ gradients: Tensor) -> Tensor {
    if norm == .linf { return gradients.sign() }
    return gradients * perRow((1 / size(gradients).clamp(1e-30)).to(gradients.type), gradients.rank)
  }
}

/// `[N]` as `[N, 1, …]`.
func perRow(_ values: Tensor, _ rank: Int) -> Tensor {
  values.reshape([-1] + Array(repeating: 1, count: rank - 1))
}
