import Catalog
import Foundation

/// A data set in files that somebody published, looked for in a list of folders.
struct PublishedFiles: DatasetOrigin {
  let train: [DataFile]
  let test: [DataFile]
  /// What a person can do when the files are missing; a half sentence.
  let remedy: String
  let folders: @Sendable (DataLocator) -> [String]
  /// Joins the arrays of one split's files.
  let assemble: @Sendable ([ArrayValue]) throws -> (inputs: ArrayValue, labels: [Int])

  func location(_ locator: DataLocator) -> String? {
    folders(locator).first { folder in (train + test).contains { $0.path(in: folder) != nil } }
  }

  func remedy(_ locator: DataLocator) -> String? {
    location(locator) == nil ? "looked in \(folders(locator).joined(separator: ", ")); \(remedy)" : nil
  }

  private func folder(_ source: DatasetSource, _ locator: DataLocator) throws -> String {
    if let folder = location(locator) { return folder }
    throw UserError("\(source.card.identifier): no files found; \(remedy(locator) ?? "")")
  }

  func load(_ split: Split, _ source: DatasetSource, _ locator: DataLocator) throws -> Dataset {
    let folder = try folder(source, locator), files = split == .train ? train : test
    let contents = try concurrentMap(files.count) { index in Result { try files[index].read(in: folder) } }
      .map { try $0.get() }
    let (inputs, labels) = try assemble(contents.map(\.array))
    return try Dataset(
      name: source.card.identifier, split: split, inputs: inputs, labels: labels,
      classNames: source.classNames, source: folder,
      checksums: Dictionary(uniqueKeysWithValues: zip(files.map(\.name), contents.map(\.checksum))))
  }

  func verify(_ source: DatasetSource, _ locator: DataLocator) throws -> [DataFileReport] {
    let folder = try folder(source, locator), files = train + test
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
  }

  func path(in folder: String) -> String? {
    ["\(folder)/\(name).gz", "\(folder)/\(name)"].first { FileManager.default.fileExists(atPath: $0) }
  }

  /// - Throws: ``UserError`` when the file is missing, cannot be read, or is not the published one.
  func read(in folder: String) throws -> (array: ArrayValue, path: String, checksum: String) {
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
    }
    if let checksum, content.checksum != checksum {
      throw UserError(
        "\(path): corrupt: found content with SHA-256 \(content.checksum), expected \(checksum)")
    }
    return (content.array, path, content.checksum)
  }
}
