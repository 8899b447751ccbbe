import Catalog
import Datasets
import Foundation
import TestSupport
import Testing

@testable import Torch

@Suite struct AugmentationTests {
  private func pictures(_ count: Int, _ shape: [Int]) -> Tensor {
    var generator = SplitMix64(seed: 4)
    let bytes = (0..<(count * shape.reduce(1, *))).map { _ in UInt8(1 + generator.next(below: 255)) }
    return bytes.withUnsafeBytes { Tensor.fromBytes($0, shape: [count] + shape, type: .uint8) }
  }

  /// One picture, moved the slow way: padded by zeros, cut out, mirrored.
  private func expected(_ picture: Tensor, _ move: [Int]) -> Tensor {
    let far = 9, height = picture.extent(2), width = picture.extent(3)
    let window = picture.pad([far, far, far, far])
      .slice(far + move[0], far + move[0] + height, dimension: 2)
      .slice(far + move[1], far + move[1] + width, dimension: 3)
    return move[2] != 0 ? window.flip([3]) : window
  }

  @Test func `a move is a window of the padded picture, mirrored or not, by every way of working it out`()
    throws
  {
    try expectNoLeak {
      let bytes = pictures(9, [3, 5, 7])
      let moves = [
        [0, 0, 0], [0, 0, 1], [1, 2, 0], [-4, 3, 1], [4, -4, 0], [5, 0, 1], [-5, 7, 0], [0, -8, 1],
        [3, -6, 1],
      ]
      let by = Tensor(moves.flatMap { $0 }, shape: [9, 3])
      for (index, move) in moves.enumerated() {
        let right = try expected(bytes[index..<(index + 1)], move).array()
        #expect(try bytes.moved(by: by)[index..<(index + 1)].array() == right, "\(move)")
        #expect(try bytes.movedByGathering(by)[index..<(index + 1)].array() == right, "\(move)")
      }
    }
  }

  @Test func `nothing moves a picture by nothing, and a mirror's mirror image is the picture`() throws {
    let bytes = pictures(4, [1, 28, 28])
    let rest = Tensor([Int](repeating: 0, count: 12), shape: [4, 3])
    #expect(try bytes.moved(by: rest).array() == bytes.array())
    let mirror = Tensor([0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1], shape: [4, 3])
    let mirrored = bytes.moved(by: mirror)
    #expect(try mirrored.array() != bytes.array() && mirrored.moved(by: mirror).array() == bytes.array())
    for wrong in [Tensor([0, 0, 1]), Tensor([0, 0, 1], shape: [1, 3]), rest.to(.float32)] {
      #expect(throws: TorchError.self) { try bytes.moved(by: wrong).array() }
    }
  }

  @Test func `draws hang on seed, epoch and sample alone, and take every value`() throws {
    let seed = Seed(7)
    func moves(_ kind: Augmentation, _ epoch: Int = 3, _ count: Int = 2000, seed: Seed = seed) throws -> [Int]
    {
      try #require(kind.moves(seed: seed, epoch: epoch, count: count)).integers()
    }
    #expect(Augmentation.none.moves(seed: seed, epoch: 0, count: 5) == nil)
    let both = try moves(.cropFlip)
    #expect(try moves(.cropFlip) == both && moves(.cropFlip, 3, 100) == Array(both[..<300]))
    #expect(try moves(.cropFlip, 4) != both && moves(.cropFlip, seed: Seed(8)) != both)
    let rows = (0..<2000).map { Array(both[(3 * $0)..<(3 * $0 + 3)]) }
    for column in 0..<2 {
      for place in -4...4 {
        let count = rows.count { $0[column] == place }
        #expect(abs(count - 222) < 60, "\(place): \(count)")
      }
    }
    #expect(abs(rows.count { $0[2] == 1 } - 1000) < 100 && rows.allSatisfy { (0...1).contains($0[2]) })
    // Each kind is its part of both.
    #expect(try moves(.flip) == rows.flatMap { [0, 0, $0[2]] })
    #expect(try moves(.crop) == rows.flatMap { [$0[0], $0[1], 0] })
  }

  @Test func `a sample's picture does not depend on its batch mates`() throws {
    let data = try DatasetSource.fashionMini32.load(.test).subset(Array(0..<40))
    let resident = ResidentData(data)
    let moves = try #require(Augmentation.cropFlip.moves(seed: Seed(1), epoch: 0, count: 40))
    let whole = try resident.batch(Tensor(Array(0..<40)), moves: moves).inputs.array()
    let alone = try resident.batch(Tensor([31]), moves: moves).inputs.array()
    #expect(alone.floats == Array(whole.floats[(31 * 1024)..<(32 * 1024)]))
    #expect(try alone != data.pixels([31]))
    #expect(try resident.batch(Tensor([31])).inputs.array() == data.pixels([31]))
  }
}
