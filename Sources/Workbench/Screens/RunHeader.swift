import TerminalUI

/// The lines above a screen's panes: which run this is, how it stands, how far it is.
struct RunHeader {
  let run: RunState
  let title: String
  let facts: [Fact]

  /// Rows taken: a second one for the bar while the run is live.
  func rows(_ rectangle: Rectangle) -> Int { run.progressBar != nil && rectangle.rows > 10 ? 2 : 1 }

  func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    let (first, second) = rectangle.inset(rows: 0, columns: 1).splitTop(1)
    let status = run.statusLine
    let shown = fitted(title, to: first.columns - status.width - 2)
    let title = Fact("", status + TextLine("  \(shown)", .title, .bold))
    surface.draw(LabelRow([title] + facts), in: first, theme: theme)
    if let bar = run.progressBar, !second.isEmpty { surface.draw(bar, in: second, theme: theme) }
  }
}
