/// The selected line of a list and the first line shown; outlives the frame.
public struct ScrollState: Sendable, Equatable {
  public var selected: Int
  public var offset: Int

  public init(selected: Int = 0, offset: Int = 0) {
    self.selected = selected
    self.offset = offset
  }

  public mutating func move(by step: Int, count: Int) { select(selected + step, count: count) }

  public mutating func select(_ index: Int, count: Int) { selected = min(max(0, index), max(0, count - 1)) }

  /// Fits the offset to what is visible; call it where the size is known so that the view scrolls by lines only when
  /// it must.
  public mutating func settle(visible: Int, count: Int) {
    selected = min(max(0, selected), max(0, count - 1))
    offset = window(visible: visible, count: count).lowerBound
  }

  /// The lines shown: the selected one is among them.
  public func window(visible: Int, count: Int) -> Range<Int> {
    let visible = max(0, visible), count = max(0, count)
    guard visible > 0 else { return 0..<0 }
    let chosen = min(max(0, selected), max(0, count - 1))
    var first = min(max(0, offset), max(0, count - visible))
    if chosen < first { first = chosen }
    if chosen >= first + visible { first = chosen - visible + 1 }
    return first..<min(count, first + visible)
  }
}
