import Catalog
import Foundation

/// A data set that can be loaded: its card, what it holds, where it is looked for and how it is read.
public struct DatasetSource: Catalogued, Sendable {
  public let card: Card
  /// `[C, H, W]`.
  public let inputShape: [Int]
  public let classNames: [String]
  let files: [DataFile]
  /// What a person can do when the files are missing; a half sentence.
  let remedy: String
  let folders: @Sendable (DataLocator) -> [String]
  let read: @Sendable (DatasetSource, Split, String) throws -> Dataset

  /// - Throws: ``UserError`` when the files are missing (it says where they were looked for and how to provide them),
  ///   truncated, of another format, or not the published ones by their checksum.
  public func load(_ split: Split, from locator: DataLocator = DataLocator()) throws -> Dataset {
    guard let folder = location(locator) else {
      throw UserError(
        "\(card.identifier): no files found; looked in \(folders(locator).joined(separator: ", ")); \(remedy)"
      )
    }
    return try read(self, split, folder)
  }

  /// The folder that holds the data set's files, when there is one.
  public func location(_ locator: DataLocator = DataLocator()) -> String? {
    folders(locator).first { folder in files.contains { $0.path(in: folder) != nil } }
  }

  /// Checks every file against its published checksum, and goes on after a failure.
  ///
  /// - Throws: ``UserError`` when no file of the data set is found.
  public func verify(_ locator: DataLocator = DataLocator()) throws -> [DataFileReport] {
    guard let folder = location(locator) else {
      throw UserError(
        "\(card.identifier): no files found; looked in \(folders(locator).joined(separator: ", ")); \(remedy)"
      )
    }
    return files.map { file in
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

/// What ``DatasetSource/verify(_:)`` says of one file.
public struct DataFileReport: Codable, Sendable, Equatable {
  public let path: String
  /// SHA-256 of the content that was found, when it could be read and is the published one.
  public let checksum: String?
  public let expected: String
  /// What is wrong, in one line; nil when the file is whole.
  public let problem: String?
}

/// One published IDX file.
struct DataFile: Sendable {
  /// Without `.gz`.
  let name: String
  let shape: [Int]
  /// SHA-256 of the uncompressed content, so that plain and compressed copies are equally good.
  let checksum: String

  func path(in folder: String) -> String? {
    ["\(folder)/\(name).gz", "\(folder)/\(name)"].first { FileManager.default.fileExists(atPath: $0) }
  }

  /// - Throws: ``UserError`` when the file is missing, cannot be read, or is not the published one.
  func read(in folder: String) throws -> (array: ArrayValue, path: String, checksum: String) {
    guard let path = path(in: folder) else {
      throw UserError("\(folder)/\(name).gz: missing, and \(name) too; the other files are there")
    }
    let content = try IDX.read(path, dimensions: shape.count)
    guard content.array.shape == shape else {
      throw UserError("\(path): found the sizes \(content.array.shape), expected \(shape)")
    }
    guard content.checksum == checksum else {
      throw UserError(
        "\(path): corrupt: found content with SHA-256 \(content.checksum), expected \(checksum)")
    }
    return (content.array, path, content.checksum)
  }
}
