import Catalog
import Datasets
import Foundation
import TestSupport
import Testing
import Torch

@Suite struct DataLoaderTests {
  /// Seven samples of two pixels each; the sample's number is its first byte.
  private func small() throws -> Dataset {
    try Dataset(
      name: "small", split: .train,
      inputs: ArrayValue(
        shape: [7, 1, 1, 2], elementType: .uint8, bytes: Data((0..<7).flatMap { [$0, 255 - $0] })),
      labels: [0, 1, 2, 0, 1, 2, 0], classNames: ["a", "b", "c"], source: "memory")
  }

  @Test func `an epoch holds every sample once, with its own label and pixels`() throws {
    try expectNoLeak {
      let data = try small(), loader = DataLoader(data)
      let epoch = loader.epoch(3, seed: Seed(1), size: 3)
      #expect(epoch.count == 3)
      let batches = Array(epoch)
      #expect(batches.map(\.count) == [3, 3, 1])
      #expect(batches.flatMap(\.indices).sorted() == Array(0..<7))
      for batch in batches {
        #expect(try batch.inputs.array() == data.pixels(batch.indices))
        #expect(try batch.labels.array() == ArrayValue(batch.indices.map { data.labels[$0] }))
      }
    }
  }

  @Test func `the order depends on seed and epoch alone, and never changes`() throws {
    let loader = DataLoader(try small())
    let order = loader.epoch(0, seed: Seed(1), size: 2).order
    #expect(order == loader.epoch(0, seed: Seed(1), size: 7).order)
    #expect(order != loader.epoch(1, seed: Seed(1), size: 2).order)
    #expect(order != loader.epoch(0, seed: Seed(2), size: 2).order)
    // Pinned: a stored run must find its order again on any machine and under any later version.
    var generator = SplitMix64(seed: 42)
    #expect(generator.permutation(10) == [8, 3, 6, 5, 4, 0, 9, 2, 1, 7])
  }

  @Test func `an epoch that resumes gives the batches that are left`() throws {
    let epoch = DataLoader(try small()).epoch(0, seed: Seed(9), size: 2)
    #expect(epoch.from(1).map(\.indices) == Array(epoch.map(\.indices).dropFirst()))
    #expect(Array(epoch.from(4)).isEmpty && Array(epoch.from(1000)).isEmpty)
  }

  @Test func `evaluation goes through the set in order`() throws {
    let data = try small()
    let batches = Array(DataLoader(data).batches(size: 4))
    #expect(batches.map(\.indices) == [[0, 1, 2, 3], [4, 5, 6]])
    #expect(try batches[1].inputs.array() == data.pixels([4, 5, 6]))
    #expect(try batches[1].labels.array().integers == [1, 2, 0])
    #expect(try DataLoader(data).all.inputs.array() == data.pixels(Array(0..<7)))
  }

  @Test func `chosen samples come in the order asked for`() throws {
    let data = try DatasetSource.fashionMini.load(.test), loader = DataLoader(data)
    let batch = try loader.batch([499, 3, 3])
    #expect(batch.inputs.shape == [3, 1, 28, 28])
    #expect(try batch.inputs.array() == data.pixels([499, 3, 3]))
    #expect(throws: UserError.self) { try loader.batch([500]) }
  }
}
