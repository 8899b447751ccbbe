import Catalog
import Torch

/// A part of a network that computes y = skip(x) + branch(x).
public struct ResidualBlock: Sendable, Equatable {
  /// What the names of its layers begin with: `layer1.0` of `layer1.0.add`.
  public let name: String
  /// The layer whose output is x; -1 for the network's input.
  public let fork: Int
  /// The addition.
  public let sum: Int
  /// The layers of the branch, in order.
  public let branch: [Int]
  /// The layers of the skip, in order; none where it is the identity.
  public let skip: [Int]

  /// Whether the skip computes something: it changes the number of channels or the resolution.
  public var isProjection: Bool { !skip.isEmpty }
}

/// A network as a chain: what a value passes through from the input to the logits.
public enum TrunkPart: Sendable, Equatable {
  /// A layer with one input.
  case layer(Int)
  case block(ResidualBlock)
}

extension NetworkSpecification {
  /// The network as a chain of layers and residual blocks.
  ///
  /// - Throws: `UserError` for a layer whose inputs are not the two ways of a residual block: paths through such a
  ///   network are no subsets of blocks.
  public func trunk() throws -> [TrunkPart] {
    let sources = sourceIndices
    var parts: [TrunkPart] = []
    var place = layers.count - 1
    while place >= 0 {
      if sources[place].count == 1 {
        parts.append(.layer(place))
        place = sources[place][0]
        continue
      }
      guard let block = block(endingAt: place, sources) else {
        throw UserError(
          "\(name), layer '\(layers[place].name)': found \(sources[place].count) inputs, expected one, or a residual "
            + "block's branch and skip")
      }
      parts.append(.block(block))
      place = block.fork
    }
    return parts.reversed()
  }

  /// The residual blocks from the input on; none where the network is not a chain of them.
  public var residualBlocks: [ResidualBlock] {
    ((try? trunk()) ?? []).compactMap { if case .block(let block) = $0 { block } else { nil } }
  }

  /// For each layer the layers that it draws from; -1 is the network's input.
  var sourceIndices: [[Int]] {
    let index = Dictionary(uniqueKeysWithValues: layers.enumerated().map { ($1.name, $0) })
    return layers.map { $0.from.map { index[$0] ?? -1 } }
  }

  private func block(endingAt sum: Int, _ sources: [[Int]]) -> ResidualBlock? {
    guard layers[sum].layer is Add, sources[sum].count == 2 else { return nil }
    let ways = sources[sum].map { chain(from: $0, sources) }
    guard let fork = ways[0].first(where: ways[1].contains) else { return nil }
    let own = ways.map { Array($0.prefix { $0 != fork }.reversed()) }
    // The skip is the shorter way; of two alike the second.
    let skip = own[0].count < own[1].count ? 0 : 1
    guard !own[1 - skip].isEmpty else { return nil }
    return ResidualBlock(
      name: blockName(layers[sum].name), fork: fork, sum: sum, branch: own[1 - skip], skip: own[skip])
  }

  /// The layer and what it draws from, back to the first layer with several inputs, or to the network's input.
  private func chain(from layer: Int, _ sources: [[Int]]) -> [Int] {
    var result = [layer]
    while let last = result.last, last >= 0, sources[last].count == 1 { result.append(sources[last][0]) }
    return result
  }

  private func blockName(_ sum: String) -> String {
    sum.lastIndex(of: ".").map { String(sum[..<$0]) } ?? sum
  }
}

extension Network {
  /// Passes a value through layers with one input each, in evaluation mode.
  public func apply(_ layers: [Int], to value: Tensor) -> Tensor {
    layers.reduce(value) { apply($1, to: $0, with: tensors[$1]) }
  }

  /// Passes a value through a layer with one input, in evaluation mode, with these tensors.
  public func apply(_ layer: Int, to value: Tensor, with tensors: [Tensor]) -> Tensor {
    layers[layer].layer.forward([value], tensors, .evaluation)
  }

  /// Logits of normalised inputs without the branches of some residual blocks, whose skips alone pass the value on.
  ///
  /// - Parameter blocks: in the network's order, out of ``NetworkSpecification/residualBlocks``.
  public func logits(normalised inputs: Tensor, _ pass: Pass, without blocks: [ResidualBlock]) -> Tensor {
    var frontier = Frontier(input: inputs, count: layers.count)
    var start = 0
    for block in blocks {
      run(&frontier, over: start..<block.fork + 1, pass)
      for layer in block.skip { run(&frontier, over: layer..<layer + 1, pass) }
      let last = block.skip.last ?? block.fork
      frontier.values[block.sum] = last < 0 ? inputs : frontier.values[last]
      if last >= 0 { frontier.values[last] = nil }
      start = block.sum + 1
    }
    run(&frontier, over: start..<layers.count, pass)
    return logits(frontier)
  }
}
