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
        begins: index > 0 && stage(index, grid) != stage(index - 1, grid))
    }
    surface.draw(
      StemPlot("", stems, axis: error, base: base, selected: min(block, stems.count - 1)), in: place,
      theme: theme)
    return true
  }

  /// What blocks of one width and resolution share: as the run tells it, else `layer2` of `layer2.3`.
  private func stage(_ block: Int, _ grid: GridState) -> String {
    if let stage = grid.detail(Convention.Detail.stage, row: 0, column: block) { return "\(stage)" }
    let name = grid.grid.columns[block]
    return String(name.lastIndex(of: ".").map { name[..<$0] } ?? name[...])
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
