import Catalog

/// A table whose fields are numbers or levels, before it is parted and coded.
struct TypedTable: Sendable {
  enum Values: Sendable {
    case numbers([Float])
    case texts([String])
  }

  /// What is done with a row that has a field that cannot be read.
  enum Tolerance: String, Sendable, CaseIterable {
    case refuse, skip
  }

  let schema: TableSchema
  let names: [String]
  /// As many as the schema has features.
  let features: [Values]
  let target: Values
  /// Where each row stands.
  let rows: [TextTable.Row]
  /// One line for each row that was left out.
  let problems: [String]

  /// - Throws: ``UserError`` naming row and column of the first field that is empty or of another kind than its column,
  ///   unless such rows are to be left out.
  init(_ table: TextTable, _ schema: TableSchema, _ tolerance: Tolerance = .refuse) throws {
    let columns =
      schema.features.map { ($0.place, $0.kind == .numeric) }
      + [(schema.target, schema.targetKind == .number)]
    var numbers = [[Float]](repeating: [], count: columns.count)
    var texts = [[String]](repeating: [], count: columns.count)
    var rows: [TextTable.Row] = [], problems: [String] = []
    for row in table.rows {
      do {
        let parsed = try columns.map { try Self.parse(row, $0.0, isNumber: $0.1, table.names[$0.0]) }
        for (column, value) in parsed.enumerated() {
          switch value {
          case .number(let number): numbers[column].append(number)
          case .text(let text): texts[column].append(text)
          }
        }
        rows.append(row)
      } catch let error as UserError where tolerance == .skip {
        problems.append(error.message)
      }
    }
    let values = columns.indices.map { columns[$0].1 ? Values.numbers(numbers[$0]) : .texts(texts[$0]) }
    features = Array(values.dropLast())
    target = values[columns.count - 1]
    names = table.names
    self.schema = schema
    self.rows = rows
    self.problems = problems
  }

  private enum Value {
    case number(Float)
    case text(String)
  }

  private static func parse(
    _ row: TextTable.Row, _ column: Int, isNumber: Bool, _ name: String
  ) throws -> Value {
    let text = row.fields[column].trimmingSpaces
    guard !text.isEmpty else {
      throw row.refusal(column, name, "found nothing", isNumber ? "a number" : "a text")
    }
    guard isNumber else { return .text(text) }
    guard let number = TableNumber.parse(text) else {
      throw row.refusal(column, name, "found '\(printable(text))'", "a number")
    }
    guard Float(number).isFinite else {
      throw row.refusal(column, name, "found '\(printable(text))'", "a finite number")
    }
    return .number(Float(number))
  }

  /// Numbers the rows so that those with equal features have equal numbers: 0, 1, … in the order of their first rows.
  var groups: [Int] {
    let keys = features.map { values -> [UInt64] in
      switch values {
      // Adding zero makes −0 equal to 0.
      case .numbers(let numbers): numbers.map { UInt64(($0 + 0).bitPattern) }
      case .texts(let texts): numbered(texts).map(UInt64.init)
      }
    }
    return numbered(rows.indices.map { row in keys.map { $0[row] } })
  }
}

/// Numbers equal values equally: 0, 1, … in the order in which they first occur.
func numbered<Value: Hashable>(_ values: [Value]) -> [Int] {
  var seen: [Value: Int] = [:]
  return values.map { value in
    if let number = seen[value] { return number }
    seen[value] = seen.count
    return seen.count - 1
  }
}

extension TextTable.Row {
  /// The line for a field that is not as it should be.
  func refusal(_ column: Int, _ name: String, _ found: String, _ expected: String) -> UserError {
    UserError(
      "\(place): row \(number), column \(column + 1) ('\(printable(name))'): \(found), expected \(expected)")
  }
}
