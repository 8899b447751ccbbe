import Catalog

/// How the rows of a table become inputs and labels, as its training rows say.
struct TableCoding: Sendable {
  let table: FeatureTable
  let classNames: [String]
  private let schema: TableSchema
  private let names: [String]
  /// Per feature the channel of each level, counted from the feature's first one; the base has none.
  private let levels: [[String: Int?]]
  private let labels: [String: Int]

  /// - Parameter training: the rows whose levels count.
  /// - Throws: ``UserError`` for a published class's number that is none.
  init(_ data: TypedTable, training: [Int]) throws {
    schema = data.schema
    names = data.names
    var features: [Feature] = [], levels: [[String: Int?]] = []
    for (feature, values) in zip(data.schema.features, data.features) {
      let start = features.last?.columns.upperBound ?? 0
      let shown: [String], width: Int
      switch (feature.kind, values) {
      case (.coded(let coded, let base), _):
        (shown, width) = (coded + [base], coded.count)
      case (.categorical, .texts(let texts)):
        shown = inOrder(Set(training.map { texts[$0] }))
        width = shown.count
      default:
        (shown, width) = ([], 1)
      }
      features.append(
        Feature(
          name: printable(data.names[feature.place]),
          kind: shown.isEmpty ? .numeric : .categorical(shown.map(printable)),
          columns: start..<(start + width)))
      levels.append(
        Dictionary(uniqueKeysWithValues: shown.enumerated().map { ($1, $0 < width ? $0 : nil) }))
    }
    table = FeatureTable(features)
    self.levels = levels
    switch (data.schema.targetKind, data.target) {
    case (.numbered(let names), _):
      classNames = names
      labels = Dictionary(uniqueKeysWithValues: names.indices.map { ("\($0)", $0) })
    case (_, .texts(let texts)):
      let found = inOrder(Set(training.map { texts[$0] }))
      classNames = found.map(printable)
      labels = Dictionary(uniqueKeysWithValues: found.enumerated().map { ($1, $0) })
    case (_, .numbers):
      classNames = [printable(data.names[data.schema.target])]
      labels = [:]
    }
  }

  /// Rows as a data set has them.
  struct Coded {
    var inputs: [Float] = []
    var labels: [Int] = []
    /// Nil where the target is a class.
    var targets: [Float]?
    /// One line for each row that was left out.
    var problems: [String] = []
  }

  /// - Throws: ``UserError`` naming row and column of the first level or class that no training row has, unless such rows
  ///   are to be left out.
  func code(_ data: TypedTable, _ rows: [Int], _ tolerance: TypedTable.Tolerance = .refuse) throws -> Coded {
    var coded = Coded(targets: schema.targetKind == .number ? [] : nil)
    coded.inputs.reserveCapacity(rows.count * table.width)
    for row in rows {
      let start = coded.inputs.count
      do {
        for feature in table.features.indices { try code(data, row, feature, into: &coded.inputs) }
        try target(data, row, into: &coded)
      } catch let error as UserError where tolerance == .skip {
        coded.inputs.removeSubrange(start...)
        coded.problems.append(error.message)
      }
    }
    return coded
  }

  private func code(_ data: TypedTable, _ row: Int, _ feature: Int, into inputs: inout [Float]) throws {
    switch data.features[feature] {
    case .numbers(let numbers): inputs.append(numbers[row])
    case .texts(let texts):
      guard let channel = levels[feature][texts[row]] else {
        throw unknown(data, row, schema.features[feature].place, texts[row], Array(levels[feature].keys))
      }
      for place in 0..<table.features[feature].columns.count { inputs.append(place == channel ? 1 : 0) }
    }
  }

  private func target(_ data: TypedTable, _ row: Int, into coded: inout Coded) throws {
    switch data.target {
    case .numbers(let numbers):
      coded.targets?.append(numbers[row])
      coded.labels.append(0)
    case .texts(let texts):
      guard let label = labels[texts[row]] else {
        throw unknown(data, row, schema.target, texts[row], Array(labels.keys))
      }
      coded.labels.append(label)
    }
  }

  private func unknown(
    _ data: TypedTable, _ row: Int, _ column: Int, _ found: String, _ known: [String]
  ) -> UserError {
    let listed = inOrder(Set(known)).prefix(10).map { printable($0) }.joined(separator: ", ")
    let expected = "\(listed)\(known.count > 10 ? ", …" : "")"
    let isClass = column == schema.target, isPublished: Bool
    if case .numbered = schema.targetKind, isClass { isPublished = true } else { isPublished = false }
    return data.rows[row].refusal(
      column, names[column], "found the \(isClass ? "class" : "category") '\(printable(found))'",
      isPublished ? "one of \(expected)" : "one that the training rows have: \(expected)")
  }
}

/// Numbers by their size, then texts by their letters.
private func inOrder(_ levels: Set<String>) -> [String] {
  levels.sorted { first, second in
    switch (TableNumber.parse(first), TableNumber.parse(second)) {
    case (let a?, let b?) where a != b: a < b
    case (_?, nil): true
    case (nil, _?): false
    default: first < second
    }
  }
}
