/// A view that stands still: what there was to show when it was frozen.
public struct Frozen: Sendable, Equatable {
  public internal(set) var runs: RunList
  public let now: Double
}
