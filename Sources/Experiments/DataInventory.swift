import Catalog
import Datasets

/// Which data sets are on this machine, and whether they are as published.
public struct DataInventory {
  private let locator: DataLocator

  /// - Parameter home: Halftone's home; nil for the standard place.
  public init(home: String?) { locator = DataLocator(home: home) }

  /// Every data set with the folder it was found in, or in words why there is none.
  public var places: [(card: Card, place: String)] {
    datasetRegistry.entries.map { source in
      let otherwise = source.remedy(locator) == nil ? "yours" : "not here"
      return (source.card, source.location(locator) ?? otherwise)
    }
  }

  public func has(_ name: String) -> Bool {
    datasetRegistry.entries.contains { $0.card.identifier == name && $0.location(locator) != nil }
  }

  /// What more there is to say of a data set than its card does: its classes, and where it is or how to have it.
  public func facts(_ name: String) throws -> [(title: String, text: String)] {
    let source = try datasetRegistry.find(name)
    var facts: [(String, String)] = []
    if !source.classNames.isEmpty {
      facts.append(("Classes", "\(source.classNames.count): " + source.classNames.joined(separator: ", ")))
    }
    if let place = source.location(locator) { facts.append(("Here", place)) }
    if let remedy = source.remedy(locator) { facts.append(("Not here", remedy)) }
    return facts
  }

  /// What is found wrong with a file, or how far it is known to be right.
  public enum Finding: Sendable {
    case asPublished
    /// Whole as far as its size and content tell: no checksum is published.
    case whole
    case bad(String)
  }

  /// Checks files against their published checksums, or sizes where there are none.
  ///
  /// - Parameter names: data sets; empty for all that are here, each file once.
  /// - Returns: per file its path and what was found.
  /// - Throws: `UserError` for an unknown or missing data set.
  public func verify(_ names: [String]) throws -> [(path: String, finding: Finding)] {
    let sources =
      names.isEmpty
      ? datasetRegistry.entries.filter { $0.location(locator) != nil && !$0.isDerived }
      : try names.map(datasetRegistry.find)
    return try sources.flatMap { try $0.verify(locator) }.map { report in
      (report.path, report.problem.map(Finding.bad) ?? (report.expected == nil ? .whole : .asPublished))
    }
  }
}
