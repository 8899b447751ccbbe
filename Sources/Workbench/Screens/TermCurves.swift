import Engine
import TerminalUI

/// What only a self-explaining network's training has: the terms of its loss, and how stable its explanations are.
struct TermCurves {
  let state: AppState
  let run: RunState
  let isStability: Bool

  private var isLogarithmic: Bool { state.trainingView.isLogarithmic }

  func draw(in place: Rectangle, on surface: inout Surface, theme: Theme) {
    let pane = isStability ? 4 : 3
    surface.draw(
      Panel(
        isStability ? "Stability" : "Terms of the loss", note: note,
        isFocused: state.trainingView.pane == pane && !state.isLogFocused), in: place, theme: theme)
    let inside = Panel.content(of: place)
    guard run.isWhole else {
      surface.line(TextLine("reading the curves …", .muted), in: inside, theme: theme)
      return
    }
    let series = self.series
    // Four names take two lines where the place is narrow.
    let across = inside.columns >= 84 ? 4 : 2
    let (legend, plot) = inside.splitTop(inside.rows >= 6 ? (series.count + across - 1) / across : 0)
    for (place, curve) in series.enumerated() where place / across < legend.rows {
      drawName(
        curve, place, of: series.count,
        in: Rectangle(
          row: legend.row + place / across,
          column: legend.column + place % across * (legend.columns / across),
          rows: 1, columns: legend.columns / across), on: &surface, theme: theme)
    }
    surface.draw(
      LineChart(
        series, xAxis: Axis("epoch"), yAxis: Axis("", scale: isLogarithmic ? .logarithmic : .linear),
        cursor: state.trainingView.cursor, showsLegend: false), in: plot, theme: theme)
  }

  private func drawName(
    _ curve: Series, _ place: Int, of count: Int, in cell: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    let sign = ChartMarks.automatic.sign(place, of: count, on: surface, theme: theme)
    let at = state.trainingView.cursor.map { curve.nearest(to: $0) } ?? curve.y.indices.last
    let figure = at.map { Figures.short(curve.y[$0]) } ?? "–"
    surface.line(
      TextLine(sign + " ", .series(curve.color))
        + TextLine(fitted(curve.name, to: cell.columns - figure.count - 4))
        + TextLine(" " + figure, .title, .bold),
      in: cell, theme: theme)
  }

  private var series: [Series] {
    if isStability {
      let curve = run.series[Convention.Series.stabilityTest]
      return curve.map { [Series("median L", x: $0.x, y: $0.y, color: 1)] } ?? []
    }
    return Convention.Series.terms.enumerated().compactMap { place, name in
      run.series[name].map {
        Series(
          String(name.prefix { $0 != "/" }), x: $0.x, y: $0.y, color: place,
          smoothing: state.trainingView.weight)
      }
    }
  }

  /// What the terms are multiplied with, where the run says it.
  private var note: TextLine {
    if isStability { return TextLine(isLogarithmic ? "log, less is stable" : "less is more stable", .muted) }
    let weights = ["lambda", "penalty"].compactMap { name in
      run.setting(name).map { "\(name == "lambda" ? "λ" : name) \($0)" }
    }
    return TextLine((weights + (isLogarithmic ? ["log"] : [])).joined(separator: ", "), .muted)
  }
}
