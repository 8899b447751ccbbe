import Catalog
import Torch

/// Samples on their way through a network.
public struct Batch {
  /// `[N, C, H, W]`, float32, pixels in 0…1.
  public let inputs: Tensor
  /// `[N]`, int64.
  public let labels: Tensor
  /// Where the samples stand in their data set, in the order of the rows.
  public let indices: [Int]

  public init(inputs: Tensor, labels: Tensor, indices: [Int]) {
    self.inputs = inputs
    self.labels = labels
    self.indices = indices
  }

  /// Number of samples.
  public var count: Int { indices.count }
}
