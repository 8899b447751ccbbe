import Foundation

/// The element types that cross the border between tensors and values.
public enum ElementType: String, Codable, Sendable, CaseIterable {
  case float32, float64, int64, int32, uint8, bool

  /// Bytes per element.
  public var size: Int {
    switch self {
    case .float32, .int32: 4
    case .float64, .int64: 8
    case .uint8, .bool: 1
    }
  }
}

/// A dense, row-major array as a value: what leaves a job instead of a tensor.
///
/// `bytes` holds `shape.product * elementType.size` bytes in the machine's (little-endian) order.
public struct ArrayValue: Codable, Sendable, Equatable {
  public let shape: [Int]
  public let elementType: ElementType
  public let bytes: Data

  public init(shape: [Int], elementType: ElementType, bytes: Data) {
    precondition(
      bytes.count == shape.reduce(1, *) * elementType.size,
      "ArrayValue: \(bytes.count) bytes do not fill shape \(shape) of \(elementType.rawValue)")
    self.shape = shape
    self.elementType = elementType
    self.bytes = bytes
  }

  public init(_ values: [Float], shape: [Int]? = nil) {
    self.init(
      shape: shape ?? [values.count], elementType: .float32,
      bytes: values.withUnsafeBytes { Data($0) })
  }

  public init(_ values: [Double], shape: [Int]? = nil) {
    self.init(
      shape: shape ?? [values.count], elementType: .float64,
      bytes: values.withUnsafeBytes { Data($0) })
  }

  public init(_ values: [Int], shape: [Int]? = nil) {
    self.init(
      shape: shape ?? [values.count], elementType: .int64,
      bytes: values.withUnsafeBytes { Data($0) })
  }

  /// A file may claim any shape: one that the bytes do not fill is refused.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    shape = try container.decode([Int].self, forKey: .shape)
    elementType = try container.decode(ElementType.self, forKey: .elementType)
    bytes = try container.decode(Data.self, forKey: .bytes)
    var length: Int? = elementType.size
    for side in shape {
      guard side >= 0, let product = length?.multipliedReportingOverflow(by: side), !product.overflow else {
        length = nil
        break
      }
      length = product.partialValue
    }
    guard length == bytes.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .bytes, in: container,
        debugDescription: "\(bytes.count) bytes do not fill shape \(shape) of \(elementType.rawValue)")
    }
  }

  /// Number of elements.
  public var count: Int { shape.reduce(1, *) }

  /// The elements as `Float`, whatever the element type.
  public var floats: [Float] { convert({ $0 }, { Float($0) }, { Float($0) }, { Float($0) }) }

  /// The elements as `Double`, whatever the element type.
  public var doubles: [Double] { convert({ Double($0) }, { $0 }, { Double($0) }, { Double($0) }) }

  /// The elements as `Int`; fractions are cut off. What no `Int` holds becomes the nearest one, and NaN 0: an array
  /// may come out of a file, and reading it must not stop the program.
  public var integers: [Int] {
    convert({ Self.integer(Double($0)) }, Self.integer, { Int($0) }, { Int($0) })
  }

  private static func integer(_ value: Double) -> Int {
    Int(exactly: value.rounded(.towardZero)) ?? (value > 0 ? .max : value < 0 ? .min : 0)
  }

  /// The position of the first NaN or infinity, when there is one.
  public var firstNonFinite: Int? {
    bytes.withUnsafeBytes { raw in
      switch elementType {
      case .float32: read(raw, Float.self).firstIndex { !$0.isFinite }
      case .float64: read(raw, Double.self).firstIndex { !$0.isFinite }
      default: nil
      }
    }
  }

  private func convert<T>(
    _ single: (Float) -> T, _ double: (Double) -> T, _ integer: (Int64) -> T, _ byte: (UInt8) -> T
  ) -> [T] {
    bytes.withUnsafeBytes { raw in
      switch elementType {
      case .float32: read(raw, Float.self).map(single)
      case .float64: read(raw, Double.self).map(double)
      case .int64: read(raw, Int64.self).map(integer)
      case .int32: read(raw, Int32.self).map { integer(Int64($0)) }
      case .uint8, .bool: raw.map(byte)
      }
    }
  }

  private func read<T>(_ raw: UnsafeRawBufferPointer, _ type: T.Type) -> [T] {
    let stride = MemoryLayout<T>.stride
    return (0..<(raw.count / stride)).map { raw.loadUnaligned(fromByteOffset: $0 * stride, as: T.self) }
  }
}
