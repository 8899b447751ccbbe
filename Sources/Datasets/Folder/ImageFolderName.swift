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
    guard let name = try LocatedName(text, kind: "folder") else { return nil }
    path = name.path
    self.text = name.text
    (testShare, seed, color, size) = try name.settings(Self.card) { settings in
      (
        settings.real("test"), UInt64(settings.integer("seed")),
        Color(rawValue: settings.text("color")) ?? .auto, try Self.size(settings.text("size"))
      )
    }
  }

  private static func size(_ text: String) throws -> (height: Int, width: Int)? {
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
