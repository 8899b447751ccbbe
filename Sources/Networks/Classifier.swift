import Torch

/// What an explainer or an attack needs of a network: logits in evaluation mode, and what they mean.
public protocol Classifier: AnyObject {
  /// `[C, H, W]` of one input in 0…1 pixels.
  var inputShape: [Int] { get }
  var classNames: [String] { get }
  /// Evaluation-mode logits `[N, K]` of inputs `[N, C, H, W]`: dropout off, running statistics frozen; differentiable
  /// by the inputs. Normalisation is inside.
  func logits(_ inputs: Tensor) -> Tensor
  /// Roughly how many numbers one input's forward pass keeps for the backward pass; sizes batches, changes no result.
  var activationCount: Int { get }
}

extension Classifier {
  public var classCount: Int { classNames.count }
  /// A guess for a network that does not know its layers.
  public var activationCount: Int { 64 * inputShape.reduce(1, *) }
}
