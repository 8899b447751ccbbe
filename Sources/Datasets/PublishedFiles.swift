import Catalog
import Foundation

/// A data set in files that somebody published, parted into train and test.
struct PublishedFiles: DatasetOrigin {
  private let train: [DataFile]
  private let test: [DataFile]
  private let all: DataFiles
  /// Joins the arrays of one split's files.
  private let assemble: @Sendable ([ArrayValue]) throws -> (inputs: ArrayValue, labels: [Int])

  init(
    train: [DataFile], test: [DataFile], remedy: String,
    folders: @escaping @Sendable (DataLocator) -> [String],
    assemble: @escaping @Sendable ([ArrayValue]) throws -> (inputs: ArrayValue, labels: [Int])
  ) {
    self.train = train
    self.test = test
    all = DataFiles(files: train + test, remedy: remedy, folders: folders)
    self.assemble = assemble
  }

  func location(_ locator: DataLocator) -> String? { all.location(locator) }
  func remedy(_ locator: DataLocator) -> String? { all.remedy(locator) }

  func load(_ split: Split, _ source: DatasetSource, _ locator: DataLocator) throws -> Dataset {
    let folder = try all.folder(source, locator), files = split == .train ? train : test
    let contents = try DataFiles.read(files, in: folder)
    let (inputs, labels) = try assemble(contents.map(\.array))
    return try Dataset(
      name: source.card.identifier, split: split, inputs: inputs, labels: labels,
      classNames: source.classNames, source: folder,
      checksums: Dictionary(uniqueKeysWithValues: zip(files.map(\.name), contents.map(\.checksum))))
  }

  func verify(_ source: DatasetSource, _ locator: DataLocator) throws -> [DataFileReport] {
    try all.verify(source, locator)
  }
}

/// Files that lie in one folder, which is looked for in several places.
struct DataFiles: Sendable {
  let files: [DataFile]
  /// What a person can do when the files are missing; a half sentence.
  let remedy: String
  let folders: @Sendable (DataLocator) -> [String]

  func location(_ locator: DataLocator) -> String? {
    folders(locator).first { folder in files.contains { $0.path(in: folder) != nil } }
  }

  func remedy(_ locator: DataLocator) -> String? {
    location(locator) == nil ? "looked in \(folders(locator).joined(separator: ", ")); \(remedy)" : nil
  }

  /// - Throws: ``UserError`` when there is none, with where it was looked for and the remedy.
  func folder(_ source: DatasetSource, _ locator: DataLocator) throws -> String {
    if let folder = location(locator) { return folder }
    throw UserError("\(source.card.identifier): no files found; \(remedy(locator) ?? "")")
  }

  /// Reads some of the files on all cores.
  static func read(_ files: [DataFile], in folder: String) throws -> [DataFile.Content] {
    try concurrentMap(files.count) { index in Result { try files[index].read(in: folder) } }.map {
      try $0.get()
    }
  }

  func verify(_ source: DatasetSource, _ locator: DataLocator) throws -> [DataFileReport] {
    let folder = try folder(source, locator)
    return concurrentMap(files.count) { index in
      let file = files[index]
      do {
        let content = try file.read(in: folder)
        return DataFileReport(
          path: content.path, checksum: content.checksum, expected: file.checksum, problem: nil)
      } catch {
        return DataFileReport(
          path: file.path(in: folder) ?? "\(folder)/\(file.name)", checksum: nil, expected: file.checksum,
          problem: "\(error)")
      }
    }
  }
}

/// One published file, plain or gzip.
struct DataFile: Sendable {
  /// Without `.gz`.
  let name: String
  let format: Format
  /// SHA-256 of the uncompressed content, so that plain and compressed copies are equally good; nil where none was
  /// published, so that the size and the labels must do.
  let checksum: String?

  enum Format: Sendable {
    case idx(shape: [Int])
    case records(CIFARRecords)
    /// Whatever bytes there are.
    case text
  }

  /// What a file holds, where it was found, and the SHA-256 of its content.
  struct Content: Sendable {
    let array: ArrayValue
    let path: String
    let checksum: String
  }

  func path(in folder: String) -> String? {
    ["\(folder)/\(name).gz", "\(folder)/\(name)"].first { FileManager.default.fileExists(atPath: $0) }
  }

  /// - Throws: ``UserError`` when the file is missing, cannot be read, or is not the published one.
  func read(in folder: String) throws -> Content {
    guard let path = path(in: folder) else {
      throw UserError("\(folder)/\(name).gz: missing, and \(name) too; the other files are there")
    }
    let content: (array: ArrayValue, checksum: String)
    switch format {
    case .idx(let shape):
      let read = try IDX.read(path, dimensions: shape.count)
      guard read.array.shape == shape else {
        throw UserError("\(path): found the sizes \(read.array.shape), expected \(shape)")
      }
      content = (read.array, read.checksum)
    case .records(let records):
      content = try records.decode(MappedFile.read(path), place: path)
    case .text:
      let data = try Gzip.contents(path)
      content = (ArrayValue(shape: [data.count], elementType: .uint8, bytes: data), SHA256.hash(data))
    }
    if let checksum, content.checksum != checksum {
      throw UserError(
        "\(path): corrupt: found content with SHA-256 \(content.checksum), expected \(checksum)")
    }
    return Content(array: content.array, path: path, checksum: content.checksum)
  }
}
