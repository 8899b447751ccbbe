import Engine
import TerminalUI

/// Trainings side by side: those that were marked, and what tells runs apart.
extension AppState {
  /// The marked runs that have curves, in the order in which they were marked.
  var markedRuns: [RunState] {
    runsView.marked.compactMap { shown[$0] }.filter { Self.naturalScreen($0) == .training }
  }

  /// The trainings whose curves are drawn together: the marked ones, with the one looked at before them.
  var comparedRuns: [RunState] {
    let others = markedRuns.filter { $0.job != trainingRun?.job }
    guard let own = trainingRun else { return others }
    return [own] + others
  }

  mutating func toggleMark() {
    guard let run = selectedRun else { return toast(.information, "No run here yet") }
    guard canMark(run) else {
      return toast(
        .information, "Trainings, sweeps and lesions can be compared; this is a run of \(run.experiment)")
    }
    let alike = Self.naturalScreen(run) == .training ? markedRuns : markedLesions
    if let place = runsView.marked.firstIndex(of: run.job) {
      runsView.marked.remove(at: place)
    } else if alike.count >= Self.mostMarked {
      toast(.information, "\(Self.mostMarked) runs are marked; more curves cannot be told apart")
    } else {
      runsView.marked.append(run.job)
    }
  }

  /// Trainings have curves over the epochs, lesions over the blocks, sweeps maps.
  func canMark(_ run: RunState) -> Bool {
    Self.naturalScreen(run) == .training || run.experiment == Convention.Experiment.lesion
      || Self.isSweep(run)
  }

  /// The colour that the curve of a marked run has among those like it.
  func markColor(of run: RunState) -> Int? {
    guard let place = runsView.marked.firstIndex(of: run.job) else { return nil }
    if Self.isSweep(run) { return place }
    if Self.naturalScreen(run) == .training { return markedRuns.firstIndex { $0.job == run.job } }
    return comparedLesions.firstIndex { $0.job == run.job } ?? markedLesions.firstIndex { $0.job == run.job }
  }

  /// As many as a theme has colours for.
  static let mostMarked = 7

  /// Names that tell runs apart: the settings in which they differ, in the order of the card, which has the network and
  /// the data first, else their titles, numbered where these are the same.
  func names(of runs: [RunState]) -> [String] {
    // Where the settings of one are not read yet, nothing is known to differ.
    let isKnown = runs.allSatisfy { $0.description != nil }
    let settings = runs.map { isKnown ? $0.description?.settings.values ?? [:] : [:] }
    let card = runs.first?.description.flatMap { catalogue.experiment($0.experiment) }
    let order = card?.parameters.map(\.name) ?? []
    let places = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
    let keys = Set(settings.flatMap(\.keys)).filter { key in
      Set(settings.map { $0[key]?.spelled ?? "" }).count > 1
    }.sorted { (places[$0] ?? .max, $0) < (places[$1] ?? .max, $1) }
    var seen: [String: Int] = [:]
    return zip(runs, settings).map { run, values in
      let told = keys.prefix(3).compactMap { key in values[key].map { "\(key) \($0.spelled)" } }
      let name = told.isEmpty ? title(of: run) : told.joined(separator: ", ")
      seen[name, default: 0] += 1
      let count = seen[name, default: 1]
      return count == 1 ? name : "\(name) (\(count))"
    }
  }

  /// What differs from the card's defaults: `epochs 40, learning-rate 0.2`.
  func changes(of run: RunState) -> String {
    guard let description = run.description, let card = catalogue.experiment(description.experiment) else {
      return ""
    }
    return description.settings.differences(from: card).filter { $0.name != Convention.Setting.model }
      .map { "\($0.name) \($0.value)" }.joined(separator: ", ")
  }
}
