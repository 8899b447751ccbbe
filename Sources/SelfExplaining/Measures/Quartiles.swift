/// The quarters of a sample; between two values they are interpolated.
public struct Quartiles: Sendable, Equatable {
  public let low: Double
  public let median: Double
  public let high: Double
  public let count: Int

  /// - Returns: nil for no value, or one that is not a number.
  public init?(_ values: [Double]) {
    guard !values.isEmpty, values.allSatisfy({ !$0.isNaN }) else { return nil }
    let sorted = values.sorted()
    func at(_ share: Double) -> Double {
      let place = share * Double(sorted.count - 1), below = Int(place)
      let above = min(below + 1, sorted.count - 1)
      let part = place - Double(below)
      return part == 0 ? sorted[below] : sorted[below] * (1 - part) + sorted[above] * part
    }
    (low, median, high, count) = (at(0.25), at(0.5), at(0.75), sorted.count)
  }
}
