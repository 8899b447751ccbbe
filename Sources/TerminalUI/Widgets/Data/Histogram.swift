/// How often values lie in each interval, as columns to an eighth of a row.
public struct Histogram: Widget {
  public var bins: HistogramBins
  public var xAxis: Axis
  /// Whether counts are drawn on a logarithm, so that a bin of one is seen beside one of thousands.
  public var isLogarithmic: Bool
  /// The bin that the legend reads out.
  public var selected: Int?
  public var role: Role

  public init(
    _ bins: HistogramBins, xAxis: Axis = Axis(), isLogarithmic: Bool = false, selected: Int? = nil,
    role: Role = .series(0)
  ) {
    self.bins = bins
    self.xAxis = xAxis
    self.isLogarithmic = isLogarithmic
    self.selected = selected
    self.role = role
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    guard !rectangle.isEmpty else { return }
    guard bins.total > 0 else {
      surface.write(
        TextLine("no values yet", .muted), row: rectangle.row + (rectangle.rows - 1) / 2,
        column: rectangle.column, width: rectangle.columns, theme: theme, alignment: .center, in: rectangle)
      return
    }
    let (frame, top, shown) = layout(in: rectangle)
    if !top.isEmpty { legend.draw(in: top, on: &surface, theme: theme) }
    frame.draw(on: &surface, theme: theme)
    surface.mark(.chart(HitChart(frame.x, columns: frame.plot.columns)), in: frame.plot)
    for (bin, count) in shown.counts.enumerated() where count > 0 {
      drawColumn(bin, count, shown, frame, on: &surface, theme: theme)
    }
    markSelected(shown, frame, on: &surface, theme: theme)
  }

  private func layout(in rectangle: Rectangle) -> (
    frame: ChartFrame, legend: Rectangle, shown: HistogramBins
  ) {
    let (top, plot) = rectangle.splitTop(rectangle.rows >= 5 ? 1 : 0)
    let shown = bins.joined(atMost: max(1, rectangle.columns - 8))
    var axis = xAxis
    axis.range = shown.start...shown.upperEdge
    let highest = Double(shown.counts.max() ?? 1)
    let counts = Axis(
      "", scale: isLogarithmic ? .logarithmic : .linear, format: .count,
      range: isLogarithmic ? 0.5...highest * 1.3 : 0...highest * 1.02)
    return (
      ChartFrame(
        in: plot, x: AxisScaling(axis: axis, values: nil, margin: 0),
        y: AxisScaling(axis: counts, values: nil, margin: 0)), top, shown
    )
  }

  private var legend: ChartLegend {
    var parts = [TextLine(Figures.count(Double(bins.total)), .title, .bold) + TextLine(" values", .muted)]
    for (count, name) in [(bins.notFinite, "not finite"), (bins.below, "below"), (bins.above, "above")]
    where count > 0 {
      parts.append(TextLine("\(count) \(name)", .warning))
    }
    parts.append(
      TextLine("\(bins.counts.count)") + TextLine(" bins of ", .muted) + TextLine(Figures.trimmed(bins.width))
    )
    guard let selected, bins.counts.indices.contains(selected) else { return ChartLegend(parts: parts) }
    let (low, high) = bins.edges(selected)
    let share = Double(bins.counts[selected]) / Double(max(1, bins.total))
    return ChartLegend(
      parts: parts,
      cursor: TextLine("\(Figures.trimmed(low))…\(Figures.trimmed(high)): ", .accent)
        + TextLine("\(bins.counts[selected])", .accent, .bold)
        + TextLine(" (\(Figures.percent(share)))", .accent))
  }

  /// The columns of a bin; neighbours never overlap, and each has at least one while there is room.
  private func columns(_ bin: Int, of count: Int, in plot: Rectangle) -> Range<Int> {
    let first = plot.column + bin * plot.columns / count
    return first..<max(first + 1, plot.column + (bin + 1) * plot.columns / count)
  }

  private func drawColumn(
    _ bin: Int, _ count: Int, _ shown: HistogramBins, _ frame: ChartFrame, on surface: inout Surface,
    theme: Theme
  ) {
    guard let share = frame.y.share(Double(count)), share > 0 else { return }
    let plot = frame.plot
    // What is there at all is seen.
    let eighths = max(1, Int((min(1, share) * Double(plot.rows * 8)).rounded()))
    let isSelected = selected.map { bin == selectedBin($0, shown) } ?? false
    // Neighbours are told apart by a gap where a bin is wide enough, else by two shades of one colour.
    var span = columns(bin, of: shown.counts.count, in: plot)
    if span.count >= 3 { span = span.lowerBound..<span.upperBound - 1 }
    let color =
      isSelected
      ? theme[.accent]
      : bin.isMultiple(of: 2) || span.count > 1
        ? theme[role] : theme[role].mixed(with: theme[.background], 0.25)
    for row in 0..<min(plot.rows, (eighths + 7) / 8) {
      let part = min(8, eighths - row * 8)
      for column in span where column < plot.right {
        surface.write(
          String(Blocks.vertical[part]), row: plot.bottom - 1 - row, column: column,
          style: Style(foreground: color, background: theme[.background]), in: plot)
      }
    }
  }

  private func selectedBin(_ bin: Int, _ shown: HistogramBins) -> Int {
    let group = max(1, Int((shown.width / bins.width).rounded()))
    return bin / group
  }

  /// A mark on the axis, for those who do not see the colour.
  private func markSelected(
    _ shown: HistogramBins, _ frame: ChartFrame, on surface: inout Surface, theme: Theme
  ) {
    guard let selected, bins.counts.indices.contains(selected), frame.hasX else { return }
    let span = columns(selectedBin(selected, shown), of: shown.counts.count, in: frame.plot)
    surface.write(
      "▲", row: frame.plot.bottom, column: (span.lowerBound + span.upperBound - 1) / 2,
      style: theme.style(.accent, .bold), in: frame.whole)
  }
}
