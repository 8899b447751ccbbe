import Catalog

/// Rows of text with as many fields each as there are columns.
struct TextTable: Sendable {
  struct Row: Sendable {
    /// The file, for messages.
    let place: String
    /// Its number in the file, from 1.
    let number: Int
    let fields: [String]
  }

  let names: [String]
  let rows: [Row]

  init(names: [String], rows: [Row]) {
    self.names = names
    self.rows = rows
  }

  /// - Throws: ``UserError`` naming the first row that has more or fewer fields than there are names.
  init(names: [String], records: some Sequence<CSV.Record>, place: String) throws {
    self.names = names
    rows = try records.map { record in
      guard record.fields.count == names.count else {
        throw UserError(
          "\(place): row \(record.row): found \(record.fields.count) field\(record.fields.count == 1 ? "" : "s"), "
            + "expected \(names.count)")
      }
      return Row(place: place, number: record.row, fields: record.fields)
    }
  }

  /// The same rows with the columns of `other` behind their own.
  ///
  /// - Throws: ``UserError`` unless both have equally many.
  func joined(with other: TextTable) throws -> TextTable {
    guard rows.count == other.rows.count else {
      throw UserError(
        "\(other.rows.first?.place ?? "table"): found \(other.rows.count) rows, expected \(rows.count) as in "
          + "\(rows.first?.place ?? "the other file")")
    }
    return TextTable(
      names: names + other.names,
      rows: zip(rows, other.rows).map {
        Row(place: $0.place, number: $0.number, fields: $0.fields + $1.fields)
      })
  }

  /// Where a column of that name stands; nil where there is none.
  func place(of column: String) -> Int? { names.firstIndex(of: column) }
}
