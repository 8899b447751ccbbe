import Catalog
import Torch

/// How attributions become something to look at. None of this changes the attributions themselves.
public struct AttributionPicture: Sendable, Equatable {
  /// What is made of the channels.
  public enum Channels: String, CaseIterable, Sendable {
    /// Σ_c a_c: diverges around zero.
    case signedSum = "signed"
    /// Σ_c |a_c|: 0 or more.
    case absoluteSum = "absolute"
  }

  public var channels: Channels
  /// Of the magnitudes within one picture, what becomes full colour: a few large values would else darken the rest.
  public var percentile: Double

  public init(_ channels: Channels, percentile: Double = 99) {
    self.channels = channels
    self.percentile = percentile
  }

  /// From `[N, C, H, W]` to `[N, 1, H, W]` float32: each picture divided by the percentile of its own magnitudes and
  /// clipped, to −1…1 for the signed sum and 0…1 for the absolute. A picture that is zero everywhere stays so.
  ///
  /// - Throws: `TorchError` when the tensor is undefined or not of rank 4.
  public func render(_ values: Tensor) throws -> ArrayValue {
    try noGrad {
      let wide = values.detached().to(.float64)
      let summed = (channels == .signedSum ? wide : wide.abs()).sum([1], keep: true)
      let magnitudes = summed.abs().flatten(from: 1)
      // Where the percentile is zero, most of the picture is; then its largest value is full colour.
      let share = magnitudes.quantile(min(max(percentile, 0), 100) / 100, dimension: 1, keep: true)
      let largest = magnitudes.max([1], keep: true)
      let full = share.where(share .> 0, otherwise: largest).clamp(1e-300, nil)
      return try (summed / full.unsqueeze(2).unsqueeze(3)).clamp(-1, 1).to(.float32).to(.cpu).array()
    }
  }
}
