import Engine
import TerminalUI

/// The rows of a map as curves over the checkpoints, with the chosen checkpoint read out.
struct LayersCurves: Widget {
  let grid: GridState
  /// Where there are more layers than can be told apart, those about this one are drawn.
  var row = 0
  let column: Int
  let isDistance: Bool
  /// The range of the axis, where it is that of other charts too.
  var range: ClosedRange<Double>?

  /// With fewer rows a chart says nothing.
  static let leastRows = 12
  /// With more layers the curves cannot be told apart.
  private static let mostLayers = 12
  private static let neighbours = 5

  static func suit(_ grid: GridState, _ map: LayersMap) -> Bool {
    map != .joint && map != .rerandomised && grid.columns > 1
  }

  private var rows: Range<Int> {
    guard grid.rows > Self.mostLayers else { return 0..<grid.rows }
    let first = min(max(0, row - Self.neighbours / 2), grid.rows - Self.neighbours)
    return first..<(first + Self.neighbours)
  }

  /// Where the checkpoints stand: by epoch, and where these spread over decades by their logarithm, with the
  /// beginning at the left edge.
  private var places: [Double] {
    let epochs = grid.grid.columns.enumerated().map { Double($1) ?? Double($0) }
    return isLogarithmic ? epochs.map { max($0, Self.beginning) } : epochs
  }

  private static let beginning = 0.5

  private var isLogarithmic: Bool {
    let epochs = grid.grid.columns.enumerated().map { Double($1) ?? Double($0) }
    return (epochs.last ?? 0) > 30
  }

  /// The checkpoint that stands nearest to a place on the axis.
  func column(at x: Double) -> Int {
    let places = places
    return places.indices.min { abs(places[$0] - x) < abs(places[$1] - x) } ?? 0
  }

  func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    let (legend, chart) = rectangle.splitTop(1)
    drawLegend(in: legend, on: &surface, theme: theme)
    let places = places
    let series = rows.map { row in
      let name = grid.grid.rows[row]
      let known = places.indices.filter { grid.value(row: row, column: $0) != nil }
      return Series(
        name, x: known.map { places[$0] }, y: known.compactMap { grid.value(row: row, column: $0) },
        color: row - rows.lowerBound)
    }
    let first = places.first ?? 0
    surface.draw(
      LineChart(
        series,
        xAxis: Axis(
          grid.grid.name == LayersMap.alpha.rawValue ? "α" : "checkpoint",
          scale: isLogarithmic ? .logarithmic : .linear,
          range: first...max(places.last ?? 1, first + 1)),
        yAxis: Axis("", format: isDistance ? .number : .percent, range: range),
        cursor: places.indices.contains(column) ? places[column] : nil, showsLegend: false), in: chart,
      theme: theme)
  }

  /// The chart's own legend would name the place on the axis, which is not the checkpoint where that is logarithmic.
  private func drawLegend(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    var parts = rows.map { row in
      let name = grid.grid.rows[row]
      let value = grid.value(row: row, column: column)
      let figure = value.map { isDistance ? Figures.short($0) : Figures.percent($0) } ?? "–"
      let place = row - rows.lowerBound
      let sign = ChartMarks.automatic.sign(place, of: rows.count, on: surface, theme: theme)
      return Fact(
        "",
        TextLine(sign + " ", .series(place)) + TextLine("\(name) ")
          + TextLine(figure, .title, .bold))
    }
    if grid.grid.columns.indices.contains(column) {
      parts.append(Fact("", TextLine("at \(grid.grid.columns[column])", .accent)))
    }
    surface.draw(LabelRow(parts), in: rectangle, theme: theme)
  }
}
