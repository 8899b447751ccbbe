import Catalog
import Foundation

/// A table of one's own: its files read, its columns told apart, its rows parted.
struct CSVTable {
  let parted: PartedTable
  /// Path and SHA-256 of the content of each file.
  let files: [(path: String, checksum: String)]
  /// One line for each thing that a person should know.
  let notes: [String]

  /// More different texts than this are names, not categories.
  static let mostLevels = 100
  /// More different whole numbers than this are a number to be predicted, not classes.
  static let mostClasses = 20

  /// - Throws: ``UserError`` naming file, row and column of what cannot be read.
  init(_ name: CSVName) throws {
    let paths = try Self.paths(name)
    let read = try paths.map { try Self.read($0, name) }
    files = zip(paths, read).map { ($0, $1.checksum) }
    if read.count == 2, read[1].table.names != read[0].table.names {
      throw UserError(
        "\(paths[1]): found the columns \(Self.spell(read[1].table.names)), expected \(Self.spell(read[0].table.names)) as in "
          + paths[0])
    }
    let schema = try Self.schema(name, read[0].table, place: paths[0])
    let whole = TextTable(names: read[0].table.names, rows: read.flatMap(\.table.rows))
    let typed = try Self.offeringToSkip { try TypedTable(whole, schema, name.tolerance) }
    if read.count == 2 {
      let isTest = typed.rows.map { $0.place == paths[1] }
      parted = try PartedTable(
        typed, train: isTest.indices.filter { !isTest[$0] }, test: isTest.indices.filter { isTest[$0] },
        name.tolerance)
    } else {
      parted = try PartedTable(typed, name.holdOut, name.tolerance)
    }
    try Self.check(typed, place: paths[0])
    notes = leftOut(typed.problems, of: whole.rows.count, place: name.path)
  }

  /// The error of a field, with what can be done about it.
  static func offeringToSkip<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as UserError {
      throw UserError("\(error.message); bad=skip leaves such rows out")
    }
  }

  private static func paths(_ name: CSVName) throws -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: name.path, isDirectory: &isFolder) else {
      throw UserError(
        "dataset '\(printable(name.text))': found no such file, expected a file of comma-separated values")
    }
    guard isFolder.boolValue else { return [name.path] }
    return try ["train", "test"].map { part in
      let paths = ["\(name.path)/\(part).csv", "\(name.path)/\(part).csv.gz"]
      guard let path = paths.first(where: FileManager.default.fileExists) else {
        throw UserError(
          "\(name.path): found no \(part).csv or \(part).csv.gz, expected train.csv and test.csv")
      }
      return path
    }
  }

  private static func read(_ path: String, _ name: CSVName) throws -> (table: TextTable, checksum: String) {
    let data = try Gzip.contents(path)
    let records = try CSV.records(data, separator: name.separator, place: path)
    guard let first = records.first else {
      throw UserError("\(path): found an empty file, expected rows of fields")
    }
    let isHeader =
      switch name.header {
      case .yes: true
      case .no: false
      case .auto: first.fields.allSatisfy { TableNumber.parse($0) == nil } && first.fields != [""]
      }
    guard !isHeader || records.count > 1 else {
      throw UserError("\(path): found a header and no row, expected rows of fields")
    }
    let table = try TextTable(
      names: isHeader ? columnNames(first.fields) : first.fields.indices.map { "column \($0 + 1)" },
      records: records.dropFirst(isHeader ? 1 : 0), place: path)
    return (table, SHA256.hash(data))
  }

  /// Names that differ: what is empty or stands there already is called by its number.
  private static func columnNames(_ fields: [String]) -> [String] {
    var seen: Set<String> = []
    return fields.enumerated().map { number, field in
      let name = field.trimmingSpaces
      return !name.isEmpty && seen.insert(name).inserted ? name : "column \(number + 1)"
    }
  }

  private static func schema(_ name: CSVName, _ table: TextTable, place: String) throws -> TableSchema {
    guard let named = name.target else {
      throw UserError(
        "\(place): found no target, expected the column to be predicted as in csv:PATH#\(table.names.last ?? "TARGET"); the "
          + "columns are \(spell(table.names))")
    }
    let target = try column(named, table, place)
    let dropped = try name.dropped.map { try column($0, table, place) }
    let categorical = try name.categorical.map { try column($0, table, place) }
    guard !dropped.contains(target) else {
      throw UserError("\(place): found the target '\(printable(named))' among the columns to drop")
    }
    let features = try table.names.indices.filter { $0 != target && !dropped.contains($0) }.map { place in
      let isNumeric = !categorical.contains(place) && table.isNumeric(place)
      if !isNumeric { try checkLevels(table, place) }
      return TableSchema.Column(place: place, kind: isNumeric ? .numeric : .categorical)
    }
    guard !features.isEmpty else {
      throw UserError("\(place): found no column besides the target, expected one or more")
    }
    return TableSchema(features: features, target: target, targetKind: try targetKind(name, table, target))
  }

  private static func targetKind(
    _ name: CSVName, _ table: TextTable, _ target: Int
  ) throws -> TableSchema.TargetKind {
    switch name.targetKind {
    case .number: return .number
    case .classes: break
    case .auto where table.isNumeric(target):
      let numbers = table.rows.compactMap { TableNumber.parse($0.fields[target]) }
      guard numbers.allSatisfy({ $0 == $0.rounded() }), Set(numbers).count <= mostClasses else {
        return .number
      }
    case .auto: break
    }
    try checkLevels(table, target)
    return .named
  }

  private static func column(_ named: String, _ table: TextTable, _ place: String) throws -> Int {
    if let column = table.place(of: named) { return column }
    if let number = Int(named), (1...table.names.count).contains(number) { return number - 1 }
    throw UserError(
      "\(place): found no column '\(printable(named))'; the columns are \(spell(table.names))")
  }

  private static func checkLevels(_ table: TextTable, _ column: Int) throws {
    let levels = Set(table.rows.map { $0.fields[column] })
    guard levels.count > mostLevels, let place = table.rows.first?.place else { return }
    throw UserError(
      "\(place): column \(column + 1) ('\(printable(table.names[column]))'): found \(levels.count) different texts in "
        + "\(table.rows.count) rows, expected at most \(mostLevels) categories; leave it out with drop=\(column + 1)"
    )
  }

  /// One class is nothing to tell apart.
  private static func check(_ table: TypedTable, place: String) throws {
    guard case .texts(let texts) = table.target, let first = texts.first, Set(texts).count < 2 else { return }
    throw UserError(
      "\(place): column \(table.schema.target + 1) ('\(printable(table.names[table.schema.target]))'): found the one class "
        + "'\(printable(first))' in all rows, expected two or more")
  }

  private static func spell(_ names: [String]) -> String {
    names.prefix(20).map { printable($0) }.joined(separator: ", ") + (names.count > 20 ? ", …" : "")
  }
}

extension TextTable {
  /// Whether at least half of a column's fields that are not empty are numbers: the others are then mistakes.
  fileprivate func isNumeric(_ column: Int) -> Bool {
    let fields = rows.map { $0.fields[column].trimmingSpaces }.filter { !$0.isEmpty }
    return !fields.isEmpty && 2 * fields.count { TableNumber.parse($0) != nil } >= fields.count
  }
}
