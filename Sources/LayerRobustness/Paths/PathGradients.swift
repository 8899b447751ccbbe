import Catalog
import Networks
import Torch

/// The gradient at the input of some samples' losses, divided among the 2^n paths through n residual blocks by their
/// length: how many branches they take.
///
/// The derivative of a chain of blocks is the product of (S_i + J_i), S_i the skip's Jacobian and J_i the branch's, at
/// the point that the whole network passes. A path takes J_i or S_i at each block, and the gradient is the sum over all
/// paths (Veit, Wilber, Belongie, NIPS 2016, §3). In evaluation mode samples do not see each other, so all is per sample.
///
/// The forward pass is kept; its memory is that of one training step.
public final class PathGradients {
  public let network: ModularNetwork
  private let segments: [Segment]
  /// Of the summed loss by the logits.
  private let seed: Tensor

  /// A part of the network with its own graph, from a leaf to what it computes.
  private struct Segment {
    let input: Tensor
    /// What fixed layers or a branch give.
    let output: Tensor
    let isBlock: Bool
    /// What the skip gives; nil for the identity.
    let skip: Tensor?
  }

  /// Passes inputs forward.
  ///
  /// - Parameters:
  ///   - inputs: normalised inputs `[N, C, H, W]`; labels `[N]`.
  /// - Throws: `UserError` for a network without residual blocks.
  public init(_ network: ModularNetwork, inputs: Tensor, labels: Tensor) throws {
    guard network.isResidual else {
      throw UserError(
        "\(network.network.specification.name): found no residual blocks, expected some: a plain network has one path"
      )
    }
    self.network = network
    var value = inputs
    var segments: [Segment] = []
    for part in network.parts {
      let leaf = value.detached().requiringGradient()
      switch part {
      case .fixed(let layers):
        let output = network.network.apply(layers, to: leaf)
        segments.append(Segment(input: leaf, output: output, isBlock: false, skip: nil))
        value = output
      case .module(let place):
        let module = network.modules[place]
        let output = network.network.apply(module.branch, to: leaf)
        let skip = module.isProjection ? network.network.apply(module.skip ?? [], to: leaf) : nil
        segments.append(Segment(input: leaf, output: output, isBlock: true, skip: skip))
        value = output + (skip ?? leaf)
      }
    }
    self.segments = segments
    let logits = value.detached().requiringGradient()
    let scores = network.network.specification.output == .logits ? logits : logits.clamp(1e-12).log()
    seed = try gradient(of: scores.crossEntropy(labels, .sum), by: logits)
  }

  /// Σ over all paths of length k of what they carry back to the input, for k = 0, 1, …: `[N, C, H, W]` each.
  ///
  /// Going backward over the blocks, G_k ← S_iᵀ G_k + J_iᵀ G_{k−1}, so no path is left out and none is sampled. Their
  /// sum is the gradient itself. Cost: about (n + 1) / 2 backward passes; with a limit K, K of them.
  ///
  /// - Parameter limit: the longest paths that are wanted.
  public func exact(upTo limit: Int = .max) throws -> [Tensor] {
    var carried: [Tensor] = [seed]
    for segment in segments.reversed() {
      guard segment.isBlock else {
        carried = try carried.map { try back($0, from: segment.output, to: segment.input) }
        continue
      }
      let branched = try carried.prefix(limit).map { try back($0, from: segment.output, to: segment.input) }
      let skipped = try carried.map { carried in
        try segment.skip.map { try back(carried, from: $0, to: segment.input) } ?? carried
      }
      carried = (0...min(carried.count, limit)).map { length in
        switch (length < skipped.count, length > 0) {
        case (true, true): skipped[length] + branched[length - 1]
        case (true, false): skipped[length]
        default: branched[length - 1]
        }
      }
    }
    return carried
  }

  /// What one path carries back to the input: through the branches of `taken`, through the skips of the others.
  public func path(_ taken: Set<Int>) throws -> Tensor {
    var carried = seed
    var block = network.modules.count
    for segment in segments.reversed() {
      if segment.isBlock { block -= 1 }
      if !segment.isBlock || taken.contains(block) {
        carried = try back(carried, from: segment.output, to: segment.input)
      } else if let skip = segment.skip {
        carried = try back(carried, from: skip, to: segment.input)
      }
    }
    return carried
  }

  private func back(_ weight: Tensor, from output: Tensor, to input: Tensor) throws -> Tensor {
    try gradients(of: [output], by: [input], weights: [weight], retainGraph: true)[0]
  }
}

/// ‖g‖₂ of each sample's gradient `[N, …]`, `[N]` in double: norms of long paths are too small for single precision.
public func sampleNorms(_ gradients: Tensor) -> Tensor {
  noGrad { gradients.to(.float64).flatten(from: 1).square().sum([1]).sqrt() }
}
