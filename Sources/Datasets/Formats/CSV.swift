import Catalog
import Foundation

/// Comma-separated values as RFC 4180 has them: a field may stand in quotes, and then hold commas, line breaks and
/// doubled quotes. Lines end with LF, CRLF or CR; a byte order mark is passed over.
public struct CSV {
  /// One row of a file.
  public struct Record: Sendable, Equatable {
    /// Counted from 1 as a spreadsheet does: a header and empty lines count, line breaks in quotes do not.
    public let row: Int
    public let fields: [String]
  }

  private let bytes: UnsafeRawBufferPointer
  private let separator: UInt8
  private let place: String
  private var position: Int
  private var row = 0

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  private init(_ bytes: UnsafeRawBufferPointer, _ separator: UInt8, _ place: String) {
    self.bytes = bytes
    self.separator = separator
    self.place = place
    position = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
  }

  /// All rows but empty lines; whether they are equally long is not looked at.
  ///
  /// - Parameter separator: an ASCII character.
  /// - Throws: ``UserError`` naming `place`, row and column for a quote that is never closed, stands inside a plain field
  ///   or has text after it, and for bytes that are no UTF-8.
  public static func records(_ data: Data, separator: Character = ",", place: String) throws -> [Record] {
    try data.withUnsafeBytes { bytes in
      var reader = CSV(bytes, separator.asciiValue ?? UInt8(ascii: ","), place), records: [Record] = []
      while let record = try reader.next() { records.append(record) }
      return records
    }
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func next() throws -> Record? {
    row += 1
    while passLineEnd() { row += 1 }
    guard current != nil else { return nil }
    var fields: [String] = []
    repeat { fields.append(try field(column: fields.count + 1)) } while pass(separator)
    _ = passLineEnd()
    return Record(row: row, fields: fields)
  }

  /// CRLF is one end of a line, LF or CR alone another.
  private mutating func passLineEnd() -> Bool {
    let isReturn = pass(Self.carriageReturn)
    return pass(Self.lineFeed) || isReturn
  }

  private mutating func pass(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    position += 1
    return true
  }

  private mutating func field(column: Int) throws -> String {
    func refuse(_ reason: String) -> UserError {
      UserError("\(place): row \(row), column \(column): \(reason)")
    }
    var content: [UInt8] = []
    if pass(Self.quote) {
      while true {
        guard let end = bytes[position...].firstIndex(of: Self.quote) else {
          throw refuse("found a quote that is never closed")
        }
        content += bytes[position..<end]
        position = end + 1
        // A doubled quote is one quote, and the field goes on.
        guard pass(Self.quote) else { break }
        content.append(Self.quote)
      }
      guard endsField(current) else { throw refuse("found text after a closing quote") }
    } else {
      let start = position
      while let byte = current, !endsField(byte) {
        guard byte != Self.quote else {
          throw refuse(
            "found a quote inside a field, expected the whole field in quotes and this one doubled")
        }
        position += 1
      }
      content = Array(bytes[start..<position])
    }
    guard let text = String(validating: content, as: UTF8.self) else {
      throw refuse("found bytes that are no UTF-8")
    }
    return text
  }

  private func endsField(_ byte: UInt8?) -> Bool {
    byte == nil || byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn
  }
}
