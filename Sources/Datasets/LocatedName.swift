import Catalog
import Foundation

/// The name of data of one's own, `kind:PATH` or `kind:key=value,key=value:PATH`, taken apart.
struct LocatedName {
  let kind: String
  /// Absolute, with what may stand behind it.
  let path: String
  /// The whole name with the absolute path, so that it means the same wherever it is read again.
  let text: String
  private let typed: [String: String]

  /// - Returns: nil for a name that does not begin with `kind:`.
  /// - Throws: ``UserError`` for a missing path or an option that is no `key=value`.
  init?(_ text: String, kind: String) throws {
    guard text.hasPrefix(kind + ":") else { return nil }
    let (typed, path) = try Self.options(text.dropFirst(kind.count + 1), kind)
    guard !path.isEmpty else {
      throw UserError("dataset: found '\(printable(text))', expected a path as in \(kind):PATH")
    }
    self.kind = kind
    self.typed = typed
    self.path = Self.absolute(path)
    self.text = text.dropLast(path.count) + self.path
  }

  /// The card's defaults with the options laid over them, as `body` understands them.
  ///
  /// - Throws: ``UserError`` with the name in front, for an option that is unknown or out of range.
  func settings<T>(_ card: Card, _ body: (Settings) throws -> T) throws -> T {
    do {
      return try body(Settings(card, typed: typed))
    } catch let error as UserError {
      throw UserError("dataset '\(printable(text))': \(error.message)")
    }
  }

  private static func absolute(_ path: String) -> String {
    let expanded = (path as NSString).expandingTildeInPath
    if expanded.hasPrefix("/") { return expanded }
    let inner = expanded.hasPrefix("./") ? String(expanded.dropFirst(2)) : expanded
    return FileManager.default.currentDirectoryPath + "/" + inner
  }

  /// What stands before the path when it begins as `word=`; a path that begins so itself is written with `./`.
  private static func options(
    _ rest: Substring, _ kind: String
  ) throws -> (typed: [String: String], path: String) {
    let word = rest.prefix { $0.isASCII && $0.isLetter }
    guard !word.isEmpty, rest.dropFirst(word.count).first == "=" else { return ([:], String(rest)) }
    let list = rest.prefix { $0 != ":" }
    var typed: [String: String] = [:]
    for option in list.split(separator: ",", omittingEmptySubsequences: false) {
      let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        throw UserError(
          "dataset: found '\(printable(String(option)))' in '\(kind):\(printable(String(rest)))', expected key=value"
        )
      }
      typed[String(parts[0])] = String(parts[1])
    }
    return (typed, String(rest.dropFirst(list.count + 1)))
  }
}
