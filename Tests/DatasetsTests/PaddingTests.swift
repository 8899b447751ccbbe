import Catalog
import Foundation
import Testing

@testable import Datasets

@Suite struct PaddingTests {
  @Test func `the frame is zero and the middle the picture`() throws {
    let plain = try DatasetSource.fashionMini.load(.test),
      padded = try DatasetSource.fashionMini32.load(.test)
    #expect(padded.name == "fashion-mini-32" && padded.inputs.shape == [500, 1, 32, 32])
    #expect(padded.labels == plain.labels && padded.checksums == plain.checksums)
    for sample in [0, 17, 499] {
      for row in 0..<32 {
        let start = sample * 1024 + row * 32, line = padded.inputs.bytes[start..<(start + 32)]
        if !(2..<30).contains(row) {
          #expect(line.allSatisfy { $0 == 0 })
        } else {
          let from = sample * 784 + (row - 2) * 28
          #expect(Array(line) == [0, 0] + plain.inputs.bytes[from..<(from + 28)] + [0, 0])
        }
      }
    }
  }

  @Test func `odd frames have one more at the bottom and the right, and every channel its own`() {
    let bytes = Data((1...8).map(UInt8.init))
    let padded = ArrayValue(shape: [1, 2, 2, 2], elementType: .uint8, bytes: bytes).padded(to: 3)
    #expect(
      Array(padded.bytes) == [1, 2, 0, 3, 4, 0, 0, 0, 0, 5, 6, 0, 7, 8, 0, 0, 0, 0]
        && padded.shape == [1, 2, 3, 3])
  }

  @Test func `padded sets are verified by the files that they are made of`() throws {
    #expect(try DatasetSource.fashionMini32.verify() == DatasetSource.fashionMini.verify())
    #expect(DatasetSource.fashionMini32.isDerived && !DatasetSource.fashionMini.isDerived)
  }
}
