import Catalog

extension DatasetSource {
  /// A data set of 3×32×32 pictures in CIFAR's binary records.
  ///
  /// - Parameters:
  ///   - files: Per split the files' names and how many records each has.
  ///   - labelCount: Label bytes a record.
  ///   - checksums: SHA-256 of the contents by name, where they are known.
  static func cifar(
    _ card: Card, classNames: [String], train: [(String, Int)], test: [(String, Int)], labelCount: Int = 1,
    checksums: [String: String] = [:], remedy: String, folders: @escaping @Sendable (DataLocator) -> [String]
  ) -> DatasetSource {
    func files(_ named: [(String, Int)]) -> [DataFile] {
      named.map { name, count in
        DataFile(
          name: name,
          format: .records(
            CIFARRecords(count: count, classCount: classNames.count, labelCount: labelCount)),
          checksum: checksums[name])
      }
    }
    return DatasetSource(
      card: card, classNames: classNames,
      origin: PublishedFiles(train: files(train), test: files(test), remedy: remedy, folders: folders) {
        arrays in
        do {
          return try CIFARRecords.assemble(arrays, labelCount: labelCount, classNames: classNames)
        } catch let error as UserError {
          throw UserError("\(card.identifier): \(error.message)")
        }
      })
  }
}
