import Engine
import TerminalUI

/// How many paths are how long, what one of them carries, and what all of that length carry together.
struct PathCharts {
  let run: RunState?

  /// The lengths that carry the gradient, and how many paths are so long.
  var note: TextLine {
    guard let ends = run?.series[Convention.Series.effectivePaths], let share = ends.y.first,
      let from = ends.x.first, let to = ends.x.last
    else { return "" }
    return TextLine(
      "95 % of the gradient in \(Figures.count(from))…\(Figures.count(to)) blocks, "
        + "\(Figures.percent(share, decimals: 2)) of the paths", .muted)
  }

  func draw(in place: Rectangle, on surface: inout Surface, theme: Theme) -> Bool {
    let panels = self.panels
    guard !panels.isEmpty else { return false }
    // Beside one another in a wide place, one above the other in a high one, the last alone in a small one.
    let isWide = place.columns >= 3 * 30, isHigh = place.rows >= 3 * 7
    let shown = isWide || isHigh ? panels : Array(panels.suffix(1))
    var rest = place
    for (index, panel) in shown.enumerated() {
      let left = shown.count - index
      let part: Rectangle
      if isWide {
        (part, rest) = rest.splitLeft(rest.columns / left)
      } else {
        (part, rest) = rest.splitTop(rest.rows / left)
      }
      let xAxis = Axis(index == shown.count - 1 ? "blocks passed" : "", format: .count, range: lengths)
      surface.draw(LineChart(panel.series, xAxis: xAxis, yAxis: panel.axis), in: part, theme: theme)
    }
    return true
  }

  /// The same beneath all three.
  private var lengths: ClosedRange<Double>? {
    run?.series[Convention.Series.pathCount]?.x.last.map { 0...max(1, $0) }
  }

  private var panels: [(series: [Series], axis: Axis)] {
    guard let run else { return [] }
    func series(_ name: String, _ shown: String, color: Int = 0) -> Series? {
      run.series[name].flatMap { $0.isEmpty ? nil : Series(shown, x: $0.x, y: $0.y, color: color) }
    }
    let groups: [([Series?], Axis)] = [
      ([series(Convention.Series.pathCount, "paths")], Axis("")),
      (
        [
          series(Convention.Series.pathGradient, "‖g‖ of one path"),
          series(Convention.Series.pathGradientExact, "of all, exact", color: 1),
        ], Axis("", scale: .logarithmic)
      ),
      (
        [
          series(Convention.Series.pathShare, "paths × ‖g‖").map(shaded),
          series(Convention.Series.pathShareExact, "exact", color: 1),
        ], Axis("", format: .percent)
      ),
    ]
    return groups.map { (series: $0.0.compactMap { $0 }, axis: $0.1) }.filter { !$0.series.isEmpty }
  }

  /// Filled to the ground between the band's ends.
  private func shaded(_ series: Series) -> Series {
    guard let ends = run?.series[Convention.Series.effectivePaths], let from = ends.x.first,
      let to = ends.x.last
    else { return series }
    var shaded = series
    shaded.low = zip(series.x, series.y).map { (from...to).contains($0) ? 0 : $1 }
    shaded.high = series.y
    return shaded
  }
}
