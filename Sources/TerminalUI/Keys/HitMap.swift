/// What lies where on the screen, for the mouse: filled while a frame is drawn, later registrations on top.
///
/// A widget registers what it draws with ``Surface/mark(_:_:)``; the program asks the map of the last frame what is
/// under the pointer. What lies within something else (a row in a pane) is registered after it.
public struct HitMap: Sendable, Equatable {
  /// Something under the pointer.
  public struct Hit: Sendable, Equatable {
    public let target: HitTarget
    public let rectangle: Rectangle
    /// From the rectangle's corner; outside of it while something is dragged beyond its edge.
    public let position: Position

    public init(_ target: HitTarget, in rectangle: Rectangle, at position: Position) {
      self.target = target
      self.rectangle = rectangle
      self.position = Position(row: position.row - rectangle.row, column: position.column - rectangle.column)
    }
  }

  private struct Region: Sendable, Equatable {
    let target: HitTarget
    let rectangle: Rectangle
  }

  private var regions: [Region] = []

  public init() {}

  public var isEmpty: Bool { regions.isEmpty }

  public mutating func add(_ target: HitTarget, in rectangle: Rectangle) {
    if !rectangle.isEmpty { regions.append(Region(target: target, rectangle: rectangle)) }
  }

  /// Everything under a place, the topmost first, down to what covers the rest.
  public func hits(at position: Position) -> [Hit] {
    var found: [Hit] = []
    for region in regions.reversed() {
      if region.rectangle.contains(position) {
        found.append(Hit(region.target, in: region.rectangle, at: position))
      }
      if region.target == .cover { break }
    }
    return found
  }

  /// Every target, in the order of registration.
  public var targets: [HitTarget] { regions.map(\.target) }
}

extension Surface {
  /// Says what a rectangle is, for the mouse; a rectangle that is registered later lies on top.
  public mutating func mark(_ target: HitTarget, in rectangle: Rectangle) {
    // What covers the screen counts even where nothing of it is seen.
    hits.add(target, in: target == .cover ? bounds : rectangle.intersection(bounds))
  }
}
