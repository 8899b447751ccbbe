import Foundation

/// Round numbers along an axis.
enum Ticks {
  /// About `count` multiples of 1, 2 or 5 × 10ⁿ within the range.
  static func linear(_ range: ClosedRange<Double>, count: Int) -> (values: [Double], step: Double) {
    let span = range.upperBound - range.lowerBound
    guard span > 0, span.isFinite, count > 0 else { return ([range.lowerBound], 0) }
    let rough = span / Double(count)
    let power = pow(10, floor(log10(rough)))
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough * 0.7 } ?? power * 10
    let first = Int((range.lowerBound / step - 1e-9).rounded(.up))
    let last = Int((range.upperBound / step + 1e-9).rounded(.down))
    guard first <= last, last - first < 1000 else { return ([range.lowerBound], step) }
    return ((first...last).map { Double($0) * step }, step)
  }

  /// Powers of ten within the range, with 2 and 5 between where there are few.
  static func logarithmic(_ range: ClosedRange<Double>, count: Int) -> [Double] {
    guard range.lowerBound > 0, range.upperBound.isFinite else { return [] }
    let low = Int(floor(log10(range.lowerBound))), high = Int(ceil(log10(range.upperBound)))
    let factors: [Double] = high - low <= max(1, count / 3) ? [1, 2, 5] : [1]
    let stride = max(1, (high - low) / max(1, count))
    var values: [Double] = []
    for exponent in low...max(low, high) where (exponent - low) % stride == 0 {
      for factor in factors {
        let value = factor * pow(10, Double(exponent))
        if value >= range.lowerBound * 0.999, value <= range.upperBound * 1.001 { values.append(value) }
      }
    }
    return values
  }

  /// Decimals that tell the multiples of `step` apart.
  static func decimals(step: Double) -> Int {
    guard step > 0, step.isFinite else { return 2 }
    return min(8, max(0, Int(-floor(log10(step) + 1e-9))))
  }
}
