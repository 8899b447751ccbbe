import Foundation

/// Numbers counted by the interval in which they lie.
public struct HistogramBins: Sendable, Equatable {
  /// The least edge, and the width that all bins share.
  public let start: Double
  public let width: Double
  public private(set) var counts: [Int]
  /// What lies outside a range that was asked for.
  public private(set) var below = 0
  public private(set) var above = 0
  /// NaN and the infinities.
  public private(set) var notFinite = 0

  /// - Parameters:
  ///   - count: how many bins; nil for the rule of Freedman and Diaconis (1981), h = 2 IQR n^(−1/3), or Sturges' where the
  ///     middle half of the values is one value, with edges at round numbers.
  ///   - range: what the bins cover; nil for all values.
  public init(_ values: [Double], count: Int? = nil, range: ClosedRange<Double>? = nil) {
    let finite = values.filter { $0.isFinite && abs($0) < 1e300 }
    var bounds = Bounds()
    for value in finite { bounds.include(value) }
    let found = bounds.values ?? (0, 1)
    let covered = range ?? found.low...found.high
    if let count {
      let bins = min(10_000, max(1, count))
      let span = covered.upperBound - covered.lowerBound
      start = covered.lowerBound
      width = span > 0 ? span / Double(bins) : 1
      counts = Array(repeating: 0, count: bins)
    } else {
      let step = Self.roundStep(Self.step(finite.filter(covered.contains).sorted(), in: covered))
      start = range == nil ? (covered.lowerBound / step).rounded(.down) * step : covered.lowerBound
      width = step
      let bins = Int(((covered.upperBound - start) / step + 1e-9).rounded(.down)) + (range == nil ? 1 : 0)
      counts = Array(repeating: 0, count: min(10_000, max(1, bins)))
    }
    for value in values { add(value, isOpen: range == nil) }
  }

  private mutating func add(_ value: Double, isOpen: Bool) {
    guard value.isFinite else {
      notFinite += 1
      return
    }
    let place = ((value - start) / width).rounded(.down)
    if isOpen || (place >= 0 && place < Double(counts.count)) || value == upperEdge {
      counts[bin(of: value)] += 1
    } else if place < 0 {
      below += 1
    } else {
      above += 1
    }
  }

  public var upperEdge: Double { start + width * Double(counts.count) }
  public var total: Int { counts.reduce(0, +) }

  /// The interval of a bin, its lower edge within it.
  public func edges(_ bin: Int) -> (low: Double, high: Double) {
    (start + width * Double(bin), start + width * Double(bin + 1))
  }

  /// The bin of a value; the first or last for one beyond them.
  public func bin(of value: Double) -> Int {
    let place = ((value - start) / width).rounded(.down)
    return place.isNaN ? 0 : Int(min(Double(counts.count - 1), max(0, place)))
  }

  /// The bins joined so that there are at most `limit`.
  func joined(atMost limit: Int) -> HistogramBins {
    guard limit > 0, counts.count > limit else { return self }
    let group = (counts.count + limit - 1) / limit
    return HistogramBins(
      start: start, width: width * Double(group),
      counts: stride(from: 0, to: counts.count, by: group).map { first in
        counts[first..<min(counts.count, first + group)].reduce(0, +)
      }, below: below, above: above, notFinite: notFinite)
  }

  private init(start: Double, width: Double, counts: [Int], below: Int, above: Int, notFinite: Int) {
    (self.start, self.width, self.counts) = (start, width, counts)
    (self.below, self.above, self.notFinite) = (below, above, notFinite)
  }

  /// The width of a bin, before it is rounded.
  private static func step(_ sorted: [Double], in range: ClosedRange<Double>) -> Double {
    let span = range.upperBound - range.lowerBound
    guard sorted.count > 1, span > 0 else { return max(1e-300, max(abs(range.lowerBound) * 0.1, 0.5)) }
    let quartiles = sorted[sorted.count * 3 / 4] - sorted[sorted.count / 4]
    let rule =
      quartiles > 0
      ? 2 * quartiles / cbrt(Double(sorted.count)) : span / (1 + log2(Double(sorted.count))).rounded(.up)
    // A far outlier would make thousands of bins.
    return max(rule, span / 400)
  }

  /// 1, 2 or 5 × 10ⁿ, the nearest below or equal.
  private static func roundStep(_ step: Double) -> Double {
    let power = pow(10, floor(log10(step)))
    let factor = [5.0, 2.0].first { $0 * power <= step * (1 + 1e-9) } ?? 1
    return max(factor * power, 1e-300)
  }
}
