import Catalog
import TOMLKit

/// One table of a TOML file; what it lacks or holds wrongly is refused in one line.
struct TOMLReader {
  let table: TOMLTable
  /// Where the table stands: `network.toml, layer 'fc1'`.
  let place: String

  /// - Throws: `UserError` naming the line.
  init(text: String, path: String) throws {
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw UserError("\(path), line \(error.source.begin.line): \(printable(error.description))")
    }
    place = path
  }

  init(_ table: TOMLTable, place: String) {
    self.table = table
    self.place = place
  }

  func refuse(_ key: String, expected: String) -> UserError {
    UserError("\(place): \(key): found \(Self.spell(table[key])), expected \(expected)")
  }

  /// - Throws: `UserError` for a key that is not in `known`.
  func allowOnly(_ known: [String], of kind: String) throws {
    if let stray = table.keys.sorted().first(where: { !known.contains($0) }) {
      throw UserError(
        "\(place): \(unknownName(printable(stray), kind: "key of \(kind)", known: known.sorted()).message)")
    }
  }

  func subtable(_ key: String) throws -> TOMLReader {
    guard let found = table[key]?.table else { throw refuse(key, expected: "the table [\(key)]") }
    return TOMLReader(found, place: "\(place), [\(key)]")
  }

  /// Words without control characters, which would reach the terminal.
  func text(_ key: String) throws -> String {
    guard let found = table[key]?.string, !found.isEmpty, printable(found) == found else {
      throw refuse(key, expected: "a word in quotes, without control characters")
    }
    return found
  }

  func texts(_ key: String) throws -> [String] {
    try list(key, of: "words in quotes, without control characters") { item in
      item.string.flatMap { $0.isEmpty || printable($0) != $0 ? nil : $0 }
    }
  }

  func number(_ key: String) throws -> Double {
    guard let found = table[key], let number = found.double ?? found.int.map(Double.init) else {
      throw refuse(key, expected: "a number")
    }
    return number
  }

  func integers(_ key: String) throws -> [Int] { try list(key, of: "whole numbers") { $0.int } }

  func numbers(_ key: String) throws -> [Double] {
    try list(key, of: "numbers") { $0.double ?? $0.int.map(Double.init) }
  }

  /// A value of a layer's own key.
  func value(_ key: String) throws -> LayerKeys.Value {
    let found = table[key]
    if let flag = found?.bool { return .flag(flag) }
    if let integer = found?.int { return .integer(integer) }
    if let number = found?.double { return .real(number) }
    if let text = found?.string { return .text(text) }
    if found?.array != nil { return .integers(try integers(key)) }
    throw refuse(key, expected: "a number, a word, true or false, or a list of whole numbers")
  }

  private func list<Item>(
    _ key: String, of expected: String, _ read: (TOMLValueConvertible) -> Item?
  ) throws -> [Item] {
    guard let array = table[key]?.array else { throw refuse(key, expected: "a list of \(expected)") }
    return try (0..<array.count).map { index in
      guard let item = read(array[index]) else { throw refuse(key, expected: "a list of \(expected)") }
      return item
    }
  }

  private static func spell(_ value: TOMLValueConvertible?) -> String {
    guard let value else { return "nothing" }
    if let text = value.string { return "'\(printable(text))'" }
    if let flag = value.bool { return "\(flag)" }
    if let integer = value.int { return "\(integer)" }
    if let number = value.double { return "\(number)" }
    if let array = value.array {
      let shown = (0..<min(array.count, 8)).map { spell(array[$0]) }
      return "[\(shown.joined(separator: ", "))\(array.count > 8 ? ", …" : "")]"
    }
    return value.table == nil ? "a date or time" : "a table"
  }
}
