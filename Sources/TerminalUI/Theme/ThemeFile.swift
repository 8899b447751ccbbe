import Catalog
import Foundation
import TOMLKit

/// Reads a theme from TOML: `name`, `summary`, `dark`, `[colors]` and `[emphasis]` by role, `[series] colors`,
/// `[maps] sequential, diverging`.
///
/// Roles that a file leaves out are taken from the built-in theme; unknown ones are refused, so that a slip of
/// the pen is not silently ignored.
struct ThemeFile {
  let path: String
  let text: String

  /// - Throws: ``UserError`` naming the file, the line, what was found and what was expected.
  func theme() throws -> Theme {
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw UserError("\(path), line \(error.source.begin.line): \(error.description)")
    }
    try refuseUnknown(
      in: table, of: ["name", "summary", "dark", "colors", "emphasis", "series", "maps"], section: nil)
    var theme = Theme.dark
    theme.name = table["name"]?.string ?? Self.name(of: path)
    theme.summary = table["summary"]?.string ?? ""
    if let value = table["dark"] {
      guard let isDark = value.bool else {
        throw refuse("dark", nil, found(value), "true or false")
      }
      theme.isDark = isDark
    }
    try readColors(table, into: &theme)
    try readEmphasis(table, into: &theme)
    try readSeries(table, into: &theme)
    try readMaps(table, into: &theme)
    return theme
  }

  static func name(of path: String) -> String {
    URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
  }

  private func readColors(_ table: TOMLTable, into theme: inout Theme) throws {
    guard let value = table["colors"] else { return }
    guard let colors = value.table else { throw refuse("colors", nil, "found no table", "[colors]") }
    try refuseUnknown(in: colors, of: Role.named.map(\.name), section: "colors")
    for (name, role) in Role.named {
      guard let value = colors[name] else { continue }
      theme.colors[role] = try color(value, key: name, section: "colors")
    }
  }

  private static let attributes: [(name: String, attributes: Attributes)] = [
    ("bold", .bold), ("dim", .dim), ("italic", .italic), ("reverse", .reverse), ("underline", .underline),
  ]

  private func readEmphasis(_ table: TOMLTable, into theme: inout Theme) throws {
    guard let value = table["emphasis"] else { return }
    guard let emphasis = value.table else { throw refuse("emphasis", nil, "found no table", "[emphasis]") }
    try refuseUnknown(in: emphasis, of: Role.named.map(\.name), section: "emphasis")
    for (name, role) in Role.named {
      guard let value = emphasis[name] else { continue }
      guard let known = Self.attributes.first(where: { $0.name == value.string }) else {
        throw refuse(
          name, "emphasis", found(value), "one of \(Self.attributes.map(\.name).joined(separator: ", "))")
      }
      theme.emphasis[role] = known.attributes
    }
  }

  private func readSeries(_ table: TOMLTable, into theme: inout Theme) throws {
    guard let value = table["series"] else { return }
    guard let list = value.table?["colors"]?.array else {
      throw refuse("series", nil, "found no list 'colors'", "colors = [\"#rrggbb\", …]")
    }
    theme.series = try list.map { try color($0, key: "colors", section: "series") }
    guard theme.series.count >= 8 else {
      throw refuse("colors", "series", "found \(theme.series.count) colours", "at least 8")
    }
  }

  private func readMaps(_ table: TOMLTable, into theme: inout Theme) throws {
    guard let value = table["maps"] else { return }
    guard let maps = value.table else { throw refuse("maps", nil, "found no table", "[maps]") }
    try refuseUnknown(in: maps, of: ["sequential", "diverging"], section: "maps")
    if let value = maps["sequential"] { theme.sequential = try map(value, "sequential", isDiverging: false) }
    if let value = maps["diverging"] { theme.diverging = try map(value, "diverging", isDiverging: true) }
  }

  private func map(_ value: any TOMLValueConvertible, _ key: String, isDiverging: Bool) throws -> ColorMap {
    let known = ColorMap.all.filter { $0.isDiverging == isDiverging }
    guard let map = known.first(where: { $0.name == value.string }) else {
      throw refuse(
        key, "maps", found(value), "one of \(known.map(\.name).joined(separator: ", "))")
    }
    return map
  }

  private func color(_ value: any TOMLValueConvertible, key: String, section: String) throws -> Color {
    guard let text = value.string, let color = Color(hexadecimal: text) else {
      throw refuse(key, section, found(value), "a colour \"#rrggbb\"")
    }
    return color
  }

  private func refuseUnknown(in table: TOMLTable, of known: [String], section: String?) throws {
    for key in table.keys.sorted() where !known.contains(key) {
      let line = self.line(of: key, section: section).map { ", line \($0)" } ?? ""
      throw UserError("\(path)\(line): \(unknownName(key, kind: "key of a theme", known: known).message)")
    }
  }

  private func found(_ value: any TOMLValueConvertible) -> String {
    "found '\(value.string ?? value.debugDescription)'"
  }

  private func refuse(_ key: String, _ section: String?, _ found: String, _ expected: String) -> UserError {
    let line = self.line(of: key, section: section).map { ", line \($0)" } ?? ""
    return UserError("\(path)\(line): \(key): \(found), expected \(expected)")
  }

  /// Where a key stands; TOMLKit tells the place of a syntax error only.
  private func line(of key: String, section: String?) -> Int? {
    var current: String?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let words = line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)[0]
        .trimmingCharacters(in: .whitespaces)
      if words.hasPrefix("["), words.hasSuffix("]"), !words.contains("=") {
        current = String(words.dropFirst().dropLast()).trimmingCharacters(in: .whitespaces)
        if section == nil, current == key { return index + 1 }
      } else if current == section, let equals = words.firstIndex(of: "="),
        words[..<equals].trimmingCharacters(in: CharacterSet(charactersIn: " \t\"'")) == key
      {
        return index + 1
      }
    }
    return nil
  }
}
