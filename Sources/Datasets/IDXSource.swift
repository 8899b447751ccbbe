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
    let files = [("train", counts.train), ("t10k", counts.test)].enumerated().flatMap { place, part in
      [
        DataFile(
          name: "\(prefix)\(part.0)-images-idx3-ubyte", shape: [part.1, size, size],
          checksum: checksums[2 * place]),
        DataFile(
          name: "\(prefix)\(part.0)-labels-idx1-ubyte", shape: [part.1], checksum: checksums[2 * place + 1]),
      ]
    }
    return DatasetSource(
      card: card, inputShape: [1, size, size], classNames: classNames, files: files, remedy: remedy,
      folders: folders
    ) { source, split, folder in
      let first = split == .train ? 0 : 2
      let (images, labels) = (source.files[first], source.files[first + 1])
      let (pixels, classes) = try (images.read(in: folder), labels.read(in: folder))
      return try Dataset(
        name: source.card.identifier, split: split,
        inputs: ArrayValue(
          shape: [pixels.array.shape[0]] + source.inputShape, elementType: .uint8, bytes: pixels.array.bytes),
        labels: classes.array.integers, classNames: source.classNames, source: folder,
        checksums: [images.name: pixels.checksum, labels.name: classes.checksum])
    }
  }
}
