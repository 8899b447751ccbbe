import Catalog
import Foundation

extension DatasetSource {
  /// Small enough to be always there.
  public static let digits = DatasetSource(
    card: Card(
      identifier: "digits", title: "Optical recognition of handwritten digits",
      summary:
        "1,438 + 359 grey pictures of handwritten digits, 8 x 8, ten classes; a fifth of each class is held back by seed 0; "
        + "ships with Halftone.",
      citation: Citation(
        authors: "Alpaydin, Kaynak", title: "Optical Recognition of Handwritten Digits",
        venue: "UCI Machine Learning Repository", year: 1998)),
    classNames: (0...9).map(String.init),
    origin: DigitsFile(
      files: DataFiles(
        files: [
          DataFile(
            name: "digits.csv", format: .text,
            checksum: "6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8")
        ], remedy: shippedTablesRemedy, folders: shippedTables)))
}

/// Pictures in rows of 64 pixels 0…16 and the digit; 16 becomes the byte 255.
struct DigitsFile: DatasetOrigin {
  let files: DataFiles

  func location(_ locator: DataLocator) -> String? { files.location(locator) }
  func remedy(_ locator: DataLocator) -> String? { files.remedy(locator) }

  func verify(_ source: DatasetSource, _ locator: DataLocator) throws -> [DataFileReport] {
    try files.verify(source, locator)
  }

  func load(_ split: Split, _ source: DatasetSource, _ locator: DataLocator) throws -> Dataset {
    let folder = try files.folder(source, locator), content = try DataFiles.read(files.files, in: folder)[0]
    let records = try CSV.records(content.array.bytes, place: content.path)
    // The checksum has vouched for every number.
    let numbers = records.map { $0.fields.compactMap { Int($0) } }
    let labels = numbers.map { $0[64] }, pixels = numbers.map { $0[..<64].map { UInt8(($0 * 255 + 8) / 16) } }
    let parts = HoldOut.standard.part(groups: numbered(pixels), strata: labels)
    let rows = split == .train ? parts.train : parts.test
    return try Dataset(
      name: source.card.identifier, split: split,
      inputs: ArrayValue(
        shape: [rows.count, 1, 8, 8], elementType: .uint8, bytes: Data(rows.flatMap { pixels[$0] })),
      labels: rows.map { labels[$0] }, classNames: source.classNames, source: folder,
      checksums: ["digits.csv": content.checksum])
  }
}
