import CTorch

/// A stream of random numbers of its own. Numbers are drawn on the CPU and moved, so a seed gives the same ones on
/// every device.
public final class Generator {
  private let handle: ct_generator_ref?

  public init(seed: UInt64) { handle = ct_generator_new(seed) }

  deinit { ct_generator_release(handle) }

  /// The whole state, uint8, for a checkpoint.
  public var state: Tensor { Tensor(owning: ct_generator_state(handle)) }

  /// - Throws: ``TorchError`` when `state` is not a state of such a generator.
  public func restore(_ state: Tensor) throws {
    guard ct_generator_set_state(handle, state.handle) else { throw TorchError.take() }
  }

  /// Uniform in `low ..< high`.
  public func uniform(_ shape: [Int], _ low: Double = 0, _ high: Double = 1, type: TensorType = .float32)
    -> Tensor
  {
    Tensor(owning: withInts(shape) { ct_rand($0, $1, low, high, handle, type.code) })
  }

  public func normal(
    _ shape: [Int], mean: Double = 0, deviation: Double = 1, type: TensorType = .float32
  ) -> Tensor {
    Tensor(owning: withInts(shape) { ct_randn($0, $1, mean, deviation, handle, type.code) })
  }

  /// Whole numbers in `low ..< high`, int64.
  public func integers(_ shape: [Int], _ low: Int, _ high: Int) -> Tensor {
    Tensor(owning: withInts(shape) { ct_randint($0, $1, Int64(low), Int64(high), handle) })
  }

  /// 0 … count − 1 in random order, int64.
  public func permutation(_ count: Int) -> Tensor { Tensor(owning: ct_randperm(Int64(count), handle)) }

  /// 1 with the given probabilities, 0 else.
  public func bernoulli(_ probabilities: Tensor) -> Tensor {
    Tensor(owning: ct_bernoulli(probabilities.handle, handle))
  }

  /// Indices drawn in proportion to weights.
  public func multinomial(_ weights: Tensor, _ count: Int, replacement: Bool) -> Tensor {
    Tensor(owning: ct_multinomial(weights.handle, Int64(count), replacement, handle))
  }

  /// Shaped like `tensor`: 1/keep with probability keep, 0 else.
  public func dropoutMask(like tensor: Tensor, keep: Double) -> Tensor {
    Tensor(owning: ct_dropout_mask(tensor.handle, keep, handle))
  }
}
