import Torch

/// Running sums of gradients in float64, one gradient at a time and in order, so that the result does not depend on
/// how many were computed together.
///
/// The variance is taken of differences from the first gradient: E[g²] − E[g]² cancels and may turn negative, while
/// these differences vanish exactly where the gradient does not change.
struct GradientMoments {
  enum Reduction: String, CaseIterable, Sendable {
    case mean, square, variance
  }

  private let reduction: Reduction
  private var count = 0
  private var first: Tensor?
  private var sum: Tensor?
  private var squares: Tensor?
  private var type = TensorType.float32

  init(_ reduction: Reduction = .mean) { self.reduction = reduction }

  mutating func add(_ gradients: Tensor) {
    count += 1
    guard let first, let sum else {
      type = gradients.type
      let wide = gradients.to(.float64)
      self.first = wide
      sum = reduction == .mean ? wide.clone() : wide.zerosLike()
      squares = reduction == .square ? wide.square() : wide.zerosLike()
      return
    }
    switch reduction {
    case .mean: sum.add(inPlace: gradients)
    case .square:
      let wide = gradients.to(.float64)
      squares?.addProduct(inPlace: wide, wide)
    case .variance:
      let difference = gradients.to(.float64) - first
      sum.add(inPlace: difference)
      squares?.addProduct(inPlace: difference, difference)
    }
  }

  /// The mean in the gradients' element type.
  var mean: Tensor { reduced }

  /// What the reduction asks for, in the gradients' element type.
  var reduced: Tensor {
    guard let sum, let squares else { return Tensor.zeros([0], type: type) }
    let n = Double(count)
    switch reduction {
    case .mean: return (sum / n).to(type)
    case .square: return (squares / n).to(type)
    case .variance: return ((squares - sum.square() / n) / n).clamp(0, nil).to(type)
    }
  }
}
