import Torch

/// How much each element of each input speaks for a class, with what is needed to judge it.
public struct Attributions {
  /// `[N, C, H, W]`, in the inputs' element type.
  public let values: Tensor
  /// The class that each input was explained for.
  public let targets: [Int]
  /// `[N, K]`.
  public let logits: Tensor
  /// Σ attributions − (f(x) − f(x₀)) in logits, float64 `[N]`; nil when the method promises no completeness.
  public let completenessGap: Tensor?
  /// Whether a value's sign says for or against the target.
  public let isSigned: Bool
}
