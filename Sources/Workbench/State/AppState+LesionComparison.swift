import Engine
import TerminalUI

/// Single deletions of several networks on one axis.
extension AppState {
  /// The marked runs of lesions, in the order in which they were marked.
  var markedLesions: [RunState] {
    runsView.marked.compactMap { shown[$0] }.filter { $0.experiment == Convention.Experiment.lesion }
  }

  /// The run of lesions that is looked at, then the other marked ones.
  var comparedLesions: [RunState] {
    guard let own = lesionRun else { return [] }
    return [own] + markedLesions.filter { $0.job != own.job }
  }

  /// Whether curves stand in the place of the stems.
  var comparesLesions: Bool { lesionsView.compares && comparedLesions.count > 1 }

  /// Between stems and curves; where nothing is marked the newest lesions of another network are.
  mutating func turnComparison() {
    if comparedLesions.count > 1 {
      lesionsView.compares.toggle()
      return
    }
    guard let own = lesionRun else { return }
    let other = shown.listed.first {
      $0.experiment == Convention.Experiment.lesion && $0.job != own.job && $0.model != own.model
    }
    guard let other else {
      return toast(
        .information, "No lesions of another network to compare with; \(key("mark")) on Runs marks some")
    }
    runsView.marked.append(other.job)
    lesionsView.compares = true
  }

  /// The network that lesions are of, told apart by the runs' settings where two are of the same.
  func networkNames(of runs: [RunState]) -> [String] {
    let titles = runs.map { run in run.model.flatMap { shown[$0] }.map { title(of: $0) } ?? title(of: run) }
    let settings = names(of: runs)
    return titles.indices.map { index in
      titles.count { $0 == titles[index] } == 1 ? titles[index] : "\(titles[index]), \(settings[index])"
    }
  }
}
