/// What resetting a layer to its initial value does; the paper names the extremes and gives no threshold, so ours is
/// stated: with r = (base − accuracy) / (base − chance) at τ = 0, ambient r ≤ 0.02, critical r ≥ 0.5.
public enum Verdict: String, Sendable, CaseIterable {
  case ambient, sensitive, critical

  public static let ambientLimit = 0.02
  public static let criticalLimit = 0.5

  /// - Parameter chance: the share of the largest class. A network at or below chance has nothing to lose: ambient.
  public init(base: Double, accuracy: Double, chance: Double) {
    guard base > chance else {
      self = .ambient
      return
    }
    let loss = (base - accuracy) / (base - chance)
    // Accuracies are quotients of counts: on the limit itself their rounding must not decide.
    let rounding = 1e-9
    self =
      loss <= Self.ambientLimit + rounding
      ? .ambient : loss >= Self.criticalLimit - rounding ? .critical : .sensitive
  }
}
