import Catalog
import Datasets

/// Which data sets are on this machine, and whether they are as published.
public struct DataInventory {
  private let locator: DataLocator

  /// - Parameter home: Halftone's home; nil for the standard place.
  public init(home: String?) { locator = DataLocator(home: home) }

  /// Every data set with the folder it was found in.
  public var places: [(card: Card, folder: String?)] {
    datasetRegistry.entries.map { ($0.card, $0.location(locator)) }
  }

  public func has(_ name: String) -> Bool {
    places.contains { $0.card.identifier == name && $0.folder != nil }
  }

  /// Checks files against their published checksums.
  ///
  /// - Parameter names: data sets; empty for all that are here.
  /// - Returns: per file its path, and what is wrong with it in one line.
  /// - Throws: `UserError` for an unknown or missing data set.
  public func verify(_ names: [String]) throws -> [(path: String, problem: String?)] {
    let sources =
      names.isEmpty
      ? datasetRegistry.entries.filter { $0.location(locator) != nil } : try names.map(datasetRegistry.find)
    return try sources.flatMap { try $0.verify(locator) }.map { ($0.path, $0.problem) }
  }
}
