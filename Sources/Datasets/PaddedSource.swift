import Catalog
import Foundation

extension DatasetSource {
  /// The same pictures with an equal frame of zeros around them.
  ///
  /// - Parameter card: What the padded set says of itself.
  func padded(to side: Int, _ card: Card) -> DatasetSource {
    DatasetSource(card: card, classNames: classNames, origin: PaddedOrigin(base: self, side: side))
  }
}

struct PaddedOrigin: DatasetOrigin {
  let base: DatasetSource
  let side: Int

  func location(_ locator: DataLocator) -> String? { base.location(locator) }
  func remedy(_ locator: DataLocator) -> String? { base.remedy(locator) }

  func load(_ split: Split, _ source: DatasetSource, _ locator: DataLocator) throws -> Dataset {
    let data = try base.load(split, from: locator)
    return try Dataset(
      name: source.card.identifier, split: split, inputs: data.inputs.padded(to: side), labels: data.labels,
      classNames: data.classNames, source: data.source, checksums: data.checksums)
  }

  func verify(_ source: DatasetSource, _ locator: DataLocator) throws -> [DataFileReport] {
    try base.verify(locator)
  }
}

extension ArrayValue {
  /// Pictures `[N, C, H, W]` of bytes in the middle of `side` x `side` zeros; where the frame cannot be equal, the bottom
  /// and the right have one more.
  func padded(to side: Int) -> ArrayValue {
    let planes = shape[0] * shape[1], height = shape[2], width = shape[3]
    precondition(height <= side && width <= side, "padded: \(height) x \(width) do not fit into \(side)")
    var padded = Data(count: planes * side * side)
    let corner = (side - height) / 2 * side + (side - width) / 2
    padded.withUnsafeMutableBytes { target in
      bytes.withUnsafeBytes { source in
        guard let to = target.baseAddress, let from = source.baseAddress else { return }
        for row in 0..<(planes * height) {
          let place = row / height * side * side + row % height * side + corner
          (to + place).copyMemory(from: from + row * width, byteCount: width)
        }
      }
    }
    return ArrayValue(shape: [shape[0], shape[1], side, side], elementType: .uint8, bytes: padded)
  }
}
