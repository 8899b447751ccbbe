import TerminalUI

/// The run's log at the foot of a screen.
struct LogView: Widget {
  let state: AppState

  /// Rows that the log takes from a screen of that height.
  static func rows(of body: Int) -> Int { min(16, max(6, body / 4)) }

  /// Lines seen in a log of that height.
  static func visibleRows(height: Int) -> Int {
    let frame = Rectangle(row: 0, column: 0, rows: height, columns: 80)
    return LogPane.visibleRows(height: Panel.content(of: frame).rows)
  }

  func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    let run = state.currentRun
    let name = run.map { state.fullTitle(of: $0) } ?? ""
    surface.draw(
      Panel("Log", note: TextLine(name, .muted), isFocused: state.isLogFocused), in: rectangle, theme: theme)
    let inside = Panel.content(of: rectangle)
    let log = run?.log ?? LogBuffer()
    guard !log.isEmpty else {
      let reason = run == nil ? "No run is chosen: its log would be here." : "This run has said nothing yet."
      surface.line(TextLine(reason, .muted), in: inside, theme: theme)
      return
    }
    surface.draw(LogPane(log, state: state.logState), in: inside, theme: theme)
  }
}
