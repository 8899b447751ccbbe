import TerminalUI

/// The run's log at the foot of a screen: its newest lines, or those that were scrolled to.
struct LogView: Widget {
  let state: AppState

  /// Rows that the log takes from a screen of that height.
  static func rows(of body: Int) -> Int { min(16, max(6, body / 4)) }

  func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    let run = state.currentRun
    let name = run.map { state.fullTitle(of: $0) } ?? ""
    surface.draw(
      Panel("Log", note: TextLine(name, .muted), isFocused: state.isLogFocused), in: rectangle, theme: theme)
    let inside = Panel.content(of: rectangle)
    guard let run, !run.logEntries.isEmpty else {
      let reason = run == nil ? "No run is chosen: its log would be here." : "This run has said nothing yet."
      surface.line(TextLine(reason, .muted), in: inside, theme: theme)
      return
    }
    let entries = run.logEntries
    // Counted from the newest line, so that what comes in does not move what is read.
    let end = max(min(inside.rows, entries.count), entries.count - state.logOffset)
    let shown = entries[max(0, end - inside.rows)..<end]
    for (row, entry) in shown.enumerated() {
      let time = Figures.duration(entry.time)
      let blanks = String(repeating: " ", count: max(1, 8 - displayWidth(time)))
      surface.line(
        TextLine(blanks + time + "  ", .muted) + TextLine(entry.text, entry.role),
        in: Rectangle(row: inside.row + row, column: inside.column, rows: 1, columns: inside.columns),
        theme: theme)
    }
    if end < entries.count {
      surface.line(
        TextLine("\(entries.count - end) more below ", .accent),
        in: rectangle.splitBottom(1).bottom.inset(rows: 0, columns: 2),
        theme: theme, alignment: .right)
    }
  }
}
