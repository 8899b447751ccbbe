import CTorch

/// Changes in place: for optimisers and running sums, never on tensors that a graph still needs.
extension Tensor {
  /// `self += alpha·other`.
  public func add(inPlace other: Tensor, times alpha: Double = 1) {
    _ = ct_add_in_place(handle, other.handle, alpha)
  }
  public func multiply(inPlace factor: Double) { _ = ct_multiply_in_place(handle, factor) }
  /// `self += value·a·b`.
  public func addProduct(inPlace a: Tensor, _ b: Tensor, times value: Double = 1) {
    _ = ct_addcmul_in_place(handle, a.handle, b.handle, value)
  }
  /// `self += value·a/b`.
  public func addQuotient(inPlace a: Tensor, _ b: Tensor, times value: Double = 1) {
    _ = ct_addcdiv_in_place(handle, a.handle, b.handle, value)
  }
  public func copy(inPlace other: Tensor) { _ = ct_copy_in_place(handle, other.handle) }
  public func fill(inPlace value: Double) { _ = ct_fill_in_place(handle, value) }
  /// The batch norm of evaluation on `[N, C, …]`, by the running statistics.
  public func normalise(
    inPlace weight: Tensor, _ bias: Tensor, mean: Tensor, variance: Tensor, epsilon: Double = 1e-5
  ) {
    _ = ct_normalise_in_place(
      handle, weight.handle, bias.handle, mean.handle, variance.handle, epsilon)
  }
  public func clamp(inPlace low: Double?, _ high: Double?) {
    withBounds(low, high) { _ = ct_clamp_in_place(handle, $0, $1) }
  }
}

/// One step of stochastic gradient descent over all parameters: `v ← μv + (g + λθ)`, `θ ← θ − η·v`
/// (with Nesterov `θ ← θ − η·(g + λθ + μv)`); the first step sets v to the gradient, as PyTorch does.
public func stochasticGradientStep(
  parameters: [Tensor], gradients: [Tensor], momenta: [Tensor], rate: Double, momentum: Double, decay: Double,
  nesterov: Bool, isFirst: Bool
) throws {
  let done = withHandles(parameters) { parameter, count in
    withHandles(gradients) { gradient, _ in
      withHandles(momenta) { velocity, _ in
        ct_sgd_step(parameter, gradient, velocity, count, rate, momentum, decay, nesterov, isFirst)
      }
    }
  }
  guard done else { throw TorchError.take() }
}
