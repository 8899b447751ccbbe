import Catalog
import Foundation

/// The binary form of CIFAR-10 and CIFAR-100: records of one or two label bytes, then 1024 bytes of red, of green and
/// of blue, rows from the top. No header. Plain or gzip.
///
/// CIFAR-100 has two labels, the coarse one first; the last one is taken.
struct CIFARRecords: Sendable {
  /// How many records the file has.
  let count: Int
  let classCount: Int
  /// Label bytes before the pixels: 1 or 2.
  let labelCount: Int

  static let side = 32
  static let pixelCount = 3 * side * side

  private var size: Int { labelCount + Self.pixelCount }

  /// The records as they are, `[count, 3073 or 3074]`, and the SHA-256 of the content.
  ///
  /// - Throws: ``UserError`` naming `place` for another number of bytes or a label that is none.
  func decode(_ file: Data, place: String) throws -> (array: ArrayValue, checksum: String) {
    let whole = count * size
    let data = Gzip.begins(file) ? try Gzip.inflate(file, limit: whole, place: place) : file
    guard data.count == whole else {
      throw UserError(
        "\(place): found \(data.count) bytes, expected \(whole): \(count) records of \(size)")
    }
    try data.withUnsafeBytes { raw in
      for record in 0..<count where Int(raw[record * size + labelCount - 1]) >= classCount {
        throw UserError(
          "\(place): found the label \(raw[record * size + labelCount - 1]) in record \(record), expected "
            + "0…\(classCount - 1)")
      }
    }
    return (ArrayValue(shape: [count, size], elementType: .uint8, bytes: data), SHA256.hash(data))
  }

  /// Files of records as one split.
  ///
  /// - Throws: ``UserError`` unless every class occurs equally often, as it does in what was published: this notices a
  ///   file that stands in another's place.
  static func assemble(
    _ files: [ArrayValue], labelCount: Int, classNames: [String]
  ) throws -> (inputs: ArrayValue, labels: [Int]) {
    let count = files.reduce(0) { $0 + $1.shape[0] }, size = labelCount + pixelCount
    var labels: [Int] = []
    labels.reserveCapacity(count)
    // Not cleared first: every byte is written below.
    let pixels = UnsafeMutableRawPointer.allocate(byteCount: max(1, count * pixelCount), alignment: 16)
    for file in files {
      file.bytes.withUnsafeBytes { raw in
        guard let start = raw.baseAddress else { return }
        for record in 0..<file.shape[0] {
          (pixels + labels.count * pixelCount).copyMemory(
            from: start + record * size + labelCount, byteCount: pixelCount)
          labels.append(Int(raw[record * size + labelCount - 1]))
        }
      }
    }
    let bytes = Data(
      bytesNoCopy: pixels, count: count * pixelCount,
      deallocator: .custom { pointer, _ in pointer.deallocate() })
    var found = [Int](repeating: 0, count: classNames.count)
    for label in labels { found[label] += 1 }
    if let odd = found.firstIndex(where: { $0 != count / classNames.count }) {
      throw UserError(
        "found \(found[odd]) pictures of '\(classNames[odd])', expected \(count / classNames.count) of each class; is "
          + "one file there twice?")
    }
    return (ArrayValue(shape: [count, 3, side, side], elementType: .uint8, bytes: bytes), labels)
  }
}
