/// Curves with axes, a legend that reads out values, and bands.
///
/// Where several points fall into one column of dots the column shows all from their least to their greatest, so no
/// spike is hidden. Points that are not finite break the curve and are marked on the x axis.
public struct LineChart: Widget {
  /// What curves are drawn with.
  public enum Drawing: Sendable, Equatable {
    /// Braille, or marks where there is nothing but ASCII.
    case automatic
    /// Quadrants, for fonts whose braille is poor.
    case blocks
  }

  public var series: [Series]
  public var xAxis: Axis
  public var yAxis: Axis
  /// The x that the legend reads out; the newest values when nil.
  public var cursor: Double?
  public var showsLegend: Bool
  public var drawing: Drawing
  public var marks: ChartMarks
  /// Dashed lines that curves are compared with.
  public var levels: [ChartLevel] = []

  public init(
    _ series: [Series], xAxis: Axis = Axis(), yAxis: Axis = Axis(), cursor: Double? = nil,
    showsLegend: Bool = true, drawing: Drawing = .automatic, marks: ChartMarks = .automatic
  ) {
    self.series = series
    self.xAxis = xAxis
    self.yAxis = yAxis
    self.cursor = cursor
    self.showsLegend = showsLegend
    self.drawing = drawing
    self.marks = marks
  }

  /// The x values covered, nil without data; the cursor moves within it.
  public var extent: ClosedRange<Double>? {
    if let range = xAxis.range { return range }
    var bounds = Bounds(positiveOnly: xAxis.scale == .logarithmic)
    for curve in series { for value in curve.x { bounds.include(value) } }
    return bounds.values.map { $0.low...$0.high }
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    guard !rectangle.isEmpty else { return }
    guard series.contains(where: { $0.count > 0 }) else {
      surface.write(
        TextLine("no values yet", .muted), row: rectangle.row + (rectangle.rows - 1) / 2,
        column: rectangle.column,
        width: rectangle.columns, theme: theme, alignment: .center, in: rectangle)
      return
    }
    let smoothed = series.map { $0.isSmoothed ? Smoothing.average($0.y, weight: $0.smoothing) : $0.y }
    let (frame, top) = layout(in: rectangle)
    if !top.isEmpty {
      legend(smoothed, on: surface, theme: theme).draw(in: top, on: &surface, theme: theme)
    }
    frame.draw(on: &surface, theme: theme)
    surface.mark(.chart(HitChart(frame.x, columns: frame.plot.columns)), in: frame.plot)
    for level in levels { draw(level, frame, on: &surface, theme: theme) }
    CurveDrawing(chart: self, frame: frame, smoothed: smoothed).draw(on: &surface, theme: theme)
  }

  private func draw(_ level: ChartLevel, _ frame: ChartFrame, on surface: inout Surface, theme: Theme) {
    guard let share = frame.y.share(level.value), (0...1).contains(share), !frame.plot.isEmpty else { return }
    let row = frame.plot.row + Int(((1 - share) * Double(frame.plot.rows - 1)).rounded())
    surface.write(
      String(repeating: "┈", count: frame.plot.columns), row: row, column: frame.plot.column,
      style: theme.style(.series(level.color)), in: frame.plot)
  }

  private func layout(in rectangle: Rectangle) -> (frame: ChartFrame, legend: Rectangle) {
    let hasLegend = showsLegend && rectangle.rows >= 5
    let lines = hasLegend ? legendLines(width: rectangle.columns, limit: max(1, rectangle.rows / 6)) : 0
    let (top, plot) = rectangle.splitTop(lines)
    let scales = scalings()
    return (ChartFrame(in: plot, x: scales.x, y: scales.y), top)
  }

  private func scalings() -> (x: AxisScaling, y: AxisScaling) {
    let x = AxisScaling(axis: xAxis, values: extent.map { ($0.lowerBound, $0.upperBound) }, margin: 0)
    var bounds = Bounds(positiveOnly: yAxis.scale == .logarithmic)
    for curve in series {
      for index in 0..<curve.count where x.range.contains(curve.x[index]) {
        bounds.include(curve.y[index])
        if curve.hasBand {
          bounds.include(curve.low[index])
          bounds.include(curve.high[index])
        }
      }
    }
    for level in levels { bounds.include(level.value) }
    return (x, AxisScaling(axis: yAxis, values: bounds.values, margin: 0.05))
  }

  // MARK: Legend

  /// How many lines the legend takes. The figures' widths change with every value, so each counts as a wide one.
  private func legendLines(width: Int, limit: Int) -> Int {
    let parts = series.map { displayWidth($0.name) + ($0.isSmoothed ? 20 : 11) }
    return min(limit, ChartLegend.lines(widths: parts, width: width))
  }

  private func legend(_ smoothed: [[Double]], on surface: Surface, theme: Theme) -> ChartLegend {
    var parts: [TextLine] = []
    for (place, curve) in series.enumerated() {
      let sign = marks.sign(place, of: series.count, on: surface, theme: theme)
      var part = TextLine(sign + " ", .series(curve.color)) + TextLine(curve.name, .text)
      let index = cursor.map { curve.nearest(to: $0) } ?? (curve.count > 0 ? curve.count - 1 : nil)
      if let index {
        part += TextLine(" " + yAxis.figure(smoothed[place][index]), .title, .bold)
        if curve.isSmoothed { part += TextLine(" (\(yAxis.figure(curve.y[index])))", .muted) }
      }
      parts.append(part)
    }
    let place = cursor.map { TextLine("at \(xAxis.title) \(Figures.trimmed($0))", .accent) }
    return ChartLegend(title: TextLine(yAxis.title, .muted), parts: parts, cursor: place)
  }
}

/// A level of a chart, in the colour of the curve that it belongs to.
public struct ChartLevel: Sendable, Equatable {
  public var value: Double
  /// Which series colour of the theme.
  public var color: Int

  public init(_ value: Double, color: Int = 0) {
    self.value = value
    self.color = color
  }
}

/// The names of curves with their values, over as many lines as there are. Where not all fits the place of the cursor
/// goes first, then the title, then the last of the parts, each of them whole.
struct ChartLegend {
  var title: TextLine = ""
  var parts: [TextLine]
  /// Where the values were read; it keeps its place.
  var cursor: TextLine?

  /// The lines that parts of those widths take.
  static func lines(widths: [Int], width: Int) -> Int {
    var lines = 1, used = 0
    for part in widths {
      if used > 0, used + part > width {
        lines += 1
        used = 0
      }
      used += part + 3
    }
    return lines
  }

  func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    let titles = title.width > 0 ? [title] : []
    let places = cursor.map { [$0] } ?? []
    let choices = [titles + parts + places, parts + places, titles + parts, parts]
    let shown =
      choices.first { Self.lines(widths: $0.map(\.width), width: rectangle.columns) <= rectangle.rows }
      ?? parts
    var place = Position(row: rectangle.row, column: rectangle.column)
    for part in shown {
      if place.column + part.width > rectangle.right, place.column > rectangle.column {
        place = Position(row: place.row + 1, column: rectangle.column)
      }
      guard place.row < rectangle.bottom, place.column + part.width <= rectangle.right else { return }
      surface.write(
        part, row: place.row, column: place.column, width: part.width, theme: theme, in: rectangle)
      place.column += part.width + 3
    }
  }
}

/// The least and greatest of finite values.
struct Bounds {
  private var low = Double.infinity
  private var high = -Double.infinity
  var positiveOnly = false

  init(positiveOnly: Bool = false) { self.positiveOnly = positiveOnly }

  mutating func include(_ value: Double) {
    guard value.isFinite, !positiveOnly || value > 0 else { return }
    low = min(low, value)
    high = max(high, value)
  }

  var values: (low: Double, high: Double)? { low <= high ? (low, high) : nil }
}
