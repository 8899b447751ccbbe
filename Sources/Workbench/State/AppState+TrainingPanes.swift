import Engine
import TerminalUI

/// The panes of the Training screen: a self-explaining network has the terms of its loss and its stability too.
extension AppState {
  /// 0: loss, 1: accuracy, 2: probes or prototypes, 3: terms of the loss, 4: stability.
  var trainingPanes: [Int] {
    guard let run = trainingRun else { return [0, 1, 2] }
    let hasTerms = Convention.Series.terms.contains { run.series[$0] != nil }
    return [0, 1] + (hasTerms ? [3] : []) + (run.series[Convention.Series.stabilityTest] != nil ? [4] : [])
      + [2]
  }
}
