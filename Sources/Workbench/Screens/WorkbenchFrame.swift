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
    let (body, bottom) = rest.splitBottom(1)
    StatusBar(state: state).draw(in: top, on: &surface, theme: theme)
    ScreenRegistry.screen(state.screen)?.draw(state, in: body, on: &surface, theme: theme)
    drawFooter(state, in: bottom, on: &surface, theme: theme)
    drawToasts(state, in: body, on: &surface, theme: theme)
    if let overlay = state.overlay {
      OverlayDrawing(overlay: overlay, state: state).draw(in: body, on: &surface, theme: theme)
    }
  }

  /// The rectangle that a screen has on a terminal of that size.
  static func body(_ size: Size) -> Rectangle {
    Rectangle(size).splitTop(1).rest.splitBottom(1).rest
  }

  private static func drawFooter(
    _ state: AppState, in place: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    let hints = state.footerHints.map { KeyHint($0.keys, $0.label) }
    let always =
      state.overlay == nil && !state.isTyping
      ? TextLine("?", .key, .bold) + TextLine(" help   ", .muted) + TextLine("q", .key, .bold)
        + TextLine(" quit", .muted) : ""
    surface.draw(Footer(hints, status: always), in: place, theme: theme)
  }

  private static func drawToasts(
    _ state: AppState, in body: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    var place = body
    for toast in state.toasts.reversed() where place.rows > 6 {
      let role: Role =
        switch toast.kind {
        case .information: .accent
        case .success: .good
        case .warning: .warning
        case .failure: .bad
        }
      let widget = TerminalUI.Toast(toast.text, role: role)
      surface.draw(widget, in: place, theme: theme)
      let rows = min(4, Paragraph(toast.text).height(width: min(60, place.columns - 6)))
      place = place.splitBottom(rows + 1).rest
    }
  }
}

extension AppState {
  /// What the keys do here, the most telling first; what makes no sense just now is left out.
  var footerHints: [(keys: String, label: String)] {
    let map = WorkbenchKeys.map
    var hints: [(keys: String, label: String)] = []
    for context in keyContexts {
      for binding in map.bindings where binding.context == context && !binding.label.isEmpty {
        guard isUseful(binding.action), let chord = binding.chords.first else { continue }
        hints.append((keys(binding.action) ?? chord.display, label(binding.action) ?? binding.label))
      }
    }
    return hints
  }

  /// Pairs of keys that belong together are named together.
  private func keys(_ action: Action) -> String? {
    guard overlay == nil else { return nil }
    return switch action {
    case .left where screen == .training: "← →"
    case .nextMap, .nextTarget: "[ ]"
    case .nextPage: "< >"
    default: nil
    }
  }

  private func label(_ action: Action) -> String? {
    switch action {
    case .pauseOrResume: currentRun?.status == .paused ? "go on" : "pause"
    case .freeze: frozen == nil ? "freeze" : "unfreeze"
    case .zoom: isZoomed ? "unzoom" : "zoom"
    case .left where overlay == nil && screen == .training: "read out"
    case .nextMap: "map"
    case .nextPage: "page"
    case .activate: confirmVerb
    default: nil
    }
  }

  private var confirmVerb: String? {
    if case .confirm(let question)? = overlay { question.verb } else { nil }
  }

  private func isUseful(_ action: Action) -> Bool {
    guard overlay == nil else { return true }
    let status = currentRun?.status
    return switch action {
    case .pauseOrResume: status == .running || status == .paused || status == .queued
    case .step: status == .paused
    case .cancel: status?.isLive == true
    case .remove: status?.isLive == false
    case .restart: status?.isResumable == true || !interrupted.isEmpty
    case .activate, .filter: screen != .runs || selectedRun != nil
    case .sweep: modelRun?.status.isLive == false
    case .logarithmic, .left: trainingRun != nil
    case .nextMap: layersRun != nil
    case .nextMethod, .nextTarget, .nextPage: saliencyRun != nil
    case .freeze: frozen != nil || !runs.live.isEmpty
    case .command, .zoom: currentRun != nil
    default: true
    }
  }
}
