import Torch

/// What a self-explaining network says of N inputs: {(hᵢ(x), θᵢ(x))} (Alvarez-Melis and Jaakkola 2018, §3).
public struct Explanation {
  /// h `[N, k]`.
  public let concepts: Tensor
  /// θ `[N, k, C]`; those of a positive affine aggregator are multiplied by its weights, so that what they say of the
  /// logits is the same.
  public let relevances: Tensor
  /// What no concept of the input bears, `[N, C]`: the relevance of the concept that is always 1. Nil where there is none.
  public let bias: Tensor?
  /// f `[N, C]`, before anything is made of them: one number where the network gives one.
  public let logits: Tensor

  /// θᵢc·hᵢ `[N, k, C]`; their sum over the concepts, and the bias, are the logits.
  public var contributions: Tensor { relevances * concepts.unsqueeze(2) }

  /// θᵢc less its mean over the classes `[N, k, C]`: adding the same to every class's relevance leaves the
  /// probabilities as they are, so only the differences say something. Of one number a network gives, θ itself.
  public var gaugeFree: Tensor {
    relevances.extent(2) == 1 ? relevances : relevances - relevances.mean([2], keep: true)
  }
}
