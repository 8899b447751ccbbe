import Catalog

/// A table with its rows parted into train and test, and coded as the training rows say.
struct PartedTable: Sendable {
  private let table: TypedTable
  private let tolerance: TypedTable.Tolerance
  private let train: [Int]
  private let test: [Int]
  private let coding: TableCoding

  /// Parts a table that nobody parted.
  ///
  /// - Throws: ``UserError`` when no row is left for one of the parts.
  init(_ table: TypedTable, _ holdOut: HoldOut, _ tolerance: TypedTable.Tolerance = .refuse) throws {
    let strata =
      switch table.target {
      case .texts(let texts): numbered(texts)
      case .numbers(let numbers): [Int](repeating: 0, count: numbers.count)
      }
    let groups = table.groups, drawn = holdOut.part(groups: groups, strata: strata)
    let kept = Self.unknowable(table, drawn, groups)
    try self.init(
      table, train: drawn.train + drawn.test.filter { kept.contains(groups[$0]) },
      test: drawn.test.filter { !kept.contains(groups[$0]) }, tolerance)
  }

  /// The groups of held back rows with a category or class that no other row has: only learnt from can they be coded.
  private static func unknowable(
    _ table: TypedTable, _ drawn: (train: [Int], test: [Int]), _ groups: [Int]
  ) -> Set<Int> {
    var columns: [[String]] = []
    for (feature, values) in zip(table.schema.features, table.features) {
      if case .texts(let texts) = values, feature.kind == .categorical { columns.append(texts) }
    }
    if case .texts(let texts) = table.target, table.schema.targetKind == .named { columns.append(texts) }
    var known = columns.map { column in Set(drawn.train.map { column[$0] }) }
    var found: Set<Int> = []
    for row in drawn.test where columns.indices.contains(where: { !known[$0].contains(columns[$0][row]) }) {
      found.insert(groups[row])
      for other in drawn.test where groups[other] == groups[row] {
        for column in columns.indices { known[column].insert(columns[column][other]) }
      }
    }
    return found
  }

  init(
    _ table: TypedTable, train: [Int], test: [Int], _ tolerance: TypedTable.Tolerance = .refuse
  ) throws {
    for (rows, part) in [(train, "training"), (test, "testing")] where rows.isEmpty {
      throw UserError(
        "\(table.rows.first?.place ?? "table"): found \(table.rows.count) usable row\(table.rows.count == 1 ? "" : "s") "
          + "with different features, which leave none for \(part); expected more")
    }
    self.table = table
    self.train = train
    self.test = test
    self.tolerance = tolerance
    coding = try TableCoding(table, training: train)
  }

  var classNames: [String] { coding.classNames }

  /// - Parameter notes: what is to be said of the table besides what is said of the rows.
  /// - Throws: ``UserError`` for a test row with a level or class that no training row has, unless such rows are left out.
  func dataset(
    _ split: Split, _ source: DatasetSource, folder: String, checksums: [String: String], notes: [String] = []
  ) throws -> Dataset {
    let rows = split == .train ? train : test
    let coded = try coding.code(table, rows, tolerance)
    return try Dataset(
      name: source.card.identifier, split: split,
      inputs: ArrayValue(coded.inputs, shape: [coded.labels.count, coding.table.width, 1, 1]),
      labels: coded.labels, classNames: coding.classNames, source: folder, checksums: checksums,
      notes: notes + repetitions(split, source)
        + leftOut(coded.problems, of: rows.count, place: "\(folder), \(split.rawValue)"),
      features: coding.table, targets: coded.targets)
  }

  /// How many rows say nothing new, and how many tests are no tests.
  private func repetitions(_ split: Split, _ source: DatasetSource) -> [String] {
    let groups = table.groups, rows = split == .train ? train : test, name = printable(source.card.identifier)
    let different = Dictionary(grouping: rows, by: { groups[$0] })
    var notes: [String] = []
    if different.count < rows.count {
      let single = different.values.count { $0.count == 1 }
      notes.append(
        "\(name) \(split.rawValue): \(rows.count) rows have \(different.count) different inputs, of which \(single) "
          + "occur once")
    }
    let learnt = Set(train.map { groups[$0] })
    let seen = split == .test ? rows.count { learnt.contains(groups[$0]) } : 0
    if seen > 0 {
      notes.append("\(name) test: \(seen) of \(rows.count) rows have the inputs of a training row")
    }
    return notes
  }
}

/// What is said of rows that were left out.
func leftOut(_ problems: [String], of count: Int, place: String) -> [String] {
  guard !problems.isEmpty else { return [] }
  return ["\(place): \(problems.count) of \(count) rows cannot be read and are left out"]
    + problems.prefix(10).map { "left out \($0)" }
    + (problems.count > 10 ? ["left out \(problems.count - 10) more"] : [])
}
