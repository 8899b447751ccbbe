/// A generator of random numbers that gives the same numbers on every machine (Steele, Lea, Flood 2014).
///
/// For what happens outside tensors: random index lists, tests.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// A uniform number in `0..<bound` without bias.
  ///
  /// Own arithmetic (the high half of a product, too small low halves drawn again), because how the standard
  /// library maps bits to a range is not promised to stay.
  public mutating func next(below bound: Int) -> Int {
    precondition(bound > 0, "SplitMix64: found the bound \(bound), expected 1 or more")
    let bound = UInt64(bound), excess = (0 &- bound) % bound
    while true {
      let (high, low) = next().multipliedFullWidth(by: bound)
      if low >= excess { return Int(high) }
    }
  }
}
