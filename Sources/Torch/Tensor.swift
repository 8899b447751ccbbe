import CTorch

/// The address of a TensorImpl; nil is the undefined tensor.
typealias Handle = OpaquePointer?

/// A tensor of libtorch, with autograd.
///
/// Operations do not throw: one that fails stores its message in the thread's slot and yields an *undefined* tensor,
/// which later operations hand on. Reads (`item`, `floats`, `array`, `backward`, …) throw that message, and so does
/// the end of ``scope(_:)``. A tensor lives and dies on its job's thread; what leaves a job is an `ArrayValue`.
public final class Tensor {
  let handle: Handle

  init(owning handle: Handle) { self.handle = handle }

  deinit { ct_release(handle) }

  /// False when the operation that should have made it failed.
  public var isDefined: Bool { handle != nil }

  /// Extents, outermost first; empty for a scalar and for an undefined tensor.
  public var shape: [Int] { (0..<rank).map { Int(ct_extent(handle, Int32($0))) } }

  public var rank: Int { Int(ct_rank(handle)) }

  /// The extent of one dimension; negative ones count from the end.
  public func extent(_ dimension: Int) -> Int { Int(ct_extent(handle, Int32(dimension))) }

  /// Number of elements.
  public var count: Int { shape.reduce(1, *) }

  public var type: TensorType { TensorType(ct_type_of(handle)) }

  public var device: Device { ct_is_cuda(handle) ? .cuda(Int(ct_device_index(handle))) : .cpu }

  /// Copied to another device; the same tensor when it is there already.
  public func to(_ device: Device) -> Tensor {
    switch device {
    case .cpu: Tensor(owning: ct_to_device(handle, false, 0))
    case .cuda(let index): Tensor(owning: ct_to_device(handle, true, Int32(index)))
    }
  }

  public func to(_ type: TensorType) -> Tensor { Tensor(owning: ct_to_type(handle, type.code)) }

  /// A copy with storage of its own.
  public func clone() -> Tensor { Tensor(owning: ct_clone(handle)) }

  /// Row-major storage, or channels-last for `[N, C, H, W]`.
  public func contiguous(channelsLast: Bool = false) -> Tensor {
    Tensor(owning: ct_contiguous(handle, channelsLast))
  }
}

/// Element types of tensors.
public enum TensorType: Sendable, CaseIterable {
  case float32, float64, int64, int32, uint8, bool, float16, bfloat16

  init(_ code: ct_type) {
    self =
      switch code {
      case CT_F64: .float64
      case CT_I64: .int64
      case CT_I32: .int32
      case CT_U8: .uint8
      case CT_BOOL: .bool
      case CT_F16: .float16
      case CT_BF16: .bfloat16
      default: .float32
      }
  }

  var code: ct_type {
    switch self {
    case .float32: CT_F32
    case .float64: CT_F64
    case .int64: CT_I64
    case .int32: CT_I32
    case .uint8: CT_U8
    case .bool: CT_BOOL
    case .float16: CT_F16
    case .bfloat16: CT_BF16
    }
  }

  public var isFloating: Bool {
    switch self {
    case .float32, .float64, .float16, .bfloat16: true
    case .int64, .int32, .uint8, .bool: false
    }
  }
}

/// Where a tensor's storage lies.
public enum Device: Sendable, Equatable, CustomStringConvertible {
  case cpu
  case cuda(Int)

  public var description: String {
    switch self {
    case .cpu: "cpu"
    case .cuda(let index): "cuda:\(index)"
    }
  }
}

/// Calls with shapes and dimension lists as C integers.
@inline(__always)
func withInts<R>(_ values: [Int], _ body: (UnsafePointer<Int64>?, Int32) -> R) -> R {
  values.withUnsafeBufferPointer { buffer in
    buffer.withMemoryRebound(to: Int64.self) { body($0.baseAddress, Int32($0.count)) }
  }
}

func withHandles<R>(_ tensors: [Tensor], _ body: (UnsafePointer<Handle>, Int32) -> R) -> R {
  // The handles are borrowed: the tensors outlive the call because the array does.
  withExtendedLifetime(tensors) {
    let handles = tensors.map(\.handle)
    return handles.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else {
        let none: Handle = nil
        return withUnsafePointer(to: none) { body($0, 0) }
      }
      return body(base, Int32(buffer.count))
    }
  }
}
