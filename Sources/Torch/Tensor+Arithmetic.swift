import CTorch

extension Tensor {
  @inline(__always)
  func binary(_ op: ct_binary_op, _ other: Tensor) -> Tensor {
    Tensor(owning: ct_binary(op, handle, other.handle))
  }

  @inline(__always)
  func binary(_ op: ct_binary_op, _ number: Double) -> Tensor {
    Tensor(owning: ct_binary_scalar(op, handle, number))
  }

  public static func + (a: Tensor, b: Tensor) -> Tensor { a.binary(CT_ADD, b) }
  public static func - (a: Tensor, b: Tensor) -> Tensor { a.binary(CT_SUB, b) }
  public static func * (a: Tensor, b: Tensor) -> Tensor { a.binary(CT_MUL, b) }
  public static func / (a: Tensor, b: Tensor) -> Tensor { a.binary(CT_DIV, b) }

  public static func + (a: Tensor, b: Double) -> Tensor { a.binary(CT_ADD, b) }
  public static func - (a: Tensor, b: Double) -> Tensor { a.binary(CT_SUB, b) }
  public static func * (a: Tensor, b: Double) -> Tensor { a.binary(CT_MUL, b) }
  public static func / (a: Tensor, b: Double) -> Tensor { a.binary(CT_DIV, b) }

  public static func + (a: Double, b: Tensor) -> Tensor { b.binary(CT_ADD, a) }
  public static func - (a: Double, b: Tensor) -> Tensor {
    Tensor(owning: ct_scalar_binary(CT_SUB, a, b.handle))
  }
  public static func * (a: Double, b: Tensor) -> Tensor { b.binary(CT_MUL, a) }
  public static func / (a: Double, b: Tensor) -> Tensor {
    Tensor(owning: ct_scalar_binary(CT_DIV, a, b.handle))
  }

  public static prefix func - (a: Tensor) -> Tensor { Tensor(owning: ct_unary(CT_NEG, a.handle)) }

  public func power(_ exponent: Double) -> Tensor { binary(CT_POW, exponent) }
  public func power(_ exponent: Tensor) -> Tensor { binary(CT_POW, exponent) }
  public func minimum(_ other: Tensor) -> Tensor { binary(CT_MINIMUM, other) }
  public func maximum(_ other: Tensor) -> Tensor { binary(CT_MAXIMUM, other) }
  public func remainder(_ other: Double) -> Tensor { binary(CT_REMAINDER, other) }
  public func atan2(_ other: Tensor) -> Tensor { binary(CT_ATAN2, other) }

  /// `(1 − weight)·self + weight·other`.
  public func lerp(to other: Tensor, _ weight: Double) -> Tensor {
    Tensor(owning: ct_lerp(handle, other.handle, weight))
  }

  /// Elements below `low` or above `high` are set to them.
  public func clamp(_ low: Double? = nil, _ high: Double? = nil) -> Tensor {
    withBounds(low, high) { Tensor(owning: ct_clamp(handle, $0, $1)) }
  }

  public func clamp(_ low: Tensor, _ high: Tensor) -> Tensor {
    Tensor(owning: ct_clamp_tensor(handle, low.handle, high.handle))
  }

  // Comparisons give bool tensors.
  public static func .== (a: Tensor, b: Tensor) -> Tensor { a.binary(CT_EQ, b) }
  public static func .!= (a: Tensor, b: Tensor) -> Tensor { a.binary(CT_NE, b) }
  public static func .< (a: Tensor, b: Tensor) -> Tensor { a.binary(CT_LT, b) }
  public static func .<= (a: Tensor, b: Tensor) -> Tensor { a.binary(CT_LE, b) }
  public static func .> (a: Tensor, b: Tensor) -> Tensor { a.binary(CT_GT, b) }
  public static func .>= (a: Tensor, b: Tensor) -> Tensor { a.binary(CT_GE, b) }
  public static func .== (a: Tensor, b: Double) -> Tensor { a.binary(CT_EQ, b) }
  public static func .!= (a: Tensor, b: Double) -> Tensor { a.binary(CT_NE, b) }
  public static func .< (a: Tensor, b: Double) -> Tensor { a.binary(CT_LT, b) }
  public static func .<= (a: Tensor, b: Double) -> Tensor { a.binary(CT_LE, b) }
  public static func .> (a: Tensor, b: Double) -> Tensor { a.binary(CT_GT, b) }
  public static func .>= (a: Tensor, b: Double) -> Tensor { a.binary(CT_GE, b) }

  public func and(_ other: Tensor) -> Tensor { binary(CT_AND, other) }
  public func or(_ other: Tensor) -> Tensor { binary(CT_OR, other) }
  public func xor(_ other: Tensor) -> Tensor { binary(CT_XOR, other) }
  public func not() -> Tensor { unary(CT_NOT) }

  /// `self` where `condition` holds, `other` elsewhere.
  public func `where`(_ condition: Tensor, otherwise other: Tensor) -> Tensor {
    Tensor(owning: ct_where(condition.handle, handle, other.handle))
  }

  public func masked(_ mask: Tensor, fill value: Double) -> Tensor {
    Tensor(owning: ct_masked_fill(handle, mask.handle, value))
  }
}

func withBounds<R>(
  _ low: Double?, _ high: Double?, _ body: (UnsafePointer<Double>?, UnsafePointer<Double>?) -> R
) -> R {
  var bottom = low ?? 0, top = high ?? 0
  return withUnsafePointer(to: &bottom) { lower in
    withUnsafePointer(to: &top) { upper in body(low == nil ? nil : lower, high == nil ? nil : upper) }
  }
}
