import Catalog

extension DatasetSource {
  /// Stands for every `csv:PATH#TARGET` in lists; a path makes it a data set.
  public static let csv = DatasetSource(card: CSVName.card, classNames: [], origin: CSVOrigin(content: nil))

  /// The table that `csv:PATH#TARGET` names; nil for a name of another form.
  ///
  /// - Throws: ``UserError`` for an option that is none, or naming file, row and column of what cannot be read.
  static func csv(named text: String) throws -> DatasetSource? {
    guard let name = try CSVName(text) else { return nil }
    let table = try CSVTable(name)
    return DatasetSource(
      card: Card(identifier: name.text, title: CSVName.card.title, summary: CSVName.card.summary),
      classNames: table.parted.classNames, origin: CSVOrigin(content: (name.path, table)))
  }
}

/// A table of one's own, read when it was named.
struct CSVOrigin: DatasetOrigin {
  /// Nil in the registry's entry, which stands for all tables.
  let content: (path: String, table: CSVTable)?

  func location(_ locator: DataLocator) -> String? { content?.path }

  func remedy(_ locator: DataLocator) -> String? { nil }

  func load(_ split: Split, _ source: DatasetSource, _ locator: DataLocator) throws -> Dataset {
    let (path, table) = try named()
    return try CSVTable.offeringToSkip {
      try table.parted.dataset(
        split, source, folder: path,
        checksums: Dictionary(table.files.map { ($0.path, $0.checksum) }) { first, _ in first },
        notes: split == .train ? table.notes : [])
    }
  }

  /// That it was read is all there is to say; nothing was published that could be compared.
  func verify(_ source: DatasetSource, _ locator: DataLocator) throws -> [DataFileReport] {
    try named().table.files.map {
      DataFileReport(path: $0.path, checksum: $0.checksum, expected: nil, problem: nil)
    }
  }

  private func named() throws -> (path: String, table: CSVTable) {
    if let content { return content }
    throw UserError("dataset: found 'csv', expected a path and a column as in csv:PATH#TARGET")
  }
}
