import Torch

/// Samples on their way through a network.
public struct Batch {
  /// `[N, C, H, W]`, float32: pixels in 0…1 or rows of a table, or what ``ResidentData`` was asked to make of them.
  public let inputs: Tensor
  /// `[N]`, int64.
  public let labels: Tensor
  /// `[N]`, float32, where a number is to be predicted.
  public let targets: Tensor?

  public init(inputs: Tensor, labels: Tensor, targets: Tensor? = nil) {
    self.inputs = inputs
    self.labels = labels
    self.targets = targets
  }

  /// Number of samples.
  public var count: Int { labels.extent(0) }
}
