import Engine

/// What comes out of the store: streams that were read, and what other programs did to the runs there.
extension AppState {
  /// Takes in a run read from the store, after a start or where events were missed; then what came in meanwhile.
  public mutating func reduce(loaded run: RunState) -> [Effect] {
    loading.remove(run.job)
    var run = run
    let known = runs[run.job]
    // The store knows of a death that the stream could not record.
    if let known, run.status.isLive, known.status == .interrupted { run.status = .interrupted }
    run.figures = known?.figures ?? [:]
    run.isElsewhere = known?.isElsewhere ?? false
    for event in backlog.removeValue(forKey: run.job) ?? [] { run.apply(event) }
    if runs[run.job] != nil { runs.insert(run) }
    // A frozen view still shows all of a run that it knew by its summary only.
    if frozen?.runs[run.job]?.isWhole == false { frozen?.runs.insert(run) }
    return followUp()
  }

  /// The stream of a run cannot be read: what is known of it must do.
  public mutating func reduce(unreadable job: JobID, message: String) -> [Effect] {
    loading.remove(job)
    backlog[job] = nil
    runs.update(job) { $0.isWhole = true }
    frozen?.runs.update(job) { $0.isWhole = true }
    if runs[job]?.isBrowsed == false { toast(.warning, message) }
    return followUp()
  }

  /// Other programs work in the same store.
  public mutating func reduce(stored changes: [StoreChange]) -> [Effect] {
    var effects: [Effect] = []
    for change in changes {
      switch change {
      case .said(_, let events): for event in events { effects += take(event) }
      case .stands(let summary): stand(summary)
      case .removed(let job): forget(job)
      }
    }
    return effects + followUp()
  }

  private mutating func stand(_ summary: RunSummary) {
    guard let known = runs[summary.id] else {
      runs.insert(RunState(summary))
      if selected == nil { selected = summary.id }
      return
    }
    runs.update(summary.id) { $0.stand(summary) }
    guard known.status.isLive, summary.status == .interrupted, let run = runs[summary.id] else { return }
    toast(
      .warning, "The program that worked on \(title(of: run)) has ended: \(key("resume")) resumes it here")
  }

  /// Takes a run that is gone off the list; its neighbour is chosen.
  mutating func forget(_ job: JobID) {
    let visible = visibleRuns.map(\.job)
    if selected == job, let place = visible.firstIndex(of: job) {
      let rest = visible.filter { $0 != job }
      selected = rest.isEmpty ? nil : rest[min(place, rest.count - 1)]
    }
    runs.remove(job)
    frozen?.runs.remove(job)
  }
}
