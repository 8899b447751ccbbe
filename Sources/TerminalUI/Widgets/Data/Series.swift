import Foundation

/// One curve: points in order of x, with a band around them where `low` and `high` are given.
public struct Series: Sendable, Equatable {
  public var name: String
  public var x: [Double]
  public var y: [Double]
  /// The band's lower and upper edge at each x; empty when there is none.
  public var low: [Double]
  public var high: [Double]
  /// Which series colour of the theme.
  public var color: Int
  /// The weight of the moving average that is drawn, 0…1 (see `Smoothing`); the values themselves stay as a faint
  /// curve behind it.
  public var smoothing: Double
  /// Whether the cursor reads it out; a stroke that belongs to another curve is not read.
  public var isRead = true

  public init(
    _ name: String, x: [Double], y: [Double], low: [Double] = [], high: [Double] = [], color: Int = 0,
    smoothing: Double = 0
  ) {
    self.smoothing = smoothing
    self.name = name
    self.x = x
    self.y = y
    self.low = low
    self.high = high
    self.color = color
  }

  var count: Int { min(x.count, y.count) }
  var isSmoothed: Bool { smoothing > 0 && count > 1 }
  var hasBand: Bool { low.count >= count && high.count >= count && count > 0 }

  /// The index of the point whose x is nearest.
  public func nearest(to place: Double) -> Int? {
    guard count > 0 else { return nil }
    var low = 0, high = count
    while low < high {
      let middle = (low + high) / 2
      if x[middle] < place { low = middle + 1 } else { high = middle }
    }
    if low == count { return count - 1 }
    if low > 0, abs(x[low - 1] - place) <= abs(x[low] - place) { return low - 1 }
    return low
  }
}

/// A tick with a label of its own.
public struct AxisMark: Sendable, Equatable {
  public var value: Double
  public var label: String

  public init(_ value: Double, _ label: String) {
    self.value = value
    self.label = label
  }
}

/// One axis of a chart.
public struct Axis: Sendable, Equatable {
  public enum Scale: Sendable { case linear, logarithmic }
  /// `count` is for whole numbers.
  public enum Format: Sendable { case number, percent, count }

  public var title: String
  public var scale: Scale
  public var format: Format
  /// Fixed ends; those of the data when nil.
  public var range: ClosedRange<Double>?
  /// Ticks with labels of their own, in order; round numbers where there are none.
  public var marks: [AxisMark] = []

  public init(
    _ title: String = "", scale: Scale = .linear, format: Format = .number, range: ClosedRange<Double>? = nil
  ) {
    self.title = title
    self.scale = scale
    self.format = format
    self.range = range
  }

  /// A single value, for the read-out.
  public func figure(_ value: Double) -> String {
    switch format {
    case .number: Figures.short(value)
    case .percent: Figures.percent(value, decimals: 2)
    case .count: Figures.count(value)
    }
  }
}

/// Maps the values of an axis onto 0…1 and names its ticks.
struct AxisScaling {
  let axis: Axis
  let range: ClosedRange<Double>

  /// - Parameter values: finite values to be covered.
  init(axis: Axis, values: (low: Double, high: Double)?, margin: Double) {
    self.axis = axis
    if let fixed = axis.range, fixed.lowerBound < fixed.upperBound,
      axis.scale == .linear || fixed.lowerBound > 0
    {
      range = fixed
      return
    }
    var (low, high) = values ?? (0, 1)
    // Beyond that the span itself would overflow.
    (low, high) = (max(low, -1e307), min(high, 1e307))
    if high < low { (low, high) = (high, low) }
    if axis.scale == .logarithmic {
      low = max(low, high > 0 ? high * 1e-12 : 1e-12)
      high = max(high, low)
      let factor = high / low < 1.0001 ? 2 : (high / low).squareRoot().squareRoot().squareRoot().squareRoot()
      range = low / factor...high * factor
    } else {
      let span = high - low
      let pad = span > abs(high) * 1e-9 ? span * margin : max(abs(high) * 0.1, 0.5) * (margin > 0 ? 1 : 0.5)
      // Nothing that cannot be negative gets a negative axis.
      range = (low >= 0 ? max(0, low - pad) : low - pad)...(high + pad)
    }
  }

  /// Where a value lies, 0 at the low end; nil where it cannot be placed.
  func share(_ value: Double) -> Double? {
    guard value.isFinite else { return nil }
    if axis.scale == .logarithmic {
      guard value > 0 else { return 0 }
      return (log10(value) - log10(range.lowerBound)) / (log10(range.upperBound) - log10(range.lowerBound))
    }
    return (value - range.lowerBound) / (range.upperBound - range.lowerBound)
  }

  /// The value at a share, which is cut to 0…1.
  func value(_ share: Double) -> Double {
    let part = min(1, max(0, share))
    if axis.scale == .logarithmic {
      let low = log10(range.lowerBound)
      return pow(10, low + (log10(range.upperBound) - low) * part)
    }
    return range.lowerBound + (range.upperBound - range.lowerBound) * part
  }

  func ticks(count: Int) -> [(value: Double, label: String)] {
    if !axis.marks.isEmpty { return axis.marks.map { ($0.value, $0.label) } }
    let factor = axis.format == .percent ? 100.0 : 1
    let sign = axis.format == .percent ? "%" : ""
    if axis.scale == .logarithmic {
      return Ticks.logarithmic(range, count: count).map {
        ($0, (axis.format == .count ? Figures.count($0) : Figures.trimmed($0 * factor)) + sign)
      }
    }
    let (values, step) = Ticks.linear(range, count: count)
    if axis.format == .count {
      return values.filter { $0 == $0.rounded() }.map { ($0, Figures.count($0)) }
    }
    let decimals = Ticks.decimals(step: step * factor)
    let isWide = max(abs(range.lowerBound), abs(range.upperBound)) * factor >= 1e6
    return values.map { value in
      (value, (isWide ? Figures.short(value * factor) : Figures.fixed(value * factor, decimals)) + sign)
    }
  }
}

extension HitChart {
  init(_ x: AxisScaling, columns: Int) {
    self.init(
      low: x.range.lowerBound, high: x.range.upperBound, isLogarithmic: x.axis.scale == .logarithmic,
      columns: columns)
  }
}
