/// Curves made smoother, for the eye only.
public enum Smoothing {
  /// The exponential moving average with its bias corrected, so that the first values count in full:
  /// mₜ = w mₜ₋₁ + (1 − w) xₜ, and mₜ / (1 − wᵗ) is what comes out.
  ///
  /// - Parameter weight: 0 leaves the values as they are, 0.99 is very smooth; it is cut to 0…0.999.
  /// - Returns: as many values. Those that are not finite stay so and count for nothing.
  public static func average(_ values: [Double], weight: Double) -> [Double] {
    let weight = weight.isFinite ? min(0.999, max(0, weight)) : 0
    guard weight > 0 else { return values }
    var mean = 0.0, total = 0.0
    return values.map { value in
      guard value.isFinite else { return value }
      mean = weight * mean + (1 - weight) * value
      total = weight * total + (1 - weight)
      return mean / total
    }
  }
}
