import CTorch

/// Elementwise functions.
extension Tensor {
  @inline(__always)
  func unary(_ op: ct_unary_op) -> Tensor { Tensor(owning: ct_unary(op, handle)) }

  public func abs() -> Tensor { unary(CT_ABS) }
  public func exp() -> Tensor { unary(CT_EXP) }
  public func expm1() -> Tensor { unary(CT_EXPM1) }
  public func log() -> Tensor { unary(CT_LOG) }
  public func log1p() -> Tensor { unary(CT_LOG1P) }
  public func sqrt() -> Tensor { unary(CT_SQRT) }
  public func rsqrt() -> Tensor { unary(CT_RSQRT) }
  public func square() -> Tensor { unary(CT_SQUARE) }
  public func sin() -> Tensor { unary(CT_SIN) }
  public func cos() -> Tensor { unary(CT_COS) }
  public func tanh() -> Tensor { unary(CT_TANH) }
  public func atanh() -> Tensor { unary(CT_ATANH) }
  public func sigmoid() -> Tensor { unary(CT_SIGMOID) }
  public func logSigmoid() -> Tensor { unary(CT_LOG_SIGMOID) }
  public func relu() -> Tensor { unary(CT_RELU) }
  public func gelu() -> Tensor { unary(CT_GELU) }
  public func silu() -> Tensor { unary(CT_SILU) }
  public func softplus() -> Tensor { unary(CT_SOFTPLUS) }
  public func sign() -> Tensor { unary(CT_SIGN) }
  public func floor() -> Tensor { unary(CT_FLOOR) }
  public func ceil() -> Tensor { unary(CT_CEIL) }
  /// Halves go to the even neighbour.
  public func round() -> Tensor { unary(CT_ROUND) }
  public func reciprocal() -> Tensor { unary(CT_RECIPROCAL) }
  public func erf() -> Tensor { unary(CT_ERF) }
  public func isNaN() -> Tensor { unary(CT_ISNAN) }
  public func isFinite() -> Tensor { unary(CT_ISFINITE) }
  public func leakyReLU(slope: Double) -> Tensor { Tensor(owning: ct_leaky_relu(handle, slope)) }
  public func elu(alpha: Double = 1) -> Tensor { Tensor(owning: ct_elu(handle, alpha)) }

  /// Softmax over one dimension, in logarithms when asked.
  public func softmax(_ dimension: Int = -1) -> Tensor {
    Tensor(owning: ct_softmax(handle, Int32(dimension), false))
  }
  public func logSoftmax(_ dimension: Int = -1) -> Tensor {
    Tensor(owning: ct_softmax(handle, Int32(dimension), true))
  }
}
