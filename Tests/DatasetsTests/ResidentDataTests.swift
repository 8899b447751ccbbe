import Catalog
import Datasets
import Foundation
import TestSupport
import Testing
import Torch

@Suite struct ResidentDataTests {
  /// Seven samples of two pixels each; the sample's number is its first byte.
  private func small() throws -> Dataset {
    try Dataset(
      name: "small", split: .train,
      inputs: ArrayValue(
        shape: [7, 1, 1, 2], elementType: .uint8, bytes: Data((0..<7).flatMap { [$0, 255 - $0] })),
      labels: [0, 1, 2, 0, 1, 2, 0], classNames: ["a", "b", "c"], source: "memory")
  }

  @Test func `a batch holds the pixels and labels of its rows, in the order asked for`() throws {
    try expectNoLeak {
      let data = try DatasetSource.fashionMini.load(.test), rows = [499, 3, 3, 0]
      let batch = ResidentData(data).batch(Tensor(rows))
      #expect(batch.count == 4 && batch.inputs.shape == [4, 1, 28, 28])
      #expect(try batch.inputs.array() == data.pixels(rows))
      #expect(try batch.labels.integers() == rows.map { data.labels[$0] })
    }
  }

  @Test func `batches go through the set in order, the last one smaller`() throws {
    let data = try small()
    let batches = Array(ResidentData(data).batches(of: 4))
    #expect(batches.map(\.count) == [4, 3])
    #expect(try batches[1].inputs.array() == data.pixels([4, 5, 6]))
    #expect(try batches[1].labels.integers() == [1, 2, 0])
  }

  @Test func `a limit takes the first samples, zero all`() throws {
    let data = try small()
    #expect([0, 3, 9].map { ResidentData(data, limit: $0).count } == [7, 3, 7])
    let batches = Array(ResidentData(data, limit: 3).batches(of: 7))
    #expect(try batches.map { try $0.inputs.array() } == [data.pixels([0, 1, 2])])
  }

  /// Three channels, each with its own constants, so that a table read by the wrong channel shows.
  @Test func `a transform of every byte gives the bits of the transform of the pixels`() throws {
    var generator = SplitMix64(seed: 1)
    let shape = [5, 3, 16, 17], count = shape.reduce(1, *)
    let bytes = Data((0..<count).map { $0 < 256 ? UInt8($0) : UInt8(generator.next(below: 256)) })
    let data = try Dataset(
      name: "colour", split: .train, inputs: ArrayValue(shape: shape, elementType: .uint8, bytes: bytes),
      labels: [0, 0, 0, 0, 0], classNames: ["a"], source: "memory")
    let shift = Tensor([0.3, 0.45, 0.1] as [Float], shape: [3, 1, 1])
    let scale = Tensor([0.31, 0.7, 0.2] as [Float], shape: [3, 1, 1])
    let transform = { (pixels: Tensor) in (pixels - shift) / scale }
    let resident = ResidentData(data, transform: transform)
    #expect(try resident.inputs.array() == transform(Tensor(data.pixels(Array(0..<5)))).array())
    #expect(
      try resident.batch(Tensor([4, 2])).inputs.array() == transform(Tensor(data.pixels([4, 2]))).array())
  }
}
