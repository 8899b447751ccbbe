import Engine

/// Which runs are held with all that their streams said.
extension AppState {
  /// Runs that are over and not shown keep their streams only while they are among the last ones looked at; the
  /// others are read again when a screen needs them.
  mutating func thinUnseen() {
    guard replay == nil else { return }
    var shownNow = ScreenID.allCases.flatMap { runsDrawn(on: $0).map(\.job) }
    shownNow += runsView.marked
    shownNow += [selected, modelRun?.job, saliencyView.job, saliencyView.answered].compactMap { $0 }
    for job in shownNow.reversed() where recent.first != job {
      recent.removeAll { $0 == job }
      recent.insert(job, at: 0)
    }
    recent = Array(recent.prefix(Self.wholeRuns))
    let kept = Set(recent + shownNow)
    for job in runs.whole where !kept.contains(job) && !loading.contains(job) {
      if let run = runs[job], !run.status.isLive { runs.thin(job) }
    }
  }

  /// How many are kept so that going back and forth in the list reads nothing.
  private static let wholeRuns = 6
}
