/// Points that belong together, in any order.
public struct PointGroup: Sendable, Equatable {
  public var name: String
  public var x: [Double]
  public var y: [Double]
  /// Which series colour of the theme.
  public var color: Int

  public init(_ name: String, x: [Double], y: [Double], color: Int = 0) {
    self.name = name
    self.x = x
    self.y = y
    self.color = color
  }

  var count: Int { min(x.count, y.count) }
}

/// A point by its group and its place in it.
public struct PointIndex: Sendable, Equatable {
  public var group: Int
  public var point: Int

  public init(group: Int, point: Int) {
    self.group = group
    self.point = point
  }
}

/// Points on two axes: marks while they are few, dots where there are more of them than cells could tell apart.
public struct ScatterChart: Widget {
  public var groups: [PointGroup]
  public var xAxis: Axis
  public var yAxis: Axis
  /// The point that the legend reads out.
  public var selected: PointIndex?
  /// The line on which x and y are equal: before and after, ours and theirs.
  public var showsDiagonal: Bool

  public init(
    _ groups: [PointGroup], xAxis: Axis = Axis(), yAxis: Axis = Axis(), selected: PointIndex? = nil,
    showsDiagonal: Bool = false
  ) {
    self.groups = groups
    self.xAxis = xAxis
    self.yAxis = yAxis
    self.selected = selected
    self.showsDiagonal = showsDiagonal
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    guard !rectangle.isEmpty else { return }
    guard groups.contains(where: { $0.count > 0 }) else {
      surface.write(
        TextLine("no points yet", .muted), row: rectangle.row + (rectangle.rows - 1) / 2,
        column: rectangle.column, width: rectangle.columns, theme: theme, alignment: .center, in: rectangle)
      return
    }
    let (frame, top) = layout(in: rectangle)
    let total = groups.reduce(0) { $0 + $1.count }
    let areMarks = surface.traits.glyphs != .unicode || total * 6 <= frame.plot.rows * frame.plot.columns
    if !top.isEmpty { legend(areMarks, surface.isASCII).draw(in: top, on: &surface, theme: theme) }
    frame.draw(on: &surface, theme: theme)
    surface.mark(.chart(HitChart(frame.x, columns: frame.plot.columns)), in: frame.plot)
    guard !frame.plot.isEmpty else { return }
    if showsDiagonal { drawDiagonal(frame, on: &surface, theme: theme) }
    if areMarks {
      drawMarks(frame, on: &surface, theme: theme)
    } else {
      drawDots(frame, on: &surface, theme: theme)
    }
    drawSelected(frame, on: &surface, theme: theme)
  }

  /// The point nearest to a place on the screen, as the eye measures: a cell is twice as high as wide.
  public func nearest(to place: Position, in rectangle: Rectangle) -> PointIndex? {
    let frame = layout(in: rectangle).frame
    var best: (distance: Double, index: PointIndex)?
    for (group, points) in groups.enumerated() {
      for point in 0..<points.count {
        guard let cell = cell(points.x[point], points.y[point], frame) else { continue }
        let across = Double(cell.column - place.column), down = 2 * Double(cell.row - place.row)
        let distance = across * across + down * down
        if best.map({ distance < $0.distance }) ?? true {
          best = (distance, PointIndex(group: group, point: point))
        }
      }
    }
    return best?.index
  }

  // MARK: Drawing

  private func layout(in rectangle: Rectangle) -> (frame: ChartFrame, legend: Rectangle) {
    let (top, plot) = rectangle.splitTop(rectangle.rows >= 5 ? 1 : 0)
    func scaling(_ axis: Axis, _ values: (PointGroup) -> [Double]) -> AxisScaling {
      var bounds = Bounds(positiveOnly: axis.scale == .logarithmic)
      for group in groups { for value in values(group).prefix(group.count) { bounds.include(value) } }
      return AxisScaling(axis: axis, values: bounds.values, margin: 0.05)
    }
    return (ChartFrame(in: plot, x: scaling(xAxis, \.x), y: scaling(yAxis, \.y)), top)
  }

  private func legend(_ areMarks: Bool, _ isASCII: Bool) -> ChartLegend {
    var parts: [TextLine] = []
    let title = TextLine(yAxis.title, .muted)
    for (place, group) in groups.enumerated() {
      let sign = areMarks ? String(SeriesMarks.scalar(place, isASCII: isASCII)) : "⣿"
      parts.append(
        TextLine(sign + " ", .series(group.color)) + TextLine(group.name)
          + TextLine(" \(group.count)", .muted))
    }
    guard let selected, let (x, y) = values(selected) else { return ChartLegend(title: title, parts: parts) }
    return ChartLegend(
      title: title, parts: parts, cursor: TextLine("(\(xAxis.figure(x)), \(yAxis.figure(y)))", .accent, .bold)
    )
  }

  private func values(_ index: PointIndex) -> (x: Double, y: Double)? {
    guard groups.indices.contains(index.group), (0..<groups[index.group].count).contains(index.point) else {
      return nil
    }
    return (groups[index.group].x[index.point], groups[index.group].y[index.point])
  }

  private func cell(_ x: Double, _ y: Double, _ frame: ChartFrame) -> Position? {
    guard let across = frame.x.share(x), let up = frame.y.share(y), (0...1).contains(across),
      (0...1).contains(up)
    else { return nil }
    return Position(
      row: frame.plot.row + Int(((1 - up) * Double(frame.plot.rows - 1)).rounded()),
      column: frame.plot.column + Int((across * Double(frame.plot.columns - 1)).rounded()))
  }

  private func drawDiagonal(_ frame: ChartFrame, on surface: inout Surface, theme: Theme) {
    for column in 0..<frame.plot.columns {
      let x = frame.x.value(Double(column) / Double(max(1, frame.plot.columns - 1)))
      guard let place = cell(x, x, frame) else { continue }
      surface.write("·", row: place.row, column: place.column, style: theme.style(.muted), in: frame.plot)
    }
  }

  private func drawMarks(_ frame: ChartFrame, on surface: inout Surface, theme: Theme) {
    for (place, group) in groups.enumerated() {
      let mark = SeriesMarks.scalar(place, isASCII: surface.isASCII)
      for point in 0..<group.count {
        guard let cell = cell(group.x[point], group.y[point], frame) else { continue }
        surface.write(
          String(Character(mark)), row: cell.row, column: cell.column,
          style: theme.style(.series(group.color)),
          in: frame.plot)
      }
    }
  }

  private func drawDots(_ frame: ChartFrame, on surface: inout Surface, theme: Theme) {
    var canvas = DotCanvas(rows: frame.plot.rows, columns: frame.plot.columns)
    let tracer = CurveTracer(canvas, x: frame.x, y: frame.y)
    for (place, group) in groups.enumerated() {
      for point in 0..<group.count {
        guard let share = frame.x.share(group.x[point]), (0...1).contains(share),
          let row = tracer.row(group.y[point])
        else { continue }
        canvas.set(row: row, column: Int((share * Double(canvas.dotColumns - 1)).rounded()), owner: place)
      }
    }
    for row in 0..<canvas.rows {
      for column in 0..<canvas.columns {
        guard let (scalar, owner) = canvas.cell(row: row, column: column) else { continue }
        surface.write(
          String(Character(scalar)), row: frame.plot.row + row, column: frame.plot.column + column,
          style: theme.style(.series(groups[owner].color)), in: frame.plot)
      }
    }
  }

  private func drawSelected(_ frame: ChartFrame, on surface: inout Surface, theme: Theme) {
    guard let selected, let (x, y) = values(selected), let place = cell(x, y, frame) else { return }
    let style = theme.style(.accent, .bold)
    surface.write("[", row: place.row, column: place.column - 1, style: style, in: frame.plot)
    surface.write("]", row: place.row, column: place.column + 1, style: style, in: frame.plot)
    surface.restyle(
      Rectangle(row: place.row, column: place.column, rows: 1, columns: 1).intersection(frame.plot)
    ) { $0.with([.bold, .reverse]) }
  }
}
