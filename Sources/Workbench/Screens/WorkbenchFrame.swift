import TerminalUI

/// The whole picture: status bar, the open screen, footer, and what lies above them.
enum WorkbenchFrame {
  static let smallest = Size(rows: 18, columns: 60)

  static func draw(_ state: AppState, on surface: inout Surface, theme: Theme) {
    let whole = Rectangle(surface.size)
    surface.fill(whole, style: theme.plain)
    guard whole.rows >= smallest.rows, whole.columns >= smallest.columns else {
      surface.draw(TooSmall(needed: smallest), in: whole, theme: theme)
      return
    }
    let (top, rest) = whole.splitTop(1)
    let (above, bottom) = rest.splitBottom(1)
    let (body, scrub) = above.splitBottom(state.replay == nil ? 0 : 1)
    StatusBar(state: state).draw(in: top, on: &surface, theme: theme)
    let (panes, strip) = body.splitBottom(GuideStrip.rows(state, in: whole.size))
    let (screen, log) = panes.splitBottom(state.showsLog ? LogView.rows(of: panes.rows) : 0)
    ScreenRegistry.screen(state.screen)?.draw(state, in: screen, on: &surface, theme: theme)
    if !log.isEmpty { surface.draw(LogView(state: state), in: log, theme: theme) }
    if !strip.isEmpty { GuideStrip(state: state).draw(in: strip, on: &surface, theme: theme) }
    if let replay = state.replay {
      ScrubBar(replay: replay).draw(in: scrub, on: &surface, theme: theme)
    }
    drawToasts(state, in: panes, on: &surface, theme: theme)
    if let overlay = state.overlay {
      surface.mark(.cover, in: whole)
      OverlayDrawing(overlay: overlay, state: state).draw(in: body, on: &surface, theme: theme)
    }
    // The last row says what the keys do in what lies above the screen, so it lies above that.
    drawFooter(state, in: bottom, on: &surface, theme: theme)
  }

  /// What a screen and the log have together.
  static func panes(_ state: AppState, in window: Size) -> Rectangle {
    let below = 1 + (state.replay == nil ? 0 : 1) + GuideStrip.rows(state, in: window)
    return Rectangle(window).splitTop(1).rest.splitBottom(below).rest
  }

  /// The rectangle that a screen has on a terminal of that size.
  static func body(_ state: AppState, in window: Size) -> Rectangle {
    let panes = panes(state, in: window)
    return panes.splitBottom(state.showsLog ? LogView.rows(of: panes.rows) : 0).rest
  }

  private static func drawFooter(
    _ state: AppState, in place: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    surface.mark(.footer, in: place)
    surface.draw(
      Footer(state.footerHints.map { KeyHint($0.keys, $0.label) }, status: state.footerStatus), in: place,
      theme: theme)
  }

  private static func drawToasts(
    _ state: AppState, in body: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    var place = body
    for toast in state.toasts.reversed() where place.rows > 6 {
      let severity: Severity =
        switch toast.kind {
        case .information: .information
        case .success: .success
        case .warning: .warning
        case .failure: .failure
        }
      let widget = TerminalUI.Toast(toast.text, severity: severity)
      surface.draw(widget, in: place, theme: theme)
      place = place.splitBottom(widget.height(in: place) + 1).rest
    }
  }
}
