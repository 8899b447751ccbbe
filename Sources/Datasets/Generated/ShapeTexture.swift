import Catalog
import Foundation

/// Colour pictures that are drawn from a seed: one of eight shapes, painted with one of eight textures.
///
/// The label is the shape. The texture is the label's own with probability ``agreement``, else one of the other seven:
/// a second cue that is easy to learn and not always right. Labels go round, so that every class occurs equally often.
struct ShapeTexture: DatasetOrigin {
  let seed: UInt64
  let train: Int
  let test: Int
  /// How often the texture is the label's own.
  let agreement: Double
  /// SHA-256 of the pixels and then the labels, a byte each, of train and test.
  let checksums: (train: String, test: String)

  static let classNames = ["disc", "square", "triangle", "plus", "ring", "star", "bar", "crescent"]
  static let side = 32

  /// What is seen in one picture.
  struct Cues: Equatable {
    let shape: Int
    let texture: Int
  }

  func location(_ locator: DataLocator) -> String? { "generated" }
  func remedy(_ locator: DataLocator) -> String? { nil }

  func count(_ split: Split) -> Int { split == .train ? train : test }

  /// The cues of one picture, and the generator that goes on to draw it.
  func cues(_ split: Split, _ index: Int) -> (Cues, SplitMix64) {
    var generator = SplitMix64(seed: Seed(seed).derive("shape-texture \(split.rawValue)", sample: index))
    let classes = Self.classNames.count, shape = index % classes
    let agrees = generator.nextUnit() < agreement
    let other = (shape + 1 + generator.next(below: classes - 1)) % classes
    return (Cues(shape: shape, texture: agrees ? shape : other), generator)
  }

  /// The pictures of `range`, as bytes `[count, 3, 32, 32]`.
  func draw(_ split: Split, _ range: Range<Int>) -> Data {
    concurrentRows(range.count, of: 3 * Self.side * Self.side) { place, pixels in
      var (cues, generator) = self.cues(split, range.lowerBound + place)
      ShapeTexturePicture(cues, &generator).draw(into: pixels, &generator)
    }.bytes
  }

  func load(_ split: Split, _ source: DatasetSource, _ locator: DataLocator) throws -> Dataset {
    let count = count(split), bytes = draw(split, 0..<count)
    let labels = (0..<count).map { $0 % Self.classNames.count }
    return try Dataset(
      name: source.card.identifier, split: split,
      inputs: ArrayValue(shape: [count, 3, Self.side, Self.side], elementType: .uint8, bytes: bytes),
      labels: labels, classNames: source.classNames, source: "generated",
      checksums: ["\(source.card.identifier) \(split.rawValue)": checksum(bytes, labels)])
  }

  /// Draws both splits anew: the same bits on this machine as on every other.
  func verify(_ source: DatasetSource, _ locator: DataLocator) throws -> [DataFileReport] {
    try Split.allCases.map { split in
      let found = try load(split, source, locator).checksums.values.first ?? ""
      let expected = split == .train ? checksums.train : checksums.test
      return DataFileReport(
        path: "\(source.card.identifier) \(split.rawValue)", checksum: found, expected: expected,
        problem: found == expected
          ? nil
          : "\(source.card.identifier) \(split.rawValue): drew pixels with SHA-256 \(found), expected \(expected)"
      )
    }
  }

  private func checksum(_ bytes: Data, _ labels: [Int]) -> String {
    var hash = SHA256()
    hash.update(bytes)
    hash.update(Data(labels.map(UInt8.init)))
    return hash.finish()
  }
}

extension SplitMix64 {
  /// Uniform in 0 ..< 1, with 53 bits.
  mutating func nextUnit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniform in `range`.
  mutating func next(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * nextUnit()
  }
}
