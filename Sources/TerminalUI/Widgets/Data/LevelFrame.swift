/// Things side by side over one axis, with a level that all are compared with: what stems and boxes share.
struct LevelFrame {
  let frame: ChartFrame
  private let count: Int
  private let base: Double?

  var plot: Rectangle { frame.plot }

  /// - Parameters:
  ///   - places: the axis beneath, half a place free at both ends.
  ///   - values: what the axis of levels must cover; those that are not finite are passed over.
  ///   - margin: of the levels' span, free above and below.
  init(
    in body: Rectangle, count: Int, places: Axis, levels: Axis, values: some Sequence<Double>, base: Double?,
    margin: Double
  ) {
    var bounds = Bounds(positiveOnly: false)
    for value in values where value.isFinite { bounds.include(value) }
    if let base { bounds.include(base) }
    self.count = count
    self.base = base
    frame = ChartFrame(
      in: body, x: AxisScaling(axis: places, values: nil, margin: 0),
      y: AxisScaling(axis: levels, values: bounds.values, margin: margin))
  }

  /// In the middle of a thing's room.
  func column(_ index: Int) -> Int { plot.column + (2 * index + 1) * plot.columns / (2 * count) }

  /// Nil for a value that cannot be placed.
  func row(_ value: Double) -> Int? {
    frame.y.share(value).map {
      plot.row + Int(((1 - min(1, max(0, $0))) * Double(plot.rows - 1)).rounded())
    }
  }

  var baseRow: Int? { base.flatMap(row) }

  /// The axes and the level.
  func draw(on surface: inout Surface, theme: Theme) {
    frame.draw(on: &surface, theme: theme)
    guard !plot.isEmpty else { return }
    surface.mark(.chart(HitChart(frame.x, columns: plot.columns)), in: plot)
    guard let row = baseRow else { return }
    surface.write(
      String(repeating: "┈", count: plot.columns), row: row, column: plot.column, style: theme.style(.muted),
      in: plot)
  }
}
