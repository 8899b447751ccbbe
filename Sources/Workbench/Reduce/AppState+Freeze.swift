import Engine

/// A view that stands still while the jobs go on.
extension AppState {
  mutating func freeze() { frozen = Frozen(runs: runs, now: now) }

  /// Shows again what there is, and what the frozen view was kept from showing.
  mutating func unfreeze() {
    frozen = nil
    guard let job = saliencyView.job, let run = runs[job], saliencyView.answered != job else { return }
    if run.pictures[Convention.Pictures.attributions] != nil {
      answer(with: job)
    } else if run.status == .failed {
      fail(run.ending?.message)
    }
  }
}
