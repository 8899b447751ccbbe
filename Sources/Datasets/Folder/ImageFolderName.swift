import Catalog
import Foundation

/// `folder:PATH` or `folder:size=32,test=0.1:PATH`, taken apart.
struct ImageFolderName {
  /// The whole name with an absolute path, so that it means the same wherever it is read again.
  let text: String
  /// Absolute.
  let path: String
  /// Height and width; nil takes the first picture's.
  let size: (height: Int, width: Int)?
  /// How much of each class is held back for testing where the folder has no such part.
  let testShare: Double
  let seed: UInt64
  let color: Color

  enum Color: String, CaseIterable { case auto, grey, rgb }

  static let prefix = "folder:"

  static let card = Card(
    identifier: "folder", title: "A folder of pictures",
    summary:
      "folder:PATH, or folder:size=32,test=0.1:PATH: png and jpeg files, a sub-folder a class, as they are or in "
      + "train/ and test/.",
    parameters: [
      Parameter(
        "size", "what every picture is brought to: scaled to cover it, then cut out of the middle",
        default: .text("first"),
        range: .text(form: "first (the first picture's), 32, or 24x32 (rows x columns)")),
      Parameter(
        "test", "the share of each class that is held back where there is no test/", default: .real(0.2),
        range: .reals(0.001...0.9)),
      Parameter(
        "seed", "which pictures are held back", default: .integer(0), range: .integers(0...Int.max)),
      Parameter(
        "color", "auto is rgb where the first picture of any class is in colour", default: .text("auto"),
        range: .choice(Color.allCases.map(\.rawValue))),
    ])

  /// - Returns: nil for a name that is not of this form.
  /// - Throws: ``UserError`` for a missing path, or an option that is unknown or out of range.
  init?(_ text: String) throws {
    guard text.hasPrefix(Self.prefix) else { return nil }
    let rest = text.dropFirst(Self.prefix.count)
    let (typed, path) = try Self.options(rest)
    guard !path.isEmpty else {
      throw UserError("dataset: found '\(printable(text))', expected a path as in folder:PATH")
    }
    self.path = Self.absolute(path)
    self.text = text.dropLast(path.count) + self.path
    do {
      let settings = try Settings(Self.card, typed: typed)
      testShare = settings.real("test")
      seed = UInt64(settings.integer("seed"))
      color = Color(rawValue: settings.text("color")) ?? .auto
      size = try Self.size(settings.text("size"))
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
  private static func options(_ rest: Substring) throws -> (typed: [String: String], path: String) {
    let word = rest.prefix { $0.isASCII && $0.isLetter }
    guard !word.isEmpty, rest.dropFirst(word.count).first == "=" else { return ([:], String(rest)) }
    let list = rest.prefix { $0 != ":" }
    var typed: [String: String] = [:]
    for option in list.split(separator: ",", omittingEmptySubsequences: false) {
      let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        throw UserError(
          "dataset: found '\(printable(String(option)))' in 'folder:\(printable(String(rest)))', expected key=value"
        )
      }
      typed[String(parts[0])] = String(parts[1])
    }
    return (typed, String(rest.dropFirst(list.count + 1)))
  }

  private static func size(_ text: String) throws -> (Int, Int)? {
    if text == "first" { return nil }
    let sides = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...2).contains(sides.count), let height = sides[0], let width = sides[sides.count - 1],
      (1...4096).contains(height), (1...4096).contains(width)
    else {
      throw UserError("size: found '\(printable(text))', expected first, 32, or 24x32, with 1…4096 pixels")
    }
    return (height, width)
  }
}
