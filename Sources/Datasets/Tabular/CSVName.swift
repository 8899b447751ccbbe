import Catalog
import Foundation

/// `csv:PATH#TARGET` or `csv:test=0.3,drop=id+name:PATH#TARGET`, taken apart.
struct CSVName {
  /// The whole name with an absolute path.
  let text: String
  /// A file, or a folder with train.csv and test.csv; absolute.
  let path: String
  /// The column that is to be predicted, by its name or its number from 1; nil where none was named.
  let target: String?
  let targetKind: TargetKind
  let header: Header
  let separator: Character
  /// Columns by name or number that are levels although they hold numbers.
  let categorical: [String]
  let dropped: [String]
  let tolerance: TypedTable.Tolerance
  let holdOut: HoldOut

  enum TargetKind: String, CaseIterable { case auto, classes, number }
  enum Header: String, CaseIterable { case auto, yes, no }
  private enum Separator: String, CaseIterable {
    case comma, semicolon, tab, space
    var character: Character {
      switch self {
      case .comma: ","
      case .semicolon: ";"
      case .tab: "\t"
      case .space: " "
      }
    }
  }

  static let card = Card(
    identifier: "csv", title: "A table of your own",
    summary:
      "csv:PATH#TARGET, or csv:drop=id,test=0.1:PATH#TARGET: a file of comma-separated values, plain or gzip, or a folder with "
      + "train.csv and test.csv; TARGET is the column to be predicted.",
    parameters: [
      Parameter(
        "target",
        "what the target is; auto takes texts, and up to 20 different whole numbers, as classes and other numbers as a number",
        default: .text("auto"), range: .choice(TargetKind.allCases.map(\.rawValue))),
      Parameter(
        "test",
        "the share of each class that is held back where there is no test.csv; equal rows stay together",
        default: .real(0.2), range: .reals(0.001...0.9)),
      Parameter("seed", "which rows are held back", default: .integer(0), range: .integers(0...Int.max)),
      Parameter(
        "header", "whether the first row holds names; auto says yes where it holds no number",
        default: .text("auto"), range: .choice(Header.allCases.map(\.rawValue))),
      Parameter(
        "separator", "what stands between fields", default: .text("comma"),
        range: .choice(Separator.allCases.map(\.rawValue))),
      Parameter(
        "categorical", "columns of numbers that are codes, by name or number", default: .text("none"),
        range: .text(form: "zip+3, or none")),
      Parameter(
        "drop", "columns that are left out, by name or number", default: .text("none"),
        range: .text(form: "id+2, or none")),
      Parameter(
        "bad",
        "rows with a field that is empty, of another kind than its column, or a category that no training row has: skip leaves "
          + "them out and counts them",
        default: .text("refuse"), range: .choice(TypedTable.Tolerance.allCases.map(\.rawValue))),
    ])

  /// - Returns: nil for a name that is not of this form.
  /// - Throws: ``UserError`` for a missing path, or an option that is unknown or out of range.
  init?(_ text: String) throws {
    guard let name = try LocatedName(text, kind: Self.card.identifier) else { return nil }
    self.text = name.text
    (path, target) = Self.parts(of: name.path)
    let settings = try name.settings(Self.card) { $0 }
    targetKind = TargetKind(rawValue: settings.text("target")) ?? .auto
    header = Header(rawValue: settings.text("header")) ?? .auto
    separator = (Separator(rawValue: settings.text("separator")) ?? .comma).character
    tolerance = TypedTable.Tolerance(rawValue: settings.text("bad")) ?? .refuse
    holdOut = HoldOut(share: settings.real("test"), seed: UInt64(settings.integer("seed")))
    (categorical, dropped) = (Self.list(settings.text("categorical")), Self.list(settings.text("drop")))
  }

  private static func list(_ text: String) -> [String] {
    text == "none" ? [] : text.split(separator: "+").map(String.init)
  }

  /// At the first # behind which a file ends, for a path may hold others; where there is no such file at the last.
  private static func parts(of path: String) -> (String, String?) {
    let marks = path.indices.filter { path[$0] == "#" }
    let mark = marks.first { FileManager.default.fileExists(atPath: String(path[..<$0])) } ?? marks.last
    guard let mark else { return (path, nil) }
    return (String(path[..<mark]), String(path[path.index(after: mark)...]))
  }
}
