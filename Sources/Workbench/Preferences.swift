import Catalog
import Foundation
import TerminalUI

/// What a person prefers, from the command line, the environment, the configuration file, in this order; else the
/// program's own choice.
public struct Preferences: Sendable {
  public enum Origin: Sendable, Equatable {
    case flag(String)
    case environment(String)
    case file(line: Int?)
    case standard

    public var spelled: String {
      switch self {
      case .flag(let name): name
      case .environment(let name): name
      case .file(let line): line.map { "line \($0)" } ?? "the file"
      case .standard: "default"
      }
    }
  }

  public struct Chosen<Value: Sendable & Equatable>: Sendable, Equatable {
    public let value: Value
    public let origin: Origin
  }

  /// What the command line says; nil where it says nothing.
  public struct Flags: Sendable {
    public var theme: String?
    public var color: String?
    public var background: String?
    public var mouse: Bool?
    public var ascii: Bool?
    public var bytesPerSecond: Int?

    public init(
      theme: String? = nil, color: String? = nil, background: String? = nil, mouse: Bool? = nil,
      ascii: Bool? = nil,
      bytesPerSecond: Int? = nil
    ) {
      (self.theme, self.color, self.mouse, self.ascii) = (theme, color, mouse, ascii)
      (self.background, self.bytesPerSecond) = (background, bytesPerSecond)
    }
  }

  /// Where the file is, or would be.
  public private(set) var path: String
  /// nil: the one that was last chosen.
  public internal(set) var theme = Chosen<String?>(value: nil, origin: .standard)
  public internal(set) var color = Chosen(value: "auto", origin: .standard)
  /// The terminal's own ground; `auto` asks it.
  public internal(set) var background = Chosen(value: "auto", origin: .standard)
  public internal(set) var mouse = Chosen(value: true, origin: .standard)
  /// nil: by the locale.
  public internal(set) var ascii = Chosen<Bool?>(value: nil, origin: .standard)
  /// nil: by the line.
  public internal(set) var bytesPerSecond = Chosen<Int?>(value: nil, origin: .standard)
  /// Where exports go; nil: the run's folder.
  public internal(set) var exports = Chosen<String?>(value: nil, origin: .standard)
  /// The table of keys with the file's in it.
  public internal(set) var keyMap = WorkbenchKeys.map
  /// Where each action got its keys from, where that is the file.
  public internal(set) var remapped: [String: Origin] = [:]
  /// What is wrong with the file, which then counts for nothing.
  public internal(set) var problem: String?

  /// The words for `color`.
  public static let colors = ["auto", "truecolor", "256", "16", "8", "mono"]
  /// Other spellings of theirs.
  private static let otherColors = ["24bit": "truecolor", "none": "mono"]
  /// The words for `background`.
  public static let grounds = ["auto", "dark", "light"]

  /// - Throws: `UserError` for a mistake on the command line or in the environment. One in the file is ``problem``,
  ///   because a workbench is better opened without it than not at all.
  public init(
    _ flags: Flags = Flags(), environment: [String: String] = ProcessInfo.processInfo.environment,
    themes: ThemeLibrary = .standard()
  ) throws {
    path = ConfigurationFile.standardPath(environment: environment)
    do {
      if let file = try ConfigurationFile(path: path) {
        var read = self
        try read.take(file, themes)
        self = read
      }
    } catch {
      problem = (error as? UserError)?.message ?? "\(error)"
    }
    try take(environment)
    try take(flags)
  }

  /// What may surprise about the keys.
  public var notes: [String] { KeyRemaps.notes(keyMap, besides: WorkbenchKeys.map) }

  // MARK: The file

  private static let names = [
    "theme", "color", "background", "mouse", "ascii", "bytes-per-second", "exports", "keys",
  ]

  private mutating func take(_ file: ConfigurationFile, _ themes: ThemeLibrary) throws {
    for entry in file.entries where entry.section.first != "keys" {
      let origin = Origin.file(line: entry.line)
      let found = "found \(entry.value.spelled), expected"
      switch (entry.section.isEmpty ? entry.key : "", entry.value) {
      case ("theme", .text(let name)):
        do { _ = try themes.theme(name) } catch let error as UserError {
          throw file.refuse(entry, error.message)
        }
        theme = Chosen(value: name, origin: origin)
      case ("color", .text(let word)) where Self.color(word) != nil:
        color = Chosen(value: Self.color(word) ?? word, origin: origin)
      case ("background", .text(let word)) where Self.grounds.contains(word):
        background = Chosen(value: word, origin: origin)
      case ("mouse", .flag(let flag)): mouse = Chosen(value: flag, origin: origin)
      case ("ascii", .flag(let flag)): ascii = Chosen(value: flag, origin: origin)
      case ("bytes-per-second", .integer(let number)) where number >= 0:
        bytesPerSecond = Chosen(value: number, origin: origin)
      case ("exports", .text(let folder)) where !folder.isEmpty:
        exports = Chosen(value: folder, origin: origin)
      case ("theme", _): throw file.refuse(entry, "\(found) a theme's name in quotes")
      case ("color", _): throw file.refuse(entry, "\(found) \(Self.either(Self.colors))")
      case ("background", _): throw file.refuse(entry, "\(found) \(Self.either(Self.grounds))")
      case ("mouse", _), ("ascii", _): throw file.refuse(entry, "\(found) true or false")
      case ("bytes-per-second", _):
        throw file.refuse(entry, "\(found) a whole number, 0 for no limit")
      case ("exports", _):
        throw file.refuse(entry, "\(found) a folder in quotes, such as \".\"")
      // An empty table has nothing in it to refuse.
      case ("keys", .other("a table")): break
      case ("keys", _): throw file.refuse(entry, "\(found) the table [keys]")
      default:
        let name = entry.section.first ?? entry.key
        throw file.refuse(
          entry, unknownName(printable(name), kind: "setting", known: Self.names).message)
      }
    }
    keyMap = try KeyRemaps(file: file).applied(to: WorkbenchKeys.map)
    for entry in file.entries where entry.section.first == "keys" {
      remapped[entry.key] = .file(line: entry.line)
    }
  }

  private static func either(_ words: [String]) -> String {
    words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
  }

  private static func color(_ word: String) -> String? {
    colors.contains(word) ? word : otherColors[word]
  }

  // MARK: Environment and command line

  private mutating func take(_ environment: [String: String]) throws {
    func text(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    func flag(_ name: String) throws -> Chosen<Bool>? {
      guard let text = text(name) else { return nil }
      guard let value = ["1": true, "true": true, "0": false, "false": false][text] else {
        throw UserError("\(name): found '\(printable(text))', expected true or false")
      }
      return Chosen(value: value, origin: .environment(name))
    }
    if let name = text("HALFTONE_THEME") {
      theme = Chosen(value: name, origin: .environment("HALFTONE_THEME"))
    }
    if let word = text("HALFTONE_COLOR") {
      color = Chosen(
        value: try Self.color(word, of: "HALFTONE_COLOR"), origin: .environment("HALFTONE_COLOR"))
    } else if text("NO_COLOR") != nil {
      color = Chosen(value: "mono", origin: .environment("NO_COLOR"))
    }
    if let word = text("HALFTONE_BACKGROUND") {
      background = Chosen(
        value: try Self.ground(word, of: "HALFTONE_BACKGROUND"), origin: .environment("HALFTONE_BACKGROUND"))
    }
    if let value = try flag("HALFTONE_MOUSE") { mouse = value }
    if let value = try flag("HALFTONE_ASCII") { ascii = Chosen(value: value.value, origin: value.origin) }
    if let folder = text("HALFTONE_EXPORTS") {
      exports = Chosen(value: folder, origin: .environment("HALFTONE_EXPORTS"))
    }
    if let word = text("HALFTONE_BYTES_PER_SECOND") {
      guard let number = Int(word), number >= 0 else {
        throw UserError(
          "HALFTONE_BYTES_PER_SECOND: found '\(printable(word))', expected a whole number, 0 for no limit")
      }
      bytesPerSecond = Chosen(value: number, origin: .environment("HALFTONE_BYTES_PER_SECOND"))
    }
  }

  private mutating func take(_ flags: Flags) throws {
    if let name = flags.theme { theme = Chosen(value: name, origin: .flag("--theme")) }
    if let word = flags.color {
      color = Chosen(value: try Self.color(word, of: "--color"), origin: .flag("--color"))
    }
    if let word = flags.background {
      background = Chosen(value: try Self.ground(word, of: "--background"), origin: .flag("--background"))
    }
    if let flag = flags.mouse { mouse = Chosen(value: flag, origin: .flag(flag ? "--mouse" : "--no-mouse")) }
    if let flag = flags.ascii { ascii = Chosen(value: flag, origin: .flag(flag ? "--ascii" : "--no-ascii")) }
    if let number = flags.bytesPerSecond {
      guard number >= 0 else {
        throw UserError("--bytes-per-second: found \(number), expected a whole number, 0 for no limit")
      }
      bytesPerSecond = Chosen(value: number, origin: .flag("--bytes-per-second"))
    }
  }

  private static func color(_ word: String, of place: String) throws -> String {
    guard let color = color(word) else {
      throw UserError("\(place): found '\(printable(word))', expected \(either(colors))")
    }
    return color
  }

  private static func ground(_ word: String, of place: String) throws -> String {
    guard grounds.contains(word) else {
      throw UserError("\(place): found '\(printable(word))', expected \(either(grounds))")
    }
    return word
  }
}
