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

/// One split of a labelled data set of pictures, whole in memory as the bytes that the files hold.
public struct Dataset: Sendable {
  /// The data set's identifier, `fashion-mini`.
  public let name: String
  public let split: Split
  /// `[N, C, H, W]` of `uint8`; a pixel is byte / 255.
  public let inputs: ArrayValue
  /// N classes in `0..<classNames.count`.
  public let labels: [Int]
  public let classNames: [String]
  /// The folder it was read from.
  public let source: String
  /// SHA-256 of each file's content (uncompressed), by the file's name.
  public let checksums: [String: String]
  /// What a person should know about how it was read, a line each: files that were left out.
  public let notes: [String]

  /// - Throws: ``UserError`` when labels and inputs do not belong together.
  public init(
    name: String, split: Split, inputs: ArrayValue, labels: [Int], classNames: [String], source: String,
    checksums: [String: String] = [:], notes: [String] = []
  ) throws {
    guard inputs.shape.count == 4, inputs.elementType == .uint8 else {
      throw UserError("\(source): found inputs of shape \(inputs.shape), expected [N, C, H, W] of bytes")
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
  }

  /// Number of samples.
  public var count: Int { inputs.shape[0] }

  /// `[C, H, W]`.
  public var inputShape: [Int] { Array(inputs.shape.dropFirst()) }

  /// The chosen samples as `float32` pixels in 0…1, `[indices.count, C, H, W]`, in the order of the indices.
  ///
  /// - Throws: ``UserError`` for an index beyond the set.
  public func pixels(_ indices: [Int]) throws -> ArrayValue {
    try check(indices)
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
    let size = inputShape.reduce(1, *)
    var bytes = Data(capacity: indices.count * size)
    inputs.bytes.withUnsafeBytes { raw in
      for index in indices { bytes.append(contentsOf: raw[(index * size)..<((index + 1) * size)]) }
    }
    return try Dataset(
      name: name, split: split,
      inputs: ArrayValue(shape: [indices.count] + inputShape, elementType: .uint8, bytes: bytes),
      labels: indices.map { labels[$0] }, classNames: classNames, source: source, checksums: checksums)
  }

  func check(_ indices: [Int]) throws {
    if let odd = indices.first(where: { !(0..<count).contains($0) }) {
      throw UserError("indices: found \(odd), expected 0…\(count - 1): \(name) \(split) has \(count) inputs")
    }
  }
}
