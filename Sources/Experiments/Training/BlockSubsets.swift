import Catalog
import Networks

/// Which residual blocks each mini-batch trains (Veit, Wilber and Belongie, NIPS 2016, §5: paths as long as those that
/// carry the gradient are enough).
struct BlockSubsets {
  private let blocks: [ResidualBlock]
  private let trained: Int
  private let seed: Seed

  /// - Parameter trained: blocks a batch; 0 trains all, for which there is nothing to choose.
  /// - Throws: `UserError` for a network with fewer blocks.
  init?(training trained: Int, of network: NetworkSpecification, seed: Seed) throws {
    guard trained > 0 else { return nil }
    blocks = network.residualBlocks
    guard !blocks.isEmpty else {
      throw UserError(
        "blocks-per-batch: found \(trained), expected 0: network '\(network.name)' has no residual blocks")
    }
    guard trained <= blocks.count else {
      throw UserError(
        "blocks-per-batch: found \(trained), expected 0…\(blocks.count): network '\(network.name)' has "
          + "\(blocks.count) residual blocks")
    }
    self.trained = trained
    self.seed = seed
  }

  /// The blocks that a step leaves out, in the network's order.
  func leftOut(epoch: Int, step: Int) -> [ResidualBlock] {
    var generator = SplitMix64(seed: seed.derive("train/blocks", sample: epoch, draw: step))
    var left = blocks
    for _ in 0..<trained { left.remove(at: generator.next(below: left.count)) }
    return left
  }
}
