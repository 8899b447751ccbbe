import CTorch
import Catalog
import Foundation

/// Where a program leaves tensor land: these throw what went wrong before.
extension Tensor {
  /// The value of a tensor with one element.
  public func item() throws -> Double {
    var value = 0.0
    guard ct_item(handle, &value) else { throw TorchError.take() }
    return value
  }

  /// The value of an integer tensor with one element.
  public func integer() throws -> Int {
    var value: Int64 = 0
    guard ct_item_integer(handle, &value) else { throw TorchError.take() }
    return Int(value)
  }

  /// All elements as `Float`, row-major.
  public func floats() throws -> [Float] { try read(as: .float32, zero: 0) }

  /// All elements as `Double`, row-major.
  public func doubles() throws -> [Double] { try read(as: .float64, zero: 0) }

  /// All elements as `Int`, row-major.
  public func integers() throws -> [Int] { try read(as: .int64, zero: 0) }

  /// All elements as `Bool`, row-major.
  public func bools() throws -> [Bool] { try read(as: .bool, zero: false) }

  /// The tensor as a value; half precision becomes float32.
  public func array() throws -> ArrayValue {
    guard handle != nil else { throw TorchError.take() }
    let (element, source): (ElementType, Tensor) =
      switch type {
      case .float64: (.float64, self)
      case .int64: (.int64, self)
      case .int32: (.int32, self)
      case .uint8: (.uint8, self)
      case .bool: (.bool, self)
      case .float32: (.float32, self)
      case .float16, .bfloat16: (.float32, to(.float32))
      }
    var bytes = Data(count: count * element.size)
    let read = bytes.withUnsafeMutableBytes { buffer -> Bool in
      var nothing: UInt8 = 0
      guard let base = buffer.baseAddress else { return ct_read(source.handle, &nothing, 0) }
      return ct_read(source.handle, base, buffer.count)
    }
    guard read else { throw TorchError.take() }
    return ArrayValue(shape: shape, elementType: element, bytes: bytes)
  }

  /// Whether both have the same shape and bits (NaN equals nothing).
  public func isEqual(to other: Tensor) throws -> Bool {
    var result = false
    guard ct_equal(handle, other.handle, &result) else { throw TorchError.take() }
    return result
  }

  private func read<T>(as wanted: TensorType, zero: T) throws -> [T] {
    guard handle != nil else { throw TorchError.take() }
    let source = type == wanted ? self : to(wanted)
    var values = [T](repeating: zero, count: count)
    let read = values.withUnsafeMutableBytes { buffer -> Bool in
      var nothing: UInt8 = 0
      guard let base = buffer.baseAddress else { return ct_read(source.handle, &nothing, 0) }
      return ct_read(source.handle, base, buffer.count)
    }
    guard read else { throw TorchError.take() }
    return values
  }
}
