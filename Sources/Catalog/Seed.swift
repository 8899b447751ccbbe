/// Derives independent seeds from a run's seed, keyed by purpose, sample and draw, so that no result
/// depends on the order in which random numbers happen to be asked for.
public struct Seed: Codable, Sendable, Equatable {
  public let root: UInt64

  public init(_ root: UInt64) { self.root = root }

  /// SplitMix64 finaliser over (root, FNV-1a of purpose, sample, draw).
  public func derive(_ purpose: String, sample: Int = 0, draw: Int = 0) -> UInt64 {
    var name: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in purpose.utf8 { name = (name ^ UInt64(byte)) &* 0x100_0000_01b3 }
    var state = Self.mix(root)
    for key in [name, UInt64(bitPattern: Int64(sample)), UInt64(bitPattern: Int64(draw))] {
      state = Self.mix(state ^ key &+ 0x9e37_79b9_7f4a_7c15)
    }
    return state
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9e37_79b9_7f4a_7c15
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
