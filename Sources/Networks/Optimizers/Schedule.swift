import Foundation

/// The learning rate over a run, as a factor of the base rate.
public enum Schedule: String, Sendable, CaseIterable {
  case constant
  /// ×0.2 after 30, 60 and 90 % of the steps.
  case step
  /// From 1 down to 0 along half a cosine.
  case cosine

  /// The factor for step `index` of `total`.
  public func factor(step index: Int, of total: Int) -> Double {
    let share = total == 0 ? 0 : Double(index) / Double(total)
    switch self {
    case .constant: return 1
    case .step: return pow(0.2, Double([0.3, 0.6, 0.9].count { share >= $0 }))
    case .cosine: return 0.5 * (1 + cos(.pi * share))
    }
  }
}
