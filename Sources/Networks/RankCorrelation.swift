import Foundation

/// Spearman's rank correlation with its 95 % interval.
public struct RankCorrelation: Sendable, Equatable {
  /// −1…1.
  public let rho: Double
  /// By Fisher's transformation with Fieller's variance 1.06 / (n − 3); nil for fewer than four pairs.
  public let interval: ClosedRange<Double>?
  public let count: Int

  /// Pearson's correlation of the ranks, equal values sharing the mean of theirs.
  ///
  /// - Returns: nil for fewer than two pairs, or when all values of one side are equal.
  public init?(_ first: [Double], _ second: [Double]) {
    guard first.count == second.count, first.count > 1, (first + second).allSatisfy({ !$0.isNaN }) else {
      return nil
    }
    let (x, y) = (Self.ranks(first), Self.ranks(second))
    let mean = Double(first.count + 1) / 2
    let xy = zip(x, y).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) }
    let xx = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) },
      yy = y.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    guard xx > 0, yy > 0 else { return nil }
    rho = min(1, max(-1, xy / (xx * yy).squareRoot()))
    count = first.count
    guard count > 3 else {
      interval = nil
      return
    }
    let centre = atanh(min(1 - 1e-12, max(-1 + 1e-12, rho)))
    let half = 1.959963984540054 * (1.06 / Double(count - 3)).squareRoot()
    interval = tanh(centre - half)...tanh(centre + half)
  }

  static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = Array(repeating: 0.0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = Double(start + end + 1) / 2 }
      start = end
    }
    return ranks
  }
}
