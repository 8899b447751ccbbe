import Engine
import TerminalUI

/// How stable the explanations are, by both denominators, and how faithful: the spread over the inputs, and where it is
/// worst.
struct ConceptMeasures {
  let state: AppState

  func draw(in body: Rectangle, on surface: inout Surface, theme: Theme) {
    for (pane, place) in panes(in: body) {
      surface.mark(.pane(pane), in: place)
      surface.draw(
        Panel(
          pane == 0 ? "Stability of θ" : "Faithfulness",
          note: TextLine(pane == 0 ? "less is more stable" : "θ and what p loses without it", .muted),
          isFocused: state.focusedPane == pane && !state.isLogFocused), in: place, theme: theme)
      draw(pane, in: Panel.content(of: place), on: &surface, theme: theme)
    }
  }

  private func panes(in body: Rectangle) -> [(Int, Rectangle)] {
    if state.isZoomed { return [(state.focusedPane, body)] }
    if body.columns >= 100 {
      let (left, right) = body.splitLeft(
        state.firstPane(0, of: body.columns, natural: body.columns / 2, least: 30))
      return [(0, left), (1, right)]
    }
    let (upper, lower) = body.splitTop(state.firstPane(1, of: body.rows, natural: body.rows / 2))
    return [(0, upper), (1, lower)]
  }

  private func draw(_ pane: Int, in place: Rectangle, on surface: inout Surface, theme: Theme) {
    let run = pane == 0 ? state.conceptStabilityRun : state.conceptFaithfulnessRun
    let experiment = pane == 0 ? Convention.Experiment.sennStability : Convention.Experiment.sennFaithfulness
    let grid = run?.grid(pane == 0 ? Convention.Grid.stability : Convention.Grid.faithfulness)
    guard let grid, grid.filled > 0 else {
      surface.line(
        run?.status.isLive == true
          ? TextLine("still to come", .muted)
          : TextLine(state.key(experiment), .key, .bold) + TextLine(" measures it", .muted), in: place,
        theme: theme)
      return
    }
    let isLogarithmic = pane == 0
    let spreads = grid.grid.columns.indices.compactMap { column in
      ConceptSpread(grid, column: column).map { (column: column, spread: $0) }
    }
    let lines = QuartileLines(
      rows: spreads.map { part in
        QuartileLines.Row(
          name(grid.grid.columns[part.column], pane), part.spread, missing: missing(grid, part.column))
      }, range: pane == 0 ? nil : -1...1, isLogarithmic: isLogarithmic)
    let (top, rest) = place.splitTop(lines.height(in: place))
    lines.draw(in: top, on: &surface, theme: theme)
    let list = rest.splitTop(1).rest
    guard list.rows >= 3 else { return }
    drawWorst(grid, isHigh: pane == 0, in: list, on: &surface, theme: theme)
  }

  private func name(_ column: String, _ pane: Int) -> String {
    switch (pane, column) {
    case (0, "h"): "‖Δθ‖ / ‖Δh‖"
    case (0, "x"): "‖Δθ‖ / ‖Δx‖"
    case (1, "pearson"): "Pearson"
    case (1, "spearman"): "Spearman"
    case (1, "exact"): "θ·h, logit"
    default: column
    }
  }

  private func missing(_ grid: GridState, _ column: Int) -> Int {
    (0..<grid.rows).count { grid.value(row: $0, column: column).map { !$0.isFinite } ?? false }
  }

  /// The inputs by their first figure, the worst first.
  private func drawWorst(
    _ grid: GridState, isHigh: Bool, in place: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    let known = (0..<grid.rows).filter { grid.value(row: $0, column: 0)?.isFinite == true }
    let sorted = known.sorted { first, second in
      let values = [first, second].map { grid.value(row: $0, column: 0) ?? 0 }
      return values[0] == values[1] ? first < second : (values[0] > values[1]) == isHigh
    }
    let columns =
      [TableColumn(isHigh ? "least stable" : "least faithful", width: .flexible(minimum: 10))]
      + grid.grid.columns.map { TableColumn($0, width: .fixed(9), alignment: .right) }
    let rows = sorted.map { row in
      [TableCell(grid.grid.rows[row])]
        + grid.grid.columns.indices.map { column in
          TableCell(grid.value(row: row, column: column).map(Figures.short) ?? "–", .muted)
        }
    }
    var table = Table(columns, rows: rows, state: ScrollState(selected: -1), isFocused: false)
    table.state.offset = 0
    surface.draw(table, in: place, theme: theme)
  }
}
