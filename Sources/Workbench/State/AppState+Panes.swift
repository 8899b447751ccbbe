import TerminalUI

/// Which pane has the keyboard, and the log that any screen can have at its foot.
extension AppState {
  static func panes(_ screen: ScreenID) -> Int { screen == .training ? 3 : 2 }

  var focusedPane: Int {
    switch screen {
    case .runs: runsView.pane
    case .training: trainingView.pane
    case .layers: layersView.pane
    case .saliency: saliencyView.pane
    }
  }

  mutating func focusPane(_ pane: Int) {
    switch screen {
    case .runs: runsView.pane = pane
    case .training: trainingView.pane = pane
    case .layers: layersView.pane = pane
    case .saliency: saliencyView.pane = pane
    }
  }

  mutating func toggleLog() {
    showsLog.toggle()
    isLogFocused = false
    logOffset = 0
  }

  /// Lines are counted from the newest.
  mutating func scrollLog(_ action: Action) {
    let count = currentRun?.logEntries.count ?? 0
    let step =
      switch action {
      case .up: 1
      case .down: -1
      case .pageUp: 10
      case .pageDown: -10
      case .top: count
      default: -count
      }
    logOffset = min(max(0, count - 1), max(0, logOffset + step))
  }
}
