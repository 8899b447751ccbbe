import Catalog
import Foundation

/// A table that somebody published without parting it, in one file or in several whose columns stand side by side.
struct PublishedTable: DatasetOrigin {
  /// Of the form ``DataFile/Format/text``.
  let files: DataFiles
  let forms: [Form]
  let schema: TableSchema
  /// Makes of what the files hold what the schema describes.
  let prepare: @Sendable (TextTable) throws -> TextTable

  /// How the text of a file becomes fields.
  struct Form: Sendable {
    let names: [String]
    /// Rows before the data: a header, counts.
    let skipped: Int
    var separator: Character = ","
  }

  func location(_ locator: DataLocator) -> String? { files.location(locator) }
  func remedy(_ locator: DataLocator) -> String? { files.remedy(locator) }

  func verify(_ source: DatasetSource, _ locator: DataLocator) throws -> [DataFileReport] {
    try files.verify(source, locator)
  }

  func load(_ split: Split, _ source: DatasetSource, _ locator: DataLocator) throws -> Dataset {
    let folder = try files.folder(source, locator)
    let contents = try DataFiles.read(files.files, in: folder)
    let tables = try zip(contents, forms).map { content, form in
      let records = try CSV.records(content.array.bytes, separator: form.separator, place: content.path)
      return try TextTable(names: form.names, records: records.dropFirst(form.skipped), place: content.path)
    }
    let text = try tables.dropFirst().reduce(tables[0]) { try $0.joined(with: $1) }
    let parted = try PartedTable(TypedTable(prepare(text), schema), .standard)
    return try parted.dataset(
      split, source, folder: folder,
      checksums: Dictionary(uniqueKeysWithValues: zip(files.files.map(\.name), contents.map(\.checksum))))
  }
}

extension DatasetSource {
  /// A data set out of tables that were published without a split.
  ///
  /// - Parameters:
  ///   - files: names and SHA-256 of the contents.
  ///   - columns: the features' kinds by their columns' names; what is not named is not used.
  static func table(
    _ card: Card, classNames: [String], files: [(name: String, checksum: String)],
    forms: [PublishedTable.Form],
    columns: [(String, TableSchema.Kind)], target: String, kind: TableSchema.TargetKind,
    prepared: [String]? = nil,
    remedy: String, folders: @escaping @Sendable (DataLocator) -> [String],
    prepare: @escaping @Sendable (TextTable) throws -> TextTable = { $0 }
  ) -> DatasetSource {
    let names = prepared ?? forms.flatMap(\.names)
    func place(_ name: String) -> Int {
      guard let place = names.firstIndex(of: name) else {
        preconditionFailure("\(card.identifier): no column '\(name)' among \(names)")
      }
      return place
    }
    return DatasetSource(
      card: card, classNames: classNames,
      origin: PublishedTable(
        files: DataFiles(
          files: files.map { DataFile(name: $0.name, format: .text, checksum: $0.checksum) }, remedy: remedy,
          folders: folders),
        forms: forms,
        schema: TableSchema(
          features: columns.map { TableSchema.Column(place: place($0.0), kind: $0.1) }, target: place(target),
          targetKind: kind),
        prepare: prepare))
  }
}
