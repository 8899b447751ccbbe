/// The curves of a chart between its axes: bands behind, the raw values faint, the curves, their marks, the cursor.
struct CurveDrawing {
  let chart: LineChart
  let frame: ChartFrame
  /// What is drawn of each series.
  let smoothed: [[Double]]

  func draw(on surface: inout Surface, theme: Theme) {
    guard !frame.plot.isEmpty else { return }
    let isASCII = surface.isASCII
    var kind = DotCanvas.Kind(surface.traits.glyphs)
    if kind == .braille, chart.drawing == .blocks { kind = .quadrants }
    var canvas = DotCanvas(rows: frame.plot.rows, columns: frame.plot.columns, kind: kind)
    var raw = canvas
    let tracer = CurveTracer(canvas, x: frame.x, y: frame.y)
    var bands = bandField(on: surface, theme: theme)
    for curve in chart.series where curve.hasBand {
      let tint = theme[.background].mixed(with: theme.seriesColor(curve.color), theme.isDark ? 0.26 : 0.2)
      bands.add(tracer.band(curve), tint: tint)
    }
    var paths: [[Int?]] = []
    var broken: Set<Int> = []
    for (place, curve) in chart.series.enumerated() {
      if curve.isSmoothed { _ = tracer.trace(x: curve.x, y: curve.y, on: &raw, owner: place) }
      let trace = tracer.trace(x: curve.x, y: smoothed[place], on: &canvas, owner: place)
      broken.formUnion(trace.broken)
      paths.append(trace.path)
    }
    let marks = chart.marks.areShown(on: surface, theme: theme, count: chart.series.count)
    let areLetters = isASCII && (marks || chart.series.contains(where: \.isSmoothed))
    let cursor = cursorColumn(canvas)
    for row in 0..<canvas.rows {
      for column in 0..<canvas.columns {
        let band = bands.cell(row: row, column: column)
        let ground = band?.nearest ?? theme[.background]
        let place = Position(row: frame.plot.row + row, column: frame.plot.column + column)
        if let (scalar, owner) = canvas.cell(row: row, column: column) {
          let shown = areLetters ? SeriesMarks.scalar(owner, isASCII: true) : scalar
          let style = Style(
            foreground: color(owner, theme), background: column == cursor ? theme[.selection] : ground)
          surface.write(
            String(Character(shown)), row: place.row, column: place.column, style: style, in: frame.plot)
        } else if column == cursor {
          surface.write(
            "│", row: place.row, column: place.column,
            style: Style(foreground: theme[.muted], background: ground), in: frame.plot)
        } else if let (scalar, owner) = raw.cell(row: row, column: column) {
          drawRaw(scalar, owner, at: place, ground: ground, on: &surface, theme: theme)
        } else if let band {
          surface.write(
            String(band.character), row: place.row, column: place.column, style: band.style, in: frame.plot)
        }
      }
    }
    if marks, !isASCII { drawMarks(paths, on: &surface, theme: theme) }
    drawReadings(tracer, canvas, isMarked: marks, on: &surface, theme: theme)
    for column in broken.sorted() {
      surface.write(
        "✕", row: frame.plot.bottom - 1, column: frame.plot.column + column, style: theme.style(.bad, .bold),
        in: frame.plot)
    }
  }

  private func bandField(on surface: Surface, theme: Theme) -> BandField {
    let texture: (Character, Color)? =
      surface.isColorless(theme) || surface.traits.glyphs != .unicode
      ? (surface.isASCII ? ":" : "░", theme[.muted]) : nil
    return BandField(
      rows: frame.plot.rows, columns: frame.plot.columns, ground: theme[.background], texture: texture)
  }

  private func color(_ owner: Int, _ theme: Theme) -> Color {
    chart.series.indices.contains(owner) ? theme.seriesColor(chart.series[owner].color) : theme[.text]
  }

  /// Without colours a faint curve needs the attribute: it would look like the other.
  private func drawRaw(
    _ scalar: Unicode.Scalar, _ owner: Int, at place: Position, ground: Color, on surface: inout Surface,
    theme: Theme
  ) {
    let faint = ground.mixed(with: color(owner, theme), 0.42)
    surface.write(
      surface.isASCII ? "." : String(Character(scalar)), row: place.row, column: place.column,
      style: Style(
        foreground: surface.isColorless(theme) ? theme[.muted] : faint, background: ground,
        attributes: surface.isColorless(theme) ? .dim : []), in: frame.plot)
  }

  private func cursorColumn(_ canvas: DotCanvas) -> Int? {
    chart.cursor.flatMap(frame.x.share).flatMap { column($0, canvas) }
  }

  /// The column of cells of a share; nil outside the plot.
  private func column(_ share: Double, _ canvas: DotCanvas) -> Int? {
    guard (0...1).contains(share) else { return nil }
    return Int((share * Double(canvas.dotColumns - 1)).rounded()) / canvas.dotsAcross
  }

  /// A mark every few columns, those of different curves in different columns.
  private func drawMarks(_ paths: [[Int?]], on surface: inout Surface, theme: Theme) {
    let step = max(6, frame.plot.columns / 6)
    for (place, path) in paths.enumerated() {
      let first = step * (2 * place + 1) / (2 * max(1, paths.count))
      for start in stride(from: first, to: path.count, by: step) {
        // A curve of few points passes most columns without one.
        guard let column = (start..<min(path.count, start + step)).first(where: { path[$0] != nil }),
          let row = path[column]
        else { continue }
        drawMark(place, row: row, column: column, on: &surface, theme: theme)
      }
    }
  }

  private func drawMark(_ place: Int, row: Int, column: Int, on surface: inout Surface, theme: Theme) {
    surface.write(
      String(Character(SeriesMarks.scalar(place, isASCII: surface.isASCII))), row: frame.plot.row + row,
      column: frame.plot.column + column,
      style: Style(foreground: color(place, theme), background: theme[.background]), in: frame.plot)
  }

  /// The point of each curve that the legend reads out.
  private func drawReadings(
    _ tracer: CurveTracer, _ canvas: DotCanvas, isMarked: Bool, on surface: inout Surface, theme: Theme
  ) {
    guard let cursor = chart.cursor else { return }
    for (place, curve) in chart.series.enumerated() where curve.isRead {
      guard let index = curve.nearest(to: cursor), let share = frame.x.share(curve.x[index]),
        let column = column(share, canvas), let dot = tracer.row(smoothed[place][index]), dot >= 0,
        dot < canvas.dotRows
      else { continue }
      let shape = isMarked ? SeriesMarks.scalar(place, isASCII: surface.isASCII) : surface.isASCII ? "o" : "●"
      surface.write(
        String(Character(shape)), row: frame.plot.row + dot / canvas.dotsDown,
        column: frame.plot.column + column,
        style: Style(
          foreground: color(place, theme),
          background: column == cursorColumn(canvas) ? theme[.selection] : theme[.background],
          attributes: .bold),
        in: frame.plot)
    }
  }
}
