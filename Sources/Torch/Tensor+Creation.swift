import CTorch
import Catalog
import Foundation

extension Tensor {
  public convenience init(_ values: [Float], shape: [Int]? = nil) {
    self.init(bytes: values, shape: shape ?? [values.count], type: .float32)
  }

  public convenience init(_ values: [Double], shape: [Int]? = nil, type: TensorType = .float64) {
    if type == .float64 {
      self.init(bytes: values, shape: shape ?? [values.count], type: .float64)
    } else {
      let wide = Tensor(bytes: values, shape: shape ?? [values.count], type: .float64)
      self.init(owning: ct_to_type(wide.handle, type.code))
    }
  }

  public convenience init(_ values: [Int], shape: [Int]? = nil) {
    self.init(bytes: values, shape: shape ?? [values.count], type: .int64)
  }

  public convenience init(_ value: Double, type: TensorType = .float32) {
    self.init(owning: ct_full(nil, 0, value, type.code))
  }

  /// A tensor of the array's shape and element type.
  public convenience init(_ array: ArrayValue) {
    let type: TensorType =
      switch array.elementType {
      case .float32: .float32
      case .float64: .float64
      case .int64: .int64
      case .int32: .int32
      case .uint8: .uint8
      case .bool: .bool
      }
    let handle = array.bytes.withUnsafeBytes { bytes in
      withInts(array.shape) { ct_from_bytes(bytes.baseAddress, $0, $1, type.code) }
    }
    self.init(owning: handle)
  }

  private convenience init<T>(bytes values: [T], shape: [Int], type: TensorType) {
    precondition(values.count == shape.reduce(1, *), "\(values.count) values do not fill shape \(shape)")
    let handle = values.withUnsafeBytes { bytes in
      withInts(shape) { ct_from_bytes(bytes.baseAddress, $0, $1, type.code) }
    }
    self.init(owning: handle)
  }

  /// Copies `bytes` (row-major, the machine's order) into a tensor.
  public static func fromBytes(_ bytes: UnsafeRawBufferPointer, shape: [Int], type: TensorType) -> Tensor {
    Tensor(owning: withInts(shape) { ct_from_bytes(bytes.baseAddress, $0, $1, type.code) })
  }

  public static func zeros(_ shape: [Int], type: TensorType = .float32) -> Tensor {
    full(shape, 0, type: type)
  }

  public static func ones(_ shape: [Int], type: TensorType = .float32) -> Tensor {
    full(shape, 1, type: type)
  }

  public static func full(_ shape: [Int], _ value: Double, type: TensorType = .float32) -> Tensor {
    Tensor(owning: withInts(shape) { ct_full($0, $1, value, type.code) })
  }

  /// Storage with arbitrary content, to be written before it is read.
  public static func empty(_ shape: [Int], type: TensorType = .float32) -> Tensor {
    Tensor(owning: withInts(shape) { ct_empty($0, $1, type.code) })
  }

  public func zerosLike() -> Tensor { Tensor(owning: ct_like(handle, 0)) }
  public func onesLike() -> Tensor { Tensor(owning: ct_like(handle, 1)) }

  /// `start, start + step, …` below `end`.
  public static func arange(
    _ start: Double = 0, to end: Double, step: Double = 1, type: TensorType = .int64
  ) -> Tensor {
    Tensor(owning: ct_arange(start, end, step, type.code))
  }

  public static func linspace(_ start: Double, _ end: Double, _ count: Int, type: TensorType = .float32)
    -> Tensor
  {
    Tensor(owning: ct_linspace(start, end, Int64(count), type.code))
  }

  /// The identity matrix `[size, size]`.
  public static func eye(_ size: Int, type: TensorType = .float32) -> Tensor {
    Tensor(owning: ct_eye(Int64(size), type.code))
  }

  /// Labels `[…]` to `[…, classes]` of 0 and 1, int64.
  public func oneHot(_ classes: Int) -> Tensor { Tensor(owning: ct_one_hot(handle, Int64(classes))) }
}
