import Networks
import Torch

/// A network's tensors at one moment of its training.
public struct Checkpoint {
  /// `0` before the first step, then the epoch.
  public let label: String
  /// One list a layer, in the order of its slots.
  public let tensors: [[Tensor]]

  public init(label: String, tensors: [[Tensor]]) {
    self.label = label
    self.tensors = tensors
  }
}
