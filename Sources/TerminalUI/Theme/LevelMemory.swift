/// Rounds numbers to few levels and lets a number change its level only when it has clearly left the old one, so that
/// a map that wiggles sends nothing to the terminal.
public struct LevelMemory: Sendable, Equatable {
  public let levels: Int
  /// How far beyond the border of its level a number must go, in parts of a level.
  public let margin: Float
  private var held: [Int16] = []

  public init(levels: Int, margin: Float = 0.25) {
    precondition(levels > 1, "at least two levels")
    self.levels = levels
    self.margin = margin
  }

  /// The level 0 ..< `levels` of each share 0…1, given those of the call before; NaN has level -1.
  ///
  /// A list of another length starts anew.
  public mutating func settle(_ shares: [Float]) -> [Int] {
    if held.count != shares.count { held = Array(repeating: -1, count: shares.count) }
    for index in shares.indices {
      let share = shares[index]
      guard !share.isNaN else {
        held[index] = -1
        continue
      }
      let exact = min(1, max(0, share)) * Float(levels - 1)
      if held[index] < 0 || abs(exact - Float(held[index])) > 0.5 + margin {
        held[index] = Int16(exact.rounded())
      }
    }
    return held.map(Int.init)
  }

  /// The shares 0…1 that stand for the settled levels; NaN stays NaN.
  public mutating func settledShares(_ shares: [Float]) -> [Float] {
    settle(shares).map { $0 < 0 ? .nan : Float($0) / Float(levels - 1) }
  }
}
