import Engine
import TerminalUI

/// The charts of a run of lesions; each says whether there was something to draw.
struct LesionCharts {
  let run: RunState?
  let block: Int

  private var base: Double? { run?.series[Convention.Series.baseError]?.last?.y }
  private let error = Axis("error", format: .percent)

  private func grid(_ name: String) -> GridState? {
    run?.grid(name).flatMap { $0.filled > 0 ? $0 : nil }
  }

  func drawSingle(in place: Rectangle, on surface: inout Surface, theme: Theme) -> Bool {
    guard let grid = grid(Convention.Grid.single) else { return false }
    let names = grid.grid.columns
    let stems = names.enumerated().map { index, name in
      StemPlot.Stem(
        name, grid.value(row: 0, column: index) ?? .nan,
        isMarked: grid.detail(Convention.Detail.projection, row: 0, column: index) != nil,
        begins: index > 0 && stage(name) != stage(names[index - 1]))
    }
    surface.draw(
      StemPlot("", stems, axis: error, base: base, selected: min(block, stems.count - 1)), in: place,
      theme: theme)
    return true
  }

  /// `layer2` of `layer2.3`.
  private func stage(_ name: String) -> Substring {
    name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
  }

  func drawMultiple(in place: Rectangle, on surface: inout Surface, theme: Theme) -> Bool {
    guard let grid = grid(Convention.Grid.multiple) else { return false }
    let boxes = grid.grid.rows.enumerated().map { row, name in
      BoxPlot.Box(name, (0..<grid.columns).compactMap { grid.value(row: row, column: $0) })
    }
    surface.draw(BoxPlot("", boxes, xTitle: "deleted", axis: error, base: base), in: place, theme: theme)
    return true
  }

  func drawReordered(in place: Rectangle, on surface: inout Surface, theme: Theme) -> Bool {
    guard let grid = grid(Convention.Grid.reordered) else { return false }
    var taus: [Double] = [], errors: [Double] = []
    for row in 0..<grid.rows {
      for column in 0..<grid.columns {
        guard let error = grid.value(row: row, column: column),
          let tau = grid.detail(Convention.Detail.tau, row: row, column: column)
        else { continue }
        taus.append(tau)
        errors.append(error)
      }
    }
    surface.draw(
      ScatterChart([PointGroup("orders", x: taus, y: errors)], xAxis: Axis("Kendall’s τ"), yAxis: error),
      in: place, theme: theme)
    return true
  }
}

/// How many paths are how long, what one of them carries, and what all of that length carry together.
struct PathCharts {
  let run: RunState?

  /// The lengths that carry the gradient, from 2.5 % of it to 97.5 %, by the sampled paths.
  var note: TextLine {
    guard let run, let count = run.series[Convention.Series.pathCount],
      let sampled = run.series[Convention.Series.pathGradient], sampled.count == count.count
    else { return "" }
    let products = zip(sampled.y, count.y).map { $0 * $1 }, total = products.reduce(0, +)
    guard total > 0, total.isFinite else { return "" }
    var sum = 0.0
    let sums = products.map { product in
      sum += product / total
      return sum
    }
    guard let from = sums.firstIndex(where: { $0 >= 0.025 }), let to = sums.firstIndex(where: { $0 >= 0.975 })
    else {
      return ""
    }
    let share = count.y[from...to].reduce(0, +) / count.y.reduce(0, +)
    return TextLine(
      "95 % of the gradient in \(from)…\(to) blocks, \(Figures.percent(share, decimals: 2)) of the paths",
      .muted)
  }

  func draw(in place: Rectangle, on surface: inout Surface, theme: Theme) -> Bool {
    guard let run, let count = run.series[Convention.Series.pathCount],
      let sampled = run.series[Convention.Series.pathGradient],
      let exact = run.series[Convention.Series.pathGradientExact], !exact.y.isEmpty
    else { return false }
    let lengths = exact.x
    let products = zip(sampled.y, count.y).map { $0 * $1 }
    let total = products.reduce(0, +), all = count.y.reduce(0, +), whole = exact.y.reduce(0, +)
    func share(_ values: [Double], of total: Double) -> [Double] { values.map { total > 0 ? $0 / total : 0 } }
    let panels: [([Series], Axis)] = [
      ([Series("paths of that length", x: count.x, y: share(count.y, of: all))], Axis("", format: .percent)),
      (
        [
          Series("‖g‖ of one path", x: sampled.x, y: sampled.y),
          Series("of all, exact", x: lengths, y: exact.y, color: 1),
        ], Axis("", scale: .logarithmic)
      ),
      (
        [
          Series("count × ‖g‖", x: sampled.x, y: share(products, of: total)),
          Series("exact", x: lengths, y: share(exact.y, of: whole), color: 1),
        ], Axis("", format: .percent)
      ),
    ]
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
      surface.draw(
        LineChart(panel.0, xAxis: Axis(index == shown.count - 1 ? "blocks passed" : ""), yAxis: panel.1),
        in: part,
        theme: theme)
    }
    return true
  }
}
