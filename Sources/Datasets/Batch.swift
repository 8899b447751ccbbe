import Torch

/// Samples on their way through a network.
public struct Batch {
  /// `[N, C, H, W]`, float32: pixels in 0…1, or what ``ResidentData`` was asked to make of them.
  public let inputs: Tensor
  /// `[N]`, int64.
  public let labels: Tensor

  public init(inputs: Tensor, labels: Tensor) {
    self.inputs = inputs
    self.labels = labels
  }

  /// Number of samples.
  public var count: Int { labels.extent(0) }
}
