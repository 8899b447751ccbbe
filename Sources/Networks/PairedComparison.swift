import Foundation

/// Which of some inputs a network has right: a bit each, in the inputs' order.
public struct Answers: Sendable, Equatable {
  public private(set) var count = 0
  private var words: [UInt64] = []

  public init() {}

  public mutating func append(_ isRight: Bool) {
    if count % 64 == 0 { words.append(0) }
    if isRight { words[count / 64] |= 1 << UInt64(count % 64) }
    count += 1
  }

  /// How many inputs are right here and wrong there.
  fileprivate func rightOnly(against other: Answers) -> Int {
    zip(words, other.words).reduce(0) { $0 + ($1.0 & ~$1.1).nonzeroBitCount }
  }
}

/// A changed network against the one that it was made from, on the same inputs.
///
/// Inputs that both have right or both have wrong say nothing of a difference; only those whose answer flipped do
/// (McNemar, *Psychometrika* 12, 1947). The exact test needs no large sample.
public struct PairedComparison: Sendable, Equatable {
  /// Inputs that were right and are wrong now.
  public let lost: Int
  /// Inputs that were wrong and are right now.
  public let gained: Int

  public init(lost: Int, gained: Int) {
    self.lost = lost
    self.gained = gained
  }

  /// - Parameters: the answers of both on the same inputs, in one order.
  public init(from base: Answers, to changed: Answers) {
    precondition(base.count == changed.count, "answers to \(base.count) and to \(changed.count) inputs")
    self.init(lost: base.rightOnly(against: changed), gained: changed.rightOnly(against: base))
  }

  /// McNemar's exact two-sided p: how likely flips as one-sided as these, or more so, are if each goes either way with
  /// equal probability. 2·P(X ≤ min(lost, gained)) for X binomial over all flips with ½, at most 1; 1 without flips.
  ///
  /// Below the smallest `Double`, which takes more than a thousand flips, it is 0.
  public var p: Double {
    let flips = lost + gained, least = min(lost, gained)
    if lost == gained { return 1 }
    // The largest term is taken out of the sum, whose other terms follow by their ratios: nothing over- or underflows.
    var sum = 1.0, term = 1.0
    for successes in stride(from: least, to: 0, by: -1) {
      term *= Double(successes) / Double(flips - successes + 1)
      sum += term
    }
    let largest = logFactorial(flips) - logFactorial(least) - logFactorial(flips - least)
    return min(1, exp(largest + log(sum) - Double(flips - 1) * log(2)))
  }

  private func logFactorial(_ n: Int) -> Double { lgamma(Double(n) + 1) }
}
