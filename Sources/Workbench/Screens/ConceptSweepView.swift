import Engine
import TerminalUI

/// Accuracy, stability and faithfulness against the weight λ on the penalty, with quartiles, as networks come in.
struct ConceptSweepView {
  let state: AppState
  let sweep: ConceptSweep

  private var column: Int { min(max(0, state.conceptsView.column), sweep.grid.columns - 1) }

  func draw(in body: Rectangle, on surface: inout Surface, theme: Theme) {
    let panes = state.isZoomed ? [(state.focusedPane, body)] : layout(in: body)
    for (pane, place) in panes {
      surface.mark(.pane(pane), in: place)
      surface.draw(
        Panel(
          title(pane), note: pane == 0 ? progress : "",
          isFocused: state.focusedPane == pane && !state.isLogFocused), in: place, theme: theme)
      draw(pane, in: Panel.content(of: place), on: &surface, theme: theme)
    }
  }

  /// All three where there is room; else the accuracy over the one with the keyboard.
  private func layout(in body: Rectangle) -> [(Int, Rectangle)] {
    if body.columns >= 150, body.rows < 34 {
      let (left, rest) = body.splitLeft(body.columns / 3)
      let (middle, right) = rest.splitLeft(rest.columns / 2)
      return [(0, left), (1, middle), (2, right)]
    }
    if body.rows >= 28 {
      let (upper, rest) = body.splitTop((body.rows + 1) / 3)
      let (middle, lower) = rest.splitTop(rest.rows / 2)
      return [(0, upper), (1, middle), (2, lower)]
    }
    let second = max(1, state.focusedPane)
    if body.columns >= 100 {
      let (left, right) = body.splitLeft(body.columns / 2)
      return [(0, left), (second, right)]
    }
    let (upper, lower) = body.splitTop(body.rows / 2)
    return [(0, upper), (second, lower)]
  }

  private func title(_ pane: Int) -> TextLine {
    switch pane {
    case 0: "Accuracy"
    case 1: "Stability: median local Lipschitz estimate"
    default: "Faithfulness: correlation of θ with the drop in p"
    }
  }

  private var progress: TextLine {
    let seeds = (0..<sweep.grid.columns).compactMap { sweep.detail(Convention.Detail.seeds, 0, $0) }.max()
    return TextLine(seeds.map { "up to \(Figures.count($0)) seeds" } ?? "", .muted)
  }

  private func draw(_ row: Int, in place: Rectangle, on surface: inout Surface, theme: Theme) {
    guard let series = sweep.series(row) else {
      surface.line(TextLine("no network is trained yet", .muted), in: place, theme: theme)
      return
    }
    let (legend, plot) = place.splitTop(place.rows >= 5 ? 1 : 0)
    if !legend.isEmpty { surface.draw(LabelRow(facts(row)), in: legend, theme: theme) }
    let isLogarithmic = isLogarithmic(row)
    // Over several powers of ten a band is too thin to be seen, and of sixteen colours none is faint enough for one.
    let hasStrokes = isLogarithmic || surface.traits.depth == .indexed16
    var chart = LineChart(
      hasStrokes ? whiskers(of: series) : [series], xAxis: sweep.axis,
      yAxis: Axis("", scale: isLogarithmic ? .logarithmic : .linear, format: row == 0 ? .percent : .number),
      cursor: sweep.places[column], showsLegend: false, marks: .never)
    chart.levels = sweep.levels(row).enumerated().map { ChartLevel($1.value, color: $0 + 1) }
    surface.draw(chart, in: plot, theme: theme)
  }

  /// The curve with its quartiles as strokes.
  private func whiskers(of series: Series) -> [Series] {
    let strokes = series.x.indices.map { place -> Series in
      var stroke = Series(
        "", x: [series.x[place], series.x[place]], y: [series.low[place], series.high[place]],
        color: series.color)
      stroke.isRead = false
      return stroke
    }
    return [Series(series.name, x: series.x, y: series.y, color: series.color)] + strokes
  }

  /// Estimates of stability fall by powers of ten; where one is zero the axis cannot be logarithmic.
  private func isLogarithmic(_ row: Int) -> Bool {
    guard row == 1, let series = sweep.series(row) else { return false }
    let values = series.y + series.low
    guard let low = values.min(), let high = values.max(), low > 0 else { return false }
    return high > 8 * low
  }

  /// `λ 1e-2   97.7 %  97.1 % – 98.3 %   ┈ ceiling 98.6 %`
  private func facts(_ row: Int) -> [Fact] {
    func figure(_ value: Double) -> String { row == 0 ? Figures.percent(value) : Figures.short(value) }
    var facts = [Fact("λ", TextLine(sweep.grid.grid.columns[column], .accent, .bold))]
    if let value = sweep.grid.value(row: row, column: column) {
      facts.append(Fact("", TextLine(figure(value), .title, .bold)))
      if let low = sweep.detail(Convention.Detail.low, row, column),
        let high = sweep.detail(Convention.Detail.high, row, column)
      {
        facts.append(Fact("", TextLine("\(figure(low)) – \(figure(high))", .muted)))
      }
    } else {
      facts.append(Fact("", TextLine("still to come", .muted)))
    }
    for (place, level) in sweep.levels(row).enumerated() {
      facts.append(Fact("", TextLine("┈ \(level.name) \(figure(level.value))", .series(place + 1))))
    }
    if let seeds = sweep.detail(Convention.Detail.seeds, row, column) {
      facts.append(Fact("seeds", TextLine(Figures.count(seeds), .muted)))
    }
    return facts
  }
}
