import Catalog

/// A data set that can be loaded: its card, its classes, and where its pictures come from.
public struct DatasetSource: Catalogued, Sendable {
  public let card: Card
  public let classNames: [String]
  let origin: any DatasetOrigin

  /// - Throws: ``UserError`` when the files are missing (it says where they were looked for and how to provide them),
  ///   truncated, of another format, or not the published ones by their checksum.
  public func load(_ split: Split, from locator: DataLocator = DataLocator()) throws -> Dataset {
    try origin.load(split, self, locator)
  }

  /// The folder that holds the data set's files, or in a word how it is made; nil when it cannot be loaded.
  public func location(_ locator: DataLocator = DataLocator()) -> String? { origin.location(locator) }

  /// What a person can do to have the data set; nil where nothing needs doing.
  public func remedy(_ locator: DataLocator = DataLocator()) -> String? { origin.remedy(locator) }

  /// Checks everything against its published checksum or size, and goes on after a failure.
  ///
  /// - Throws: ``UserError`` when no file of the data set is found.
  public func verify(_ locator: DataLocator = DataLocator()) throws -> [DataFileReport] {
    try origin.verify(self, locator)
  }

  /// Whether its files are another data set's, which is checked by itself.
  public var isDerived: Bool { origin is PaddedOrigin }
}

/// Where a data set's pictures come from: published files, a folder of one's own, a generator.
protocol DatasetOrigin: Sendable {
  func location(_ locator: DataLocator) -> String?
  func remedy(_ locator: DataLocator) -> String?
  func load(_ split: Split, _ source: DatasetSource, _ locator: DataLocator) throws -> Dataset
  func verify(_ source: DatasetSource, _ locator: DataLocator) throws -> [DataFileReport]
}

/// What ``DatasetSource/verify(_:)`` says of one file.
public struct DataFileReport: Codable, Sendable, Equatable {
  public let path: String
  /// SHA-256 of the content that was found, when it could be read and is the published one.
  public let checksum: String?
  /// The published SHA-256; nil where only sizes are published.
  public let expected: String?
  /// What is wrong, in one line; nil when the file is whole.
  public let problem: String?
}
