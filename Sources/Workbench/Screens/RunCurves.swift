import Engine
import TerminalUI

/// The curves of one training or of several together: each run or network in its own colour, named by what sets it apart.
struct RunCurves {
  enum Quantity: Sendable { case loss, accuracy }

  let state: AppState
  let runs: [RunState]
  let quantity: Quantity
  /// Whether the axis of a live run ends where its epochs will.
  var reachesAhead = true

  private var keys: (train: String, test: String) {
    quantity == .loss
      ? (Convention.Series.lossTrain, Convention.Series.lossTest)
      : (Convention.Series.accuracyTrain, Convention.Series.accuracyTest)
  }

  /// One run shows how it trains and tests; of several only the tests are drawn.
  private var series: [Series] {
    guard runs.count > 1 else { return runs.first.map(series) ?? [] }
    return zip(runs, state.names(of: runs)).enumerated().compactMap { index, named in
      guard named.0.isWhole else { return nil }
      return named.0.series[keys.test].map { curve($0, named.1, index, isSmoothed: false) }
    }
  }

  /// Of a run that trains several networks one after the other, the tests and how the newest trains.
  private func series(of run: RunState) -> [Series] {
    let parts = run.trainedParts
    guard let newest = parts.last else {
      return [("train", keys.train, 0), ("test", keys.test, 1)].compactMap { name, key, color in
        run.series[key].map { curve($0, name, color, isSmoothed: key == keys.train) }
      }
    }
    let tests = parts.enumerated().compactMap { place, name in
      run.series["\(name)/\(keys.test)"].map { curve($0, name, place, isSmoothed: false) }
    }
    guard run.status.isLive, !run.gridPrefixes.contains(newest) else { return tests }
    let train = run.series["\(newest)/\(keys.train)"]
    return tests
      + (train.map { [curve($0, "\(newest), training", parts.count, isSmoothed: true)] } ?? [])
  }

  private func curve(_ curve: Curve, _ name: String, _ color: Int, isSmoothed: Bool) -> Series {
    Series(
      name, x: curve.x, y: curve.y, color: color, smoothing: isSmoothed ? state.trainingView.weight : 0)
  }

  /// The epochs shown: all that are asked for once half of them are done, before that the next power-of-two part
  /// of them, so that early curves are wide and the axis moves only three times.
  private func epochs(_ curves: [Series]) -> ClosedRange<Double>? {
    guard reachesAhead, runs.count == 1, let run = runs.first, run.status.isLive,
      let total = run.setting("epochs").flatMap(Double.init), total > 0
    else { return nil }
    let newest = curves.compactMap(\.x.last).max() ?? 0
    let upper = [total / 8, total / 4, total / 2].first { $0 >= 1 && newest <= $0 } ?? total
    return 0...max(upper, newest)
  }

  var title: String {
    let name = quantity == .loss ? "Loss" : "Accuracy"
    if runs.count > 1 { return "Test \(name.lowercased()) of \(runs.count) runs" }
    let parts = runs.first?.trainedParts.count ?? 0
    return parts > 1 ? "Test \(name.lowercased()) of \(parts) networks" : name
  }

  /// How the curves are changed for the eye: `log, smoothed 0.9`.
  var note: TextLine {
    var parts: [String] = []
    if quantity == .loss, state.trainingView.isLogarithmic { parts.append("log") }
    if state.trainingView.weight > 0, runs.count == 1 {
      parts.append("smoothed \(Figures.trimmed(state.trainingView.weight))")
    }
    return TextLine(parts.joined(separator: ", "), .muted)
  }

  func draw(in place: Rectangle, isFocused: Bool, on surface: inout Surface, theme: Theme) {
    surface.draw(Panel(TextLine(title), note: note, isFocused: isFocused), in: place, theme: theme)
    let inside = Panel.content(of: place)
    // A run that nobody has looked at for a while is read again first.
    if !runs.contains(where: \.isWhole) {
      surface.line(TextLine("reading the curves …", .muted), in: inside, theme: theme)
      return
    }
    let curves = series
    let isLogarithmic = quantity == .loss && state.trainingView.isLogarithmic
    let chart = LineChart(
      curves, xAxis: Axis("epoch", range: epochs(curves)),
      yAxis: Axis(
        "", scale: isLogarithmic ? .logarithmic : .linear, format: quantity == .loss ? .number : .percent),
      cursor: state.trainingView.cursor, showsLegend: !hasLongNames)
    guard hasLongNames, inside.rows >= 8 else {
      surface.draw(chart, in: inside, theme: theme)
      return
    }
    let (legend, plot) = inside.splitTop(legendRows(curves, inside))
    drawLegend(curves, chart.yAxis, in: legend, on: &surface, theme: theme)
    surface.draw(chart, in: plot, theme: theme)
  }

  private var hasLongNames: Bool { runs.count > 1 || runs.first?.trainedParts.isEmpty == false }

  private func sign(_ place: Int, of count: Int, on surface: Surface, _ theme: Theme) -> TextLine {
    TextLine(ChartMarks.automatic.sign(place, of: count, on: surface, theme: theme) + " ", .series(place))
  }

  private func legendRows(_ curves: [Series], _ inside: Rectangle) -> Int {
    let across = max(1, inside.columns / legendWidth(curves))
    return min((curves.count + across - 1) / across, max(1, inside.rows / 3))
  }

  private func legendWidth(_ curves: [Series]) -> Int {
    min(44, (curves.map { displayWidth(fitted($0.name, to: 32)) }.max() ?? 8) + 12)
  }

  /// Names of several runs are long: they stand in columns above the plot.
  private func drawLegend(
    _ curves: [Series], _ axis: Axis, in place: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    let width = legendWidth(curves)
    let across = max(1, place.columns / width)
    for (index, curve) in curves.enumerated() where index / across < place.rows {
      let cell = Rectangle(
        row: place.row + index / across, column: place.column + index % across * width, rows: 1,
        columns: min(width - 1, place.columns - index % across * width))
      let at = state.trainingView.cursor.map { curve.nearest(to: $0) } ?? curve.y.indices.last
      let figure = at.map { axis.figure(curve.y[$0]) } ?? "–"
      surface.line(
        sign(index, of: curves.count, on: surface, theme) + TextLine(figure + " ", .title, .bold)
          + TextLine(curve.name),
        in: cell, theme: theme)
    }
  }
}
