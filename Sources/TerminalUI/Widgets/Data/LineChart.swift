/// Curves in braille dots, with axes, a legend that reads out values, and bands.
///
/// Where several points fall into one column of dots the column shows all from their least to their greatest, so no
/// spike is hidden. Points that are not finite break the curve and are marked on the x axis.
public struct LineChart: Widget {
  public var series: [Series]
  public var xAxis: Axis
  public var yAxis: Axis
  /// The x that the legend reads out; the newest values when nil.
  public var cursor: Double?
  public var showsLegend: Bool

  public init(
    _ series: [Series], xAxis: Axis = Axis(), yAxis: Axis = Axis(), cursor: Double? = nil,
    showsLegend: Bool = true
  ) {
    self.series = series
    self.xAxis = xAxis
    self.yAxis = yAxis
    self.cursor = cursor
    self.showsLegend = showsLegend
  }

  /// The x values covered, nil without data; the cursor moves within it.
  public var extent: ClosedRange<Double>? {
    if let range = xAxis.range { return range }
    var bounds = Bounds()
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
    var plot = rectangle
    if showsLegend, rectangle.rows >= 5 {
      let (top, rest) = plot.splitTop(1)
      drawLegend(in: top, on: &surface, theme: theme)
      plot = rest
    }
    let scales = scalings()
    let frame = ChartFrame(in: plot, x: scales.x, y: scales.y)
    frame.draw(on: &surface, theme: theme)
    surface.mark(.chart(HitChart(scales.x, columns: frame.plot.columns)), in: frame.plot)
    drawCurves(frame, on: &surface, theme: theme)
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
    return (x, AxisScaling(axis: yAxis, values: bounds.values, margin: 0.05))
  }

  private func drawCurves(_ frame: ChartFrame, on surface: inout Surface, theme: Theme) {
    var canvas = BrailleCanvas(rows: frame.plot.rows, columns: frame.plot.columns)
    let tracer = CurveTracer(x: frame.x, y: frame.y, dotRows: canvas.dotRows, dotColumns: canvas.dotColumns)
    var bands = BandField(rows: canvas.rows, columns: canvas.columns, ground: theme[.background])
    var broken: Set<Int> = []
    for curve in series where curve.hasBand {
      let tint = theme[.background].mixed(with: theme.seriesColor(curve.color), theme.isDark ? 0.26 : 0.2)
      bands.add(tracer.band(curve), tint: tint)
    }
    for curve in series {
      broken.formUnion(tracer.trace(curve, on: &canvas, color: theme.seriesColor(curve.color)))
    }
    let cursorColumn = cursor.flatMap(frame.x.share).flatMap { share in
      (0...1).contains(share) ? Int((share * Double(canvas.dotColumns - 1)).rounded()) / 2 : nil
    }
    for row in 0..<canvas.rows {
      for column in 0..<canvas.columns {
        let band = bands.cell(row: row, column: column)
        let place = (row: frame.plot.row + row, column: frame.plot.column + column)
        if let (character, color) = canvas.cell(row: row, column: column) {
          let ground = column == cursorColumn ? theme[.selection] : band?.nearest ?? theme[.background]
          surface.write(
            String(character), row: place.row, column: place.column,
            style: Style(foreground: color, background: ground),
            in: frame.plot)
        } else if column == cursorColumn {
          let style = Style(foreground: theme[.muted], background: band?.nearest ?? theme[.background])
          surface.write("│", row: place.row, column: place.column, style: style, in: frame.plot)
        } else if let band {
          surface.write(
            String(band.character), row: place.row, column: place.column, style: band.style, in: frame.plot)
        }
      }
    }
    for column in broken.sorted() where canvas.rows > 0 {
      surface.write(
        "✕", row: frame.plot.bottom - 1, column: frame.plot.column + column, style: theme.style(.bad, .bold),
        in: frame.plot)
    }
  }

  private func drawLegend(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    var column = rectangle.column
    var parts: [TextLine] = []
    if !yAxis.title.isEmpty { parts.append(TextLine(yAxis.title, .muted)) }
    for curve in series {
      var part = TextLine("━ ", .series(curve.color)) + TextLine(curve.name, .text)
      let index = cursor.map { curve.nearest(to: $0) } ?? (curve.count > 0 ? curve.count - 1 : nil)
      if let index { part += TextLine(" " + yAxis.figure(curve.y[index]), .title, .bold) }
      parts.append(part)
    }
    if let cursor { parts.append(TextLine("at \(xAxis.title) \(Figures.trimmed(cursor))", .accent)) }
    for part in parts {
      guard column + part.width <= rectangle.right else { break }
      column =
        surface.write(
          part, row: rectangle.row, column: column, width: part.width, theme: theme, in: rectangle) + 3
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
