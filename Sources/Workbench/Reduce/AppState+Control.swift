import Catalog
import Engine

/// Pausing, stepping, cancelling, resuming, removing, and leaving.
extension AppState {
  mutating func control(_ action: Action) -> [Effect] {
    if action == .restart { return restart() }
    guard let run = currentRun else {
      toast(.information, "No run here yet: n starts one")
      return []
    }
    if run.isElsewhere {
      toast(.information, "\(title(of: run)) runs in another program: only there can it be stopped")
      return []
    }
    switch (action, run.status) {
    case (.pauseOrResume, .running), (.pauseOrResume, .queued): return [.perform(.pause(run.job))]
    case (.pauseOrResume, .paused): return [.perform(.resume(run.job))]
    case (.step, .paused): return [.perform(.step(run.job))]
    case (.step, .running):
      toast(.information, "Space pauses the run first; then s goes one step at a time")
    case (.cancel, let status) where status.isLive:
      ask(
        .cancel(run.job), "Cancel \(title(of: run))?", "What it has computed so far stays in its folder.",
        "cancel"
      )
    case (.remove, let status) where status.isLive:
      toast(.warning, "\(title(of: run)) is still going: c cancels it first")
    case (.remove, _):
      ask(.remove(run.job), "Remove \(title(of: run))?", "Its folder is deleted for good.", "remove")
    default: toast(.information, "\(title(of: run)) is \(run.status.rawValue): nothing to \(verb(action))")
    }
    return []
  }

  private func verb(_ action: Action) -> String {
    switch action {
    case .pauseOrResume: "pause"
    case .step: "step"
    default: "cancel"
    }
  }

  /// The selected run when it stopped before its end, else the newest that was interrupted.
  private mutating func restart() -> [Effect] {
    let chosen = currentRun.flatMap { $0.status.isResumable && !$0.isBrowsed ? $0 : nil } ?? interrupted.first
    guard let run = chosen else {
      toast(.information, "No interrupted run to resume")
      return []
    }
    selected = run.job
    unfreeze()
    toasts.removeAll { $0.kind == .warning }
    toast(.information, "Resuming \(title(of: run)) from its last checkpoint")
    return [.perform(.restart(run.job))]
  }

  private mutating func ask(
    _ subject: Confirmation.Subject, _ title: String, _ message: String, _ verb: String
  ) {
    overlay = .confirm(Confirmation(subject: subject, title: title, message: message, verb: verb))
  }

  /// Leaves at once when nothing would be lost, else asks.
  mutating func quit() -> [Effect] {
    // What moves in a replay is no job.
    if replay != nil { return [.quit] }
    let going = runs.listed.filter { $0.status.isLive && !$0.isElsewhere }
    guard let first = going.first else { return [.save(interfaceState), .quit] }
    let what = going.count == 1 ? "\(title(of: first)) is" : "\(going.count) runs are"
    ask(
      .quit, "Quit Halftone?",
      "\(what) still going. What is done is kept; r resumes it at the next start.", "quit")
    return []
  }

  mutating func confirm(_ confirmation: Confirmation) -> [Effect] {
    overlay = nil
    switch confirmation.subject {
    case .quit: return [.save(interfaceState), .quit]
    case .cancel(let job): return [.perform(.cancel(job))]
    case .remove(let job):
      forget(job)
      return [.remove(job)]
    }
  }
}
