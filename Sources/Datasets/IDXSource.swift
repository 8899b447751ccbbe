import Catalog

extension DatasetSource {
  /// A data set in MNIST's four files.
  ///
  /// - Parameters:
  ///   - size: Height and width of the grey pictures.
  ///   - counts: How many samples train and test have.
  ///   - checksums: SHA-256 of the contents: train images, train labels, test images, test labels.
  static func idx(
    _ card: Card, prefix: String = "", size: Int, classNames: [String], counts: (train: Int, test: Int),
    checksums: [String], remedy: String, folders: @escaping @Sendable (DataLocator) -> [String]
  ) -> DatasetSource {
    func files(_ part: String, _ count: Int, _ checksums: ArraySlice<String>) -> [DataFile] {
      [
        DataFile(
          name: "\(prefix)\(part)-images-idx3-ubyte", format: .idx(shape: [count, size, size]),
          checksum: checksums.first),
        DataFile(
          name: "\(prefix)\(part)-labels-idx1-ubyte", format: .idx(shape: [count]), checksum: checksums.last),
      ]
    }
    return DatasetSource(
      card: card, classNames: classNames,
      origin: PublishedFiles(
        train: files("train", counts.train, checksums[..<2]),
        test: files("t10k", counts.test, checksums[2...]),
        remedy: remedy, folders: folders
      ) { arrays in
        let images = arrays[0]
        return (
          ArrayValue(
            shape: [images.shape[0], 1, size, size], elementType: .uint8, bytes: images.bytes),
          arrays[1].integers
        )
      })
  }
}
