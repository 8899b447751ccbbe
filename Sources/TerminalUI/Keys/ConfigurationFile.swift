import Catalog
import Foundation
import TOMLKit

/// A file of settings in TOML as plain values with the lines where they stand; what they mean is its reader's matter.
public struct ConfigurationFile: Sendable, Equatable {
  public enum Value: Sendable, Equatable {
    case text(String)
    case flag(Bool)
    case integer(Int)
    case texts([String])
    /// Anything else.
    case other(String)

    /// As a message quotes it.
    public var spelled: String {
      switch self {
      case .text(let text): "'\(printable(text))'"
      case .flag(let flag): "\(flag)"
      case .integer(let number): "\(number)"
      case .texts(let texts): "[" + texts.map { "'\(printable($0))'" }.joined(separator: ", ") + "]"
      case .other(let what): what
      }
    }
  }

  public struct Entry: Sendable, Equatable {
    /// The tables it stands in: `["keys", "layers"]`.
    public let section: [String]
    public let key: String
    public let value: Value
    /// From 1; nil where the line is not found, as in a table written in one line.
    public let line: Int?
  }

  public let path: String
  public let entries: [Entry]

  /// - Throws: `UserError` naming the file and the line.
  public init(path: String, text: String) throws {
    self.path = path
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw UserError("\(path), line \(error.source.begin.line): \(printable(error.description))")
    }
    entries = Self.entries(table, in: [], Lines(text)).sorted { ($0.line ?? 0) < ($1.line ?? 0) }
  }

  /// The file of that path; nil where there is none.
  /// - Throws: `UserError` for one that cannot be read.
  public init?(path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw UserError("\(path): cannot be read, expected settings in TOML")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw UserError("\(path): not UTF-8, expected settings in TOML")
    }
    try self.init(path: path, text: text)
  }

  /// `config.toml` in the person's configuration folder: `$XDG_CONFIG_HOME/halftone` or `~/.config/halftone`.
  public static func standardPath(environment: [String: String]) -> String {
    if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
      return folder + "/halftone/config.toml"
    }
    return (environment["HOME"] ?? "") + "/.config/halftone/config.toml"
  }

  /// A mistake in the file, with its line.
  public func refuse(_ entry: Entry, _ message: String) -> UserError {
    let name = (entry.section + [entry.key]).map(printable).joined(separator: ".")
    return UserError("\(path)\(entry.line.map { ", line \($0)" } ?? ""): \(name): \(message)")
  }

  private static func entries(_ table: TOMLTable, in section: [String], _ lines: Lines) -> [Entry] {
    table.keys.flatMap { key -> [Entry] in
      guard let value = table[key] else { return [] }
      if let inner = value.table {
        let found = entries(inner, in: section + [key], lines)
        // An empty table still has a name that may be wrong.
        return found.isEmpty
          ? [Entry(section: section, key: key, value: .other("a table"), line: lines.find(section, key))]
          : found
      }
      return [
        Entry(section: section, key: key, value: self.value(value), line: lines.find(section, key))
      ]
    }
  }

  private static func value(_ value: any TOMLValueConvertible) -> Value {
    if let flag = value.bool { return .flag(flag) }
    if let number = value.int { return .integer(number) }
    if let text = value.string { return .text(text) }
    if let list = value.array {
      let texts = (0..<list.count).compactMap { list[$0].string }
      return texts.count == list.count ? .texts(texts) : .other("a list of more than words")
    }
    return value.double.map { .other("\($0)") } ?? .other("a date or time")
  }

  /// TOMLKit tells the place of a syntax error only.
  private struct Lines {
    private var known: [[String]: Int] = [:]

    init(_ text: String) {
      var section: [String] = []
      for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        let words = line.trimmingCharacters(in: .whitespaces)
        if words.hasPrefix("["), let end = words.firstIndex(of: "]"), !words.hasPrefix("[[") {
          section = Self.path(words[words.index(after: words.startIndex)..<end])
          known[section] = known[section] ?? index + 1
        } else if !words.hasPrefix("#"), let equals = words.firstIndex(of: "=") {
          let path = section + Self.path(words[..<equals])
          known[path] = known[path] ?? index + 1
        }
      }
    }

    func find(_ section: [String], _ key: String) -> Int? { known[section + [key]] }

    private static func path(_ text: Substring) -> [String] {
      text.split(separator: ".").map {
        $0.trimmingCharacters(in: CharacterSet(charactersIn: " \t\"'"))
      }
    }
  }
}
