import Engine
import TerminalUI

/// All trainings by what they reached, beside the curves of the one looked at.
struct League: Widget {
  let state: AppState

  /// One training alone is no league.
  static func isUseful(_ state: AppState) -> Bool {
    state.shown.listed.count { AppState.naturalScreen($0) == .training } > 1
  }

  func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    let runs = state.shown.listed.filter { AppState.naturalScreen($0) == .training }
      .sorted { (Self.reached($0), $1.job) > (Self.reached($1), $0.job) }
    surface.draw(
      Panel("Trainings", note: TextLine("\(runs.count)", .muted)), in: rectangle, theme: theme)
    let names = state.names(of: runs)
    let compared = state.comparedRuns.map(\.job)
    let selected = runs.firstIndex { $0.job == state.trainingRun?.job } ?? 0
    let place = Rectangle(
      row: rectangle.row + 1, column: rectangle.column + 1, rows: rectangle.rows - 2,
      columns: rectangle.columns - 3)
    surface.draw(
      Table(
        [
          TableColumn("", width: .fixed(1)), TableColumn("best first", width: .flexible(minimum: 14)),
          TableColumn("test", width: .fixed(7), alignment: .right),
          TableColumn("loss", width: .fixed(10), rank: 1),
        ], rowCount: runs.count, state: ScrollState(selected: selected), isFocused: false
      ) { index in
        let run = runs[index]
        let color = compared.count > 1 ? compared.firstIndex(of: run.job) : nil
        return [
          color.map { TableCell("━", .series($0)) } ?? TableCell(String(run.status.glyph), run.status.role),
          TableCell(names[index]), TableCell(run.keyFigure, .title),
          .sparkline(run.series[Convention.Series.lossTrain]?.overview ?? [], .series(0)),
        ]
      }, in: place, theme: theme)
  }

  private static func reached(_ run: RunState) -> Double {
    run.series[Convention.Series.accuracyTest]?.last?.y ?? run.figures["testAccuracy"] ?? -1
  }
}
