import Foundation

/// A safetensors file: named arrays behind a JSON header, read by memory map.
///
/// The format: an unsigned 64-bit little-endian length, a JSON header of that many bytes
/// (`{"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, …}`), then the arrays' bytes, row-major
/// and little-endian, without gaps. Everything the header claims is checked before any of it is used.
public struct Safetensors: Sendable {
  /// Where the file came from, for messages.
  public let path: String
  /// The free strings under `__metadata__`.
  public let metadata: [String: String]
  /// The arrays in the order of their bytes.
  public let entries: [Entry]

  private let places: [String: Int]
  private let data: Data

  /// One array as the header describes it.
  public struct Entry: Sendable, Equatable {
    public let name: String
    public let dtype: Dtype
    public let shape: [Int]
    /// Its bytes, counted from the end of the header.
    public let range: Range<Int>
  }

  /// Maps the file and checks its header; the arrays' own bytes are not touched.
  ///
  /// - Throws: ``UserError`` naming the file, what was found and what was expected.
  public init(contentsOf path: String) throws {
    try self.init(data: MappedFile.read(path), path: path)
  }

  /// - Throws: as ``init(contentsOf:)``.
  public init(data: Data, path: String) throws {
    let header = try SafetensorsHeader(of: data, path: path)
    self.path = path
    metadata = header.metadata
    entries = header.entries
    places = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.name, $0) })
    self.data = data[(data.startIndex + header.end)...]
  }

  public var names: [String] { entries.map(\.name) }

  /// - Throws: ``UserError`` that offers the nearest name when there is no such array.
  public func entry(_ name: String) throws -> Entry {
    guard let place = places[name] else {
      let known = names.prefix(20).map(printable)
      throw UserError("\(path): " + unknownName(name, kind: "tensor", known: known).message)
    }
    return entries[place]
  }

  public func contains(_ name: String) -> Bool { places[name] != nil }

  /// The array's bytes in the file's own element type, not copied: a slice of the map.
  public func slice(_ name: String) throws -> Data {
    let range = try entry(name).range
    return data[(data.startIndex + range.lowerBound)..<(data.startIndex + range.upperBound)]
  }

  /// The array as a value, copied out of the map. F16 and BF16 become `float32`, which holds them exactly.
  ///
  /// - Throws: ``UserError`` for an unknown name, or a BOOL that is neither 0 nor 1.
  public func array(_ name: String) throws -> ArrayValue {
    let entry = try entry(name), bytes = try slice(name)
    if entry.dtype == .bool, let odd = bytes.first(where: { $0 > 1 }) {
      throw UserError("\(path): tensor '\(name)': found the byte \(odd) among BOOL values, expected 0 or 1")
    }
    return ArrayValue(
      shape: entry.shape, elementType: entry.dtype.elementType, bytes: entry.dtype.widen(bytes))
  }

  /// Every array by its name.
  public func arrays() throws -> [String: ArrayValue] {
    try Dictionary(uniqueKeysWithValues: entries.map { ($0.name, try array($0.name)) })
  }

  /// Writes the arrays to `path`, whole or not at all. Equal arrays give equal bytes.
  ///
  /// - Throws: ``UserError`` when the file cannot be written.
  public static func write(
    _ arrays: [String: ArrayValue], metadata: [String: String] = [:], to path: String
  ) throws {
    precondition(arrays["__metadata__"] == nil, "__metadata__ is not a tensor's name")
    // Wide elements first: with a header padded to 8 bytes every array then starts at a multiple of its size.
    let ordered = arrays.sorted {
      ($1.value.elementType.size, $0.key) < ($0.value.elementType.size, $1.key)
    }
    let header = SafetensorsHeader.encode(ordered.map { ($0.key, $0.value) }, metadata: metadata)
    try WholeFile.write([header] + ordered.map(\.value.bytes), to: path)
  }
}

/// The element types of the format that are read here, under the format's names.
public enum Dtype: String, Sendable, CaseIterable {
  case float64 = "F64"
  case float32 = "F32"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case int64 = "I64"
  case int32 = "I32"
  case uint8 = "U8"
  case bool = "BOOL"

  /// Bytes per element in the file.
  public var size: Int { self == .float16 || self == .bfloat16 ? 2 : elementType.size }

  /// What the elements are in memory.
  public var elementType: ElementType {
    switch self {
    case .float64: .float64
    case .float32, .float16, .bfloat16: .float32
    case .int64: .int64
    case .int32: .int32
    case .uint8: .uint8
    case .bool: .bool
    }
  }

  init(_ elementType: ElementType) {
    switch elementType {
    case .float64: self = .float64
    case .float32: self = .float32
    case .int64: self = .int64
    case .int32: self = .int32
    case .uint8: self = .uint8
    case .bool: self = .bool
    }
  }

  /// A copy of the bytes, half precision widened to single.
  fileprivate func widen(_ bytes: Data) -> Data {
    switch self {
    case .float16: Self.widen(bytes, Self.single(half:))
    case .bfloat16: Self.widen(bytes) { UInt32($0) << 16 }
    default: bytes.withUnsafeBytes { Data($0) }
    }
  }

  private static func widen(_ bytes: Data, _ convert: (UInt16) -> UInt32) -> Data {
    bytes.withUnsafeBytes { raw in
      var wide = Data(count: raw.count * 2)
      wide.withUnsafeMutableBytes { target in
        for i in 0..<(raw.count / 2) {
          let narrow = raw.loadUnaligned(fromByteOffset: 2 * i, as: UInt16.self)
          target.storeBytes(of: convert(narrow), toByteOffset: 4 * i, as: UInt32.self)
        }
      }
      return wide
    }
  }

  /// IEEE 754 binary16 to the bits of binary32; `Float16` does not exist on every platform.
  private static func single(half: UInt16) -> UInt32 {
    let sign = UInt32(half >> 15) << 31, exponent = UInt32(half >> 10) & 31
    let fraction = UInt32(half) & 0x3ff
    switch exponent {
    case 0: return sign | (Float(fraction) * 0x1p-24).bitPattern
    case 31: return sign | 0x7f80_0000 | fraction << 13
    default: return sign | (exponent + 112) << 23 | fraction << 13
    }
  }
}
