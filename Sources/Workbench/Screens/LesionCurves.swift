import Engine
import TerminalUI

/// Single deletions of several networks as curves over one axis, each with its base line dashed.
///
/// The axis is where a block stands: the share of the weighted layers before it. A block's number would set a residual
/// block of two layers beside one layer of a plain network; and what cannot be deleted leaves a gap, not a place.
struct LesionCurves {
  let state: AppState

  static func depth(of block: Int, in grid: GridState) -> Double {
    // Runs from before the place was told.
    grid.detail(Convention.Detail.depth, row: 0, column: block)
      ?? Double(block) / Double(max(1, grid.columns))
  }

  private struct Network {
    let name: String
    let isWhole: Bool
    let base: Double?
    let depths: [Double]
    let errors: [Double]
  }

  private var networks: [Network] {
    let runs = state.comparedLesions
    return zip(runs, state.networkNames(of: runs)).map { run, name in
      let grid = run.grid(Convention.Grid.single)
      let blocks = Array(0..<(grid?.columns ?? 0)).filter { grid?.value(row: 0, column: $0) != nil }
      return Network(
        name: name, isWhole: run.isWhole, base: run.series[Convention.Series.baseError]?.last?.y,
        depths: blocks.map { block in grid.map { Self.depth(of: block, in: $0) } ?? 0 },
        errors: blocks.map { grid?.value(row: 0, column: $0) ?? .nan })
    }
  }

  func draw(in place: Rectangle, on surface: inout Surface, theme: Theme) {
    let networks = self.networks
    let lines = min(networks.count, max(1, place.rows / 3))
    let (legend, plot) = place.splitTop(place.rows >= 5 ? lines : 0)
    let cursor = state.lesionRun?.grid(Convention.Grid.single).map { grid in
      Self.depth(of: min(state.lesionsView.block, max(0, grid.columns - 1)), in: grid)
    }
    for (index, network) in networks.enumerated() where index < legend.rows {
      let row = Rectangle(row: legend.row + index, column: legend.column, rows: 1, columns: legend.columns)
      surface.line(
        line(network, index, of: networks.count, cursor: cursor, surface, theme), in: row, theme: theme)
    }
    var chart = LineChart(
      networks.enumerated().map { Series($1.name, x: $1.depths, y: $1.errors, color: $0) },
      xAxis: Axis("weighted layers before it", format: .percent, range: 0...1),
      yAxis: Axis("error", format: .percent), cursor: cursor, showsLegend: false)
    chart.levels = networks.enumerated().compactMap { index, network in
      network.base.map { ChartLevel($0, color: index) }
    }
    surface.draw(chart, in: plot, theme: theme)
  }

  /// The figures first: names may be long.
  private func line(
    _ network: Network, _ index: Int, of count: Int, cursor: Double?, _ surface: Surface, _ theme: Theme
  ) -> TextLine {
    let sign = ChartMarks.automatic.sign(index, of: count, on: surface, theme: theme)
    let nearest = cursor.flatMap { Series("", x: network.depths, y: network.errors).nearest(to: $0) }
    let error = nearest.map { Figures.percent(network.errors[$0]) } ?? (network.isWhole ? "–" : "reading …")
    let base = network.base.map { Figures.percent($0) } ?? "–"
    return TextLine("\(sign) ", .series(index)) + TextLine(error, .title, .bold)
      + TextLine("  ┈ base \(base)  ", .muted) + TextLine(network.name)
  }
}
