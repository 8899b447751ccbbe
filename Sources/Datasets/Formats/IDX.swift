import Catalog
import Foundation

/// The IDX format of MNIST: two zero bytes, an element type, the number of dimensions, their sizes as big-endian
/// 32-bit numbers, then the elements. Plain or gzip.
///
/// Only unsigned bytes (type 8) are read: no published data set that is used here has another type.
public enum IDX {
  /// What a file holds, and the SHA-256 of its content (of what is inside, when it is gzip).
  public struct Content: Sendable {
    public let array: ArrayValue
    public let checksum: String
  }

  /// - Parameter dimensions: How many dimensions the file must have, such as 3 for grey pictures.
  /// - Throws: ``UserError`` naming the file, what was found and what was expected.
  public static func read(_ path: String, dimensions: Int) throws -> Content {
    try decode(MappedFile.read(path), dimensions: dimensions, place: path)
  }

  /// - Throws: as ``read(_:dimensions:)``.
  public static func decode(_ file: Data, dimensions: Int, place: String) throws -> Content {
    let header = 4 + 4 * dimensions
    let isCompressed = Gzip.begins(file)
    let head = isCompressed ? try Gzip.peek(file, count: header, place: place) : file.prefix(header)
    let shape = try shape(of: Array(head), dimensions: dimensions, place: place)
    let size = header + shape.reduce(1, *)
    let data = isCompressed ? try Gzip.inflate(file, limit: size, place: place) : file
    guard data.count == size else {
      throw UserError(
        "\(place): found \(data.count) bytes, expected \(size) for \(shape.map(String.init).joined(separator: " x "))"
      )
    }
    return data.withUnsafeBytes { raw in
      var hash = SHA256()
      hash.update(raw)
      let elements = Data(UnsafeRawBufferPointer(rebasing: raw[header...]))
      return Content(
        array: ArrayValue(shape: shape, elementType: .uint8, bytes: elements), checksum: hash.finish())
    }
  }

  /// The plain file that holds `array`, of unsigned bytes.
  public static func encode(_ array: ArrayValue) -> Data {
    precondition(array.elementType == .uint8, "IDX: found \(array.elementType), expected uint8")
    var file = Data([0, 0, 8, UInt8(array.shape.count)])
    for extent in array.shape {
      withUnsafeBytes(of: UInt32(extent).bigEndian) { file.append(contentsOf: $0) }
    }
    return file + array.bytes
  }

  private static func shape(of head: [UInt8], dimensions: Int, place: String) throws -> [Int] {
    let magic: [UInt8] = [0, 0, 8, UInt8(dimensions)]
    guard head.count >= 4 else {
      throw UserError("\(place): found \(head.count) bytes, expected an IDX header of \(4 + 4 * dimensions)")
    }
    guard Array(head[..<4]) == magic else {
      throw UserError(
        "\(place): found the magic number \(spell(head[..<4])), expected \(spell(magic[...])) (IDX, unsigned bytes, "
          + "\(dimensions) dimension\(dimensions == 1 ? "" : "s"))")
    }
    guard head.count == 4 + 4 * dimensions else {
      throw UserError("\(place): found \(head.count) bytes, expected an IDX header of \(4 + 4 * dimensions)")
    }
    let shape = (0..<dimensions).map { dimension in
      head[(4 + 4 * dimension)..<(8 + 4 * dimension)].reduce(0) { $0 << 8 | Int($1) }
    }
    var size = 1
    for extent in shape where extent > 0 {
      let (product, overflow) = size.multipliedReportingOverflow(by: extent)
      guard !overflow, product <= 1 << 40 else {
        throw UserError("\(place): found the sizes \(shape), expected a set that fits into memory")
      }
      size = product
    }
    return shape
  }

  private static func spell(_ bytes: ArraySlice<UInt8>) -> String {
    "0x" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
