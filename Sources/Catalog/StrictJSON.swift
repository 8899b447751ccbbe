/// A forward scanner over the JSON that a safetensors header may hold: objects, strings, and lists of whole
/// numbers that are not negative.
///
/// Foundation's decoder keeps one of two equal keys in silence; here that is an error, because two readers
/// of such a file would see two different networks.
struct StrictJSON {
  struct Refusal: Error {
    let reason: String
    init(_ reason: String) { self.reason = reason }
  }

  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Reads an object; `member` must read the value that belongs to the key it is given.
  mutating func object(_ member: (inout StrictJSON, String) throws -> Void) throws {
    try expect("{")
    if skip("}") { return }
    var seen: Set<String> = []
    repeat {
      let key = try string()
      guard seen.insert(key).inserted else { throw Refusal("the key '\(key)' stands twice") }
      try expect(":")
      try member(&self, key)
    } while skip(",")
    try expect("}")
  }

  /// Reads a list such as `[2, 3]`.
  mutating func integers() throws -> [Int] {
    try expect("[")
    if skip("]") { return [] }
    var values: [Int] = []
    repeat { values.append(try integer()) } while skip(",")
    try expect("]")
    return values
  }

  /// Reads a string with all of JSON's escapes.
  mutating func string() throws -> String {
    try expect("\"")
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw Refusal("a string before byte \(position) is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): try escape(&text)
      case 0..<0x20: throw Refusal("a control character inside a string at byte \(position - 1)")
      default: text.append(byte)
      }
    }
    throw Refusal("a string without an end")
  }

  /// Only white space may follow.
  mutating func end() throws {
    skipSpace()
    guard position == bytes.count else { throw unexpected("the end of the header") }
  }

  private mutating func integer() throws -> Int {
    skipSpace()
    let start = position
    var value = 0
    while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
      let (tens, tooMany) = value.multipliedReportingOverflow(by: 10)
      let (sum, tooLarge) = tens.addingReportingOverflow(Int(bytes[position] - 0x30))
      guard !tooMany, !tooLarge else { throw Refusal("a number at byte \(start) is beyond 64 bits") }
      value = sum
      position += 1
    }
    guard position > start else { throw unexpected("a whole number") }
    guard position == start + 1 || bytes[start] != 0x30 else {
      throw Refusal("a number with a leading zero at byte \(start)")
    }
    return value
  }

  private mutating func escape(_ text: inout [UInt8]) throws {
    guard position < bytes.count else { throw Refusal("a string without an end") }
    let letter = bytes[position]
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0c)
    case UInt8(ascii: "n"): text.append(0x0a)
    case UInt8(ascii: "r"): text.append(0x0d)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text += Array(String(try codePoint()).utf8)
    default: throw Refusal("an unknown escape in a string at byte \(position - 1)")
    }
  }

  private mutating func codePoint() throws -> Unicode.Scalar {
    var code = try hexadecimal()
    if (0xd800..<0xdc00).contains(code), skipExactly("\\u") {
      let low = try hexadecimal()
      if (0xdc00..<0xe000).contains(low) { code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00) }
    }
    guard let scalar = Unicode.Scalar(code) else {
      throw Refusal("half of a surrogate pair in a string at byte \(position)")
    }
    return scalar
  }

  private mutating func hexadecimal() throws -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard position < bytes.count,
        let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue
      else { throw Refusal("a broken \\u escape at byte \(position)") }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0a, 0x0d: position += 1
      default: return
      }
    }
  }

  private mutating func skip(_ mark: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: mark) else { return false }
    position += 1
    return true
  }

  private mutating func skipExactly(_ marks: StaticString) -> Bool {
    let count = marks.utf8CodeUnitCount
    guard position + count <= bytes.count,
      (0..<count).allSatisfy({ bytes[position + $0] == marks.utf8Start[$0] })
    else { return false }
    position += count
    return true
  }

  private mutating func expect(_ mark: Unicode.Scalar) throws {
    guard skip(mark) else { throw unexpected("'\(mark)'") }
  }

  private func unexpected(_ expected: String) -> Refusal {
    guard position < bytes.count else { return Refusal("it ends where \(expected) is expected") }
    let byte = bytes[position]
    let found =
      (0x21..<0x7f).contains(byte) ? "'\(Unicode.Scalar(byte))'" : "the byte 0x" + String(byte, radix: 16)
    return Refusal("found \(found) at byte \(position), expected \(expected)")
  }
}
