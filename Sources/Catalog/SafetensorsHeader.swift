import Foundation

/// The header of a safetensors file, read strictly: it is the part that can lie.
struct SafetensorsHeader {
  let metadata: [String: String]
  /// Sorted by offset; together they cover the rest of the file without gap or overlap.
  let entries: [Safetensors.Entry]
  /// Offset in the file of the first array's bytes.
  let end: Int

  /// The format's own limit.
  static let longest = 100_000_000

  init(of data: Data, path: String) throws {
    func refuse(_ reason: String) -> UserError {
      UserError("\(path): not a valid safetensors file: \(printable(reason))")
    }
    guard data.count >= 8 else {
      throw refuse("found \(data.count) bytes, expected at least the 8 of the header's length")
    }
    let length = data.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    guard length <= UInt64(Self.longest) else {
      throw refuse("found a header length of \(length), expected at most \(Self.longest)")
    }
    guard length <= UInt64(data.count - 8) else {
      throw refuse("found a header length of \(length), but only \(data.count - 8) bytes follow")
    }
    end = 8 + Int(length)
    do {
      var metadata: [String: String] = [:], entries: [Safetensors.Entry] = []
      let header = data[(data.startIndex + 8)..<(data.startIndex + end)]
      let text = try header.withUnsafeBytes { bytes in
        if let first = bytes.first, first != UInt8(ascii: "{") {
          throw StrictJSON.Refusal("found the byte \(first) at its start, expected '{'")
        }
        var scanner = StrictJSON(bytes)
        return try Self.members(&scanner, &metadata)
      }
      entries = try text.map { try Self.entry($0) }
      self.metadata = metadata
      self.entries = try Self.inOrder(entries, filling: data.count - end)
    } catch let error as StrictJSON.Refusal {
      throw refuse("header: \(error.reason)")
    }
  }

  /// A member of the header before its claims are checked.
  private struct Claim {
    let name: String
    var dtype: String?
    var shape: [Int]?
    var offsets: [Int]?
  }

  private static func members(
    _ scanner: inout StrictJSON, _ metadata: inout [String: String]
  ) throws -> [Claim] {
    var claims: [Claim] = []
    try scanner.object { scanner, name in
      guard name != "__metadata__" else {
        try scanner.object { scanner, key in metadata[key] = try scanner.string() }
        return
      }
      var claim = Claim(name: name)
      try scanner.object { scanner, field in
        switch field {
        case "dtype": claim.dtype = try scanner.string()
        case "shape": claim.shape = try scanner.integers()
        case "data_offsets": claim.offsets = try scanner.integers()
        default:
          throw StrictJSON.Refusal(
            "tensor '\(name)' has the field '\(field)', expected dtype, shape and data_offsets")
        }
      }
      claims.append(claim)
    }
    try scanner.end()
    return claims
  }

  private static func entry(_ claim: Claim) throws -> Safetensors.Entry {
    func refuse(_ reason: String) -> StrictJSON.Refusal {
      StrictJSON.Refusal("tensor '\(claim.name)': \(reason)")
    }
    guard let name = claim.dtype else { throw refuse("no dtype") }
    guard let shape = claim.shape else { throw refuse("no shape") }
    guard let offsets = claim.offsets else { throw refuse("no data_offsets") }
    guard let dtype = Dtype(rawValue: name) else {
      throw refuse(
        "found dtype '\(name)', expected one of \(Dtype.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    guard offsets.count == 2, offsets[0] <= offsets[1] else {
      throw refuse("found data_offsets \(offsets), expected [begin, end] with begin ≤ end")
    }
    var size = dtype.size
    // A 0 elsewhere in the shape must not hide that the rest overflows what libraries multiply.
    for extent in shape.filter({ $0 != 0 }) {
      let (product, overflow) = size.multipliedReportingOverflow(by: extent)
      guard !overflow else { throw refuse("the shape \(shape) is too large for any machine") }
      size = product
    }
    if shape.contains(0) { size = 0 }
    guard offsets[1] - offsets[0] == size else {
      throw refuse(
        "found \(offsets[1] - offsets[0]) bytes between its offsets, expected \(size) for \(name) of shape \(shape)"
      )
    }
    return Safetensors.Entry(name: claim.name, dtype: dtype, shape: shape, range: offsets[0]..<offsets[1])
  }

  /// Sorts by offset and checks that the arrays stand one behind the other up to the end of the file.
  private static func inOrder(
    _ entries: [Safetensors.Entry], filling count: Int
  ) throws -> [Safetensors.Entry] {
    let sorted = entries.sorted {
      ($0.range.lowerBound, $0.range.upperBound, $0.name) < (
        $1.range.lowerBound, $1.range.upperBound, $1.name
      )
    }
    var position = 0
    for entry in sorted {
      guard entry.range.upperBound <= count else {
        throw StrictJSON.Refusal(
          "tensor '\(entry.name)' ends at \(entry.range.upperBound), but only \(count) bytes of data are there"
        )
      }
      guard entry.range.lowerBound == position else {
        let fault = entry.range.lowerBound < position ? "overlaps the tensor before it" : "leaves a gap"
        throw StrictJSON.Refusal(
          "tensor '\(entry.name)' \(fault): found offset \(entry.range.lowerBound), expected \(position)")
      }
      position = entry.range.upperBound
    }
    guard position == count else {
      throw StrictJSON.Refusal("found \(count) bytes of data, expected \(position) by the offsets")
    }
    return sorted
  }

  /// The length and the header of a file that holds `arrays` in this order, padded with spaces to 8 bytes.
  static func encode(_ arrays: [(name: String, value: ArrayValue)], metadata: [String: String]) -> Data {
    var members: [String] = []
    if !metadata.isEmpty {
      members.append("\"__metadata__\":" + JSONValue.object(metadata.mapValues(JSONValue.string)).line)
    }
    var position = 0
    for (name, value) in arrays {
      let end = position + value.bytes.count
      let shape = value.shape.map(String.init).joined(separator: ",")
      members.append(
        JSONValue.string(name).line
          + ":{\"dtype\":\"\(Dtype(value.elementType).rawValue)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(position),\(end)]}")
      position = end
    }
    var header = Data("{\(members.joined(separator: ","))}".utf8)
    header.append(Data(repeating: 0x20, count: (8 - header.count % 8) % 8))
    return withUnsafeBytes(of: UInt64(header.count).littleEndian) { Data($0) } + header
  }
}
