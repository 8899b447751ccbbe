import TerminalUI

/// Which pane has the keyboard, and the log that any screen can have at its foot.
extension AppState {
  /// The panes of the open screen, in the order in which the keyboard goes through them.
  var paneOrder: [Int] {
    switch screen {
    case .training: trainingPanes
    case .lesions: [0, 1, 2, 3]
    case .concepts: Array(0..<conceptsView.page.panes)
    case .runs, .layers, .saliency: [0, 1]
    }
  }

  var focusedPane: Int {
    switch screen {
    case .runs: runsView.pane
    case .training: trainingView.pane
    case .layers: layersView.pane
    case .saliency: saliencyView.pane
    case .lesions: lesionsView.pane
    case .concepts: min(conceptsView.pane, conceptsView.page.panes - 1)
    }
  }

  mutating func focusPane(_ pane: Int) {
    switch screen {
    case .runs: runsView.pane = pane
    case .training: trainingView.pane = pane
    case .layers:
      // Behind the map and the read-out come the maps side by side.
      layersView.pane = pane >= 2 ? 0 : pane
      if pane >= 2 { layersView.panel = pane - 2 }
    case .saliency: saliencyView.pane = pane
    case .lesions: lesionsView.pane = pane
    case .concepts: conceptsView.pane = pane
    }
  }

  mutating func toggleLog() {
    showsLog.toggle()
    isLogFocused = false
    logState = LogState()
  }

  mutating func scrollLog(_ action: Action) {
    guard let log = currentRun?.log else { return }
    switch action {
    case .up: logState.scroll(by: -1, log, visible: logRows)
    case .down: logState.scroll(by: 1, log, visible: logRows)
    case .pageUp: logState.scroll(by: -max(1, logRows), log, visible: logRows)
    case .pageDown: logState.scroll(by: max(1, logRows), log, visible: logRows)
    case .top: logState.scrollToStart(log, visible: logRows)
    default: logState.follow()
    }
  }

  /// Lines of the log that are seen.
  var logRows: Int {
    LogView.visibleRows(height: LogView.rows(of: WorkbenchFrame.panes(self, in: size).rows))
  }
}
