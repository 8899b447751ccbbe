import Catalog
import Foundation

/// Which part of a data set.
public enum Split: String, Codable, Sendable, CaseIterable {
  case train, test

  /// - Throws: ``UserError`` for any other word.
  public init(named name: String) throws {
    guard let split = Split(rawValue: name) else {
      throw UserError("split: found '\(printable(name))', expected train or test")
    }
    self = split
  }
}

/// One split of a labelled data set, whole in memory: pictures as the bytes that the files hold, rows of a table as numbers.
public struct Dataset: Sendable {
  /// The data set's identifier, `fashion-mini`.
  public let name: String
  public let split: Split
  /// Pictures: `[N, C, H, W]` of `uint8`; a pixel is byte / 255. Tables: `[N, F, 1, 1]` of `float32`, a channel for each
  /// coded column.
  public let inputs: ArrayValue
  /// N classes in `0..<classNames.count`; all 0 where the target is a number.
  public let labels: [Int]
  /// Where the target is a number, its name alone.
  public let classNames: [String]
  /// What the channels of a table mean; nil for pictures.
  public let features: FeatureTable?
  /// The N numbers that are to be predicted; nil where a class is.
  public let targets: [Float]?
  /// The folder it was read from.
  public let source: String
  /// SHA-256 of each file's content (uncompressed), by the file's name.
  public let checksums: [String: String]
  /// What a person should know about how it was read, a line each: files that were left out.
  public let notes: [String]

  /// - Throws: ``UserError`` when labels and inputs do not belong together.
  public init(
    name: String, split: Split, inputs: ArrayValue, labels: [Int], classNames: [String], source: String,
    checksums: [String: String] = [:], notes: [String] = [], features: FeatureTable? = nil,
    targets: [Float]? = nil
  ) throws {
    if let features {
      guard inputs.shape == [labels.count, features.width, 1, 1], inputs.elementType == .float32 else {
        throw UserError(
          "\(source): found inputs of shape \(inputs.shape), expected \([labels.count, features.width, 1, 1]) of float32"
        )
      }
      if let odd = inputs.firstNonFinite {
        throw UserError(
          "\(source): found a number that is not finite in row \(odd / features.width), column "
            + "'\(features.columnNames[odd % features.width])'")
      }
    } else {
      guard inputs.shape.count == 4, inputs.elementType == .uint8 else {
        throw UserError("\(source): found inputs of shape \(inputs.shape), expected [N, C, H, W] of bytes")
      }
    }
    guard targets.map({ $0.count == labels.count }) ?? true else {
      throw UserError("\(source): found \(targets?.count ?? 0) targets for \(labels.count) inputs")
    }
    guard labels.count == inputs.shape[0] else {
      throw UserError("\(source): found \(labels.count) labels for \(inputs.shape[0]) inputs")
    }
    if let place = labels.firstIndex(where: { !classNames.indices.contains($0) }) {
      throw UserError(
        "\(source): found the label \(labels[place]) at index \(place), expected 0…\(classNames.count - 1)")
    }
    self.name = name
    self.split = split
    self.inputs = inputs
    self.labels = labels
    self.classNames = classNames
    self.source = source
    self.checksums = checksums
    self.notes = notes
    self.features = features
    self.targets = targets
  }

  /// Number of samples.
  public var count: Int { inputs.shape[0] }

  /// `[C, H, W]`.
  public var inputShape: [Int] { Array(inputs.shape.dropFirst()) }

  /// The chosen samples as `float32`, `[indices.count, C, H, W]`, in the order of the indices: pixels in 0…1, or a table's
  /// rows as they are.
  ///
  /// - Throws: ``UserError`` for an index beyond the set.
  public func pixels(_ indices: [Int]) throws -> ArrayValue {
    try check(indices)
    guard features == nil else { return rows(indices) }
    let size = inputShape.reduce(1, *)
    var values = [Float](repeating: 0, count: indices.count * size)
    inputs.bytes.withUnsafeBytes { raw in
      for (row, index) in indices.enumerated() {
        for place in 0..<size { values[row * size + place] = Float(raw[index * size + place]) / 255 }
      }
    }
    return ArrayValue(values, shape: [indices.count] + inputShape)
  }

  /// The first `count` samples of each class, in file order: a probe set, or a small set to learn from.
  public func firstOfEachClass(_ count: Int) -> [Int] {
    var taken = [Int](repeating: 0, count: classNames.count)
    return labels.indices.filter { index in
      taken[labels[index]] += 1
      return taken[labels[index]] <= count
    }
  }

  /// A data set of the chosen samples only.
  ///
  /// - Throws: ``UserError`` for an index beyond the set.
  public func subset(_ indices: [Int]) throws -> Dataset {
    try check(indices)
    return try Dataset(
      name: name, split: split, inputs: rows(indices), labels: indices.map { labels[$0] },
      classNames: classNames, source: source, checksums: checksums, features: features,
      targets: targets.map { targets in indices.map { targets[$0] } })
  }

  private func rows(_ indices: [Int]) -> ArrayValue {
    let size = inputShape.reduce(1, *) * inputs.elementType.size
    var bytes = Data(capacity: indices.count * size)
    inputs.bytes.withUnsafeBytes { raw in
      for index in indices { bytes.append(contentsOf: raw[(index * size)..<((index + 1) * size)]) }
    }
    return ArrayValue(shape: [indices.count] + inputShape, elementType: inputs.elementType, bytes: bytes)
  }

  func check(_ indices: [Int]) throws {
    if let odd = indices.first(where: { !(0..<count).contains($0) }) {
      throw UserError("indices: found \(odd), expected 0…\(count - 1): \(name) \(split) has \(count) inputs")
    }
  }
}
