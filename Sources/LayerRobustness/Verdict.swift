/// What resetting a layer to its initial value does; the paper names the extremes and gives no threshold, so ours is
/// stated: with r = (base − accuracy) / (base − chance) at τ = 0, ambient r ≤ 0.02, critical r ≥ 0.5.
public enum Verdict: String, Sendable, CaseIterable {
  case ambient, sensitive, critical

  /// Where the verdicts begin.
  public struct Rule: Sendable, Equatable {
    /// Ambient up to this loss.
    public var ambient: Double
    /// Critical from this one on.
    public var critical: Double

    public init(ambient: Double = 0.02, critical: Double = 0.5) {
      self.ambient = ambient
      self.critical = critical
    }
  }

  /// - Parameter chance: the share of the largest class. A network at or below chance has nothing to lose: ambient.
  public init(base: Double, accuracy: Double, chance: Double, rule: Rule = Rule()) {
    guard base > chance else {
      self = .ambient
      return
    }
    let loss = (base - accuracy) / (base - chance)
    // Accuracies are quotients of counts: on the limit itself their rounding must not decide.
    let rounding = 1e-9
    self =
      loss <= rule.ambient + rounding
      ? .ambient : loss >= rule.critical - rounding ? .critical : .sensitive
  }
}
