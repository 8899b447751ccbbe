import Catalog
import Foundation

/// NumPy's array file, versions 1 to 3: `|u1`, `<f4` and `<f8` in C order.
public enum NPY {
  public static func begins(_ data: Data) -> Bool {
    data.starts(with: [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59])
  }

  /// - Throws: ``UserError`` naming `place`, what was found and what was expected.
  public static func decode(_ data: Data, place: String) throws -> ArrayValue {
    func refuse(_ reason: String) -> UserError { UserError("\(place): not a readable npy file: \(reason)") }
    let file = Array(data.prefix(12))
    guard file.count == 12, begins(data) else { throw refuse("the header is cut off") }
    guard (1...3).contains(file[6]) else { throw refuse("found version \(file[6]), expected 1, 2 or 3") }
    let wide = file[6] > 1, start = wide ? 12 : 10
    let length = (8..<start).reversed().reduce(0) { $0 << 8 | Int(file[$1]) }
    guard length <= 65_535, start + length <= data.count else {
      throw refuse("found a header length of \(length), but only \(data.count - start) bytes follow")
    }
    let base = data.startIndex + start
    let header = String(decoding: data[base..<(base + length)], as: UTF8.self)
    let elementType = try elementType(header, refuse)
    let shape = try shape(header, refuse)
    guard field(header, "fortran_order") == "False" else { throw refuse("expected C order") }
    var size = elementType.size
    for extent in shape where extent > 0 {
      let (product, overflow) = size.multipliedReportingOverflow(by: extent)
      guard !overflow else { throw refuse("the shape \(shape) is too large for any machine") }
      size = product
    }
    if shape.contains(0) { size = 0 }
    guard data.count - start - length == size else {
      throw refuse("found \(data.count - start - length) bytes of data, expected \(size) for shape \(shape)")
    }
    let bytes = data[(base + length)...].withUnsafeBytes { Data($0) }
    return ArrayValue(shape: shape, elementType: elementType, bytes: bytes)
  }

  private static func elementType(_ header: String, _ refuse: (String) -> UserError) throws -> ElementType {
    switch field(header, "descr") {
    case "'|u1'": return .uint8
    case "'<f4'": return .float32
    case "'<f8'": return .float64
    case let other:
      throw refuse("found the type \(printable(other ?? "nowhere")), expected '|u1', '<f4' or '<f8'")
    }
  }

  private static func shape(_ header: String, _ refuse: (String) -> UserError) throws -> [Int] {
    guard let tuple = field(header, "shape"), tuple.hasPrefix("("), tuple.hasSuffix(")") else {
      throw refuse("found no shape in its header")
    }
    var parts = tuple.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    // `(3,)` and `()` end in nothing.
    if parts.last == "" { parts.removeLast() }
    let extents = parts.compactMap { Int($0) }.filter { $0 >= 0 }
    guard extents.count == parts.count else { throw refuse("found the shape \(printable(tuple))") }
    return extents
  }

  /// The value that stands behind a key in the header's dictionary, as Python spells it.
  private static func field(_ header: String, _ key: String) -> String? {
    guard let start = header.range(of: "'\(key)':") else { return nil }
    let rest = header[start.upperBound...].drop { $0 == " " }
    switch rest.first {
    case "(": return rest.firstIndex(of: ")").map { String(rest[...$0]) }
    case "'": return rest.dropFirst().firstIndex(of: "'").map { String(rest[...$0]) }
    default: return String(rest.prefix { $0 != "," && $0 != "}" })
    }
  }
}
