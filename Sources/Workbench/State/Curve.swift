/// A curve as it grows: points in the order of their abscissae.
public struct Curve: Sendable, Equatable {
  public private(set) var x: [Double] = []
  public private(set) var y: [Double] = []

  /// Every `stride`-th ordinate, few enough for a small curve in a list that is drawn thirty times a second.
  public private(set) var overview: [Double] = []
  private var stride = 1
  private static let overviewCount = 96

  public init() {}

  public var count: Int { x.count }
  public var isEmpty: Bool { x.isEmpty }
  public var last: (x: Double, y: Double)? {
    guard let x = x.last, let y = y.last else { return nil }
    return (x, y)
  }

  /// Adds a point. A resumed run repeats what came after its last checkpoint: the repeated part replaces
  /// the old one, so that a curve never runs backwards.
  public mutating func append(x newX: Double, y newY: Double) {
    while let last = x.last, last >= newX {
      x.removeLast()
      y.removeLast()
      overview.removeLast(max(0, overview.count - (y.count + stride - 1) / stride))
    }
    x.append(newX)
    y.append(newY)
    guard (y.count - 1) % stride == 0 else { return }
    overview.append(newY)
    if overview.count > Self.overviewCount {
      overview = overview.indices.filter { $0 % 2 == 0 }.map { overview[$0] }
      stride *= 2
    }
  }

  /// Keeps the overview and the newest point.
  mutating func thin() {
    x = x.suffix(1)
    y = y.suffix(1)
  }

  /// The ordinate at or just before `position`.
  public func value(at position: Double) -> (x: Double, y: Double)? {
    var low = 0
    var high = x.count
    while low < high {
      let middle = (low + high) / 2
      if x[middle] <= position { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : (x[low - 1], y[low - 1])
  }
}
