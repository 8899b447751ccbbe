import Foundation

/// How many of the 2^n paths through n residual blocks take k branches, and which lengths carry the gradient.
public enum PathLengths {
  /// ln C(n, k).
  public static func logCount(_ k: Int, of n: Int) -> Double {
    lgamma(Double(n + 1)) - lgamma(Double(k + 1)) - lgamma(Double(n - k + 1))
  }

  /// C(n, k), exact up to 2^53.
  public static func count(_ k: Int, of n: Int) -> Double {
    guard (0...n).contains(k) else { return 0 }
    return (0..<min(k, n - k)).reduce(1.0) { count, step in
      // Every partial product is a binomial coefficient: a whole number.
      (count * Double(n - step) / Double(step + 1)).rounded()
    }
  }

  /// The share of all paths that take k of n branches: the binomial distribution with p = ½.
  public static func share(_ k: Int, of n: Int) -> Double { exp(logCount(k, of: n) - Double(n) * log(2)) }

  /// The share of the paths of length k that is left when d of n blocks are deleted, C(n − d, k) / C(n, k).
  public static func survival(_ k: Int, of n: Int, deleting d: Int) -> Double {
    k > n - d ? 0 : exp(logCount(k, of: n - d) - logCount(k, of: n))
  }

  /// Lengths that carry most of something: from where 2.5 % are reached to where 97.5 % are, with the share of all
  /// paths that have these lengths.
  ///
  /// - Parameter weights: one for each length 0…n, not negative; nil when they sum to zero or are not finite.
  public static func effective(_ weights: [Double]) -> EffectivePaths? {
    let total = weights.reduce(0, +)
    guard total > 0, total.isFinite else { return nil }
    var sum = 0.0
    var first: Int?, last = 0
    for (length, weight) in weights.enumerated() {
      sum += weight / total
      if first == nil, sum >= 0.025 { first = length }
      last = length
      if sum >= 0.975 { break }
    }
    let from = first ?? 0, blocks = weights.count - 1
    return EffectivePaths(
      from: from, to: last, fraction: (from...last).reduce(0) { $0 + share($1, of: blocks) })
  }
}

/// The band of lengths that carries 95 % of the gradient.
public struct EffectivePaths: Sendable, Equatable {
  public let from: Int
  public let to: Int
  /// Of all paths, how many are that long.
  public let fraction: Double
}
