/// How far a photograph is enlarged and around which place; outlives the frame.
public struct PhotoState: Sendable, Equatable {
  /// 1 shows all of it.
  public private(set) var zoom: Int
  /// The middle of what is seen, 0…1 from the upper left corner.
  public private(set) var centerX: Double
  public private(set) var centerY: Double

  public init(zoom: Int = 1, centerX: Double = 0.5, centerY: Double = 0.5) {
    self.zoom = min(Self.greatest, max(1, zoom))
    self.centerX = centerX
    self.centerY = centerY
    settle()
  }

  public static let greatest = 16

  public mutating func zoom(by step: Int) {
    zoom = min(Self.greatest, max(1, zoom + step))
    settle()
  }

  /// Moves by a quarter of what is seen for each step.
  public mutating func pan(rows: Int, columns: Int) {
    centerX += Double(columns) / Double(4 * zoom)
    centerY += Double(rows) / Double(4 * zoom)
    settle()
  }

  private mutating func settle() {
    let half = 0.5 / Double(zoom)
    centerX = min(max(half, centerX), 1 - half)
    centerY = min(max(half, centerY), 1 - half)
  }

  /// The pixels that are seen: the part of the photograph's own proportions, widened to those of the space as far as
  /// there are pixels.
  func region(width: Int, height: Int, in space: Size) -> Rectangle {
    guard zoom > 1 else { return Rectangle(row: 0, column: 0, rows: height, columns: width) }
    let scale =
      Double(zoom) * min(Double(space.columns) / Double(width), Double(space.rows) * 2 / Double(height))
    let columns = min(width, max(1, Int(Double(space.columns) / scale)))
    let rows = min(height, max(1, Int(Double(space.rows) * 2 / scale)))
    func start(_ center: Double, _ whole: Int, _ seen: Int) -> Int {
      min(max(0, Int((center * Double(whole) - Double(seen) / 2).rounded())), whole - seen)
    }
    return Rectangle(
      row: start(centerY, height, rows), column: start(centerX, width, columns), rows: rows, columns: columns)
  }
}
