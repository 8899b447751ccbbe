import Engine

/// What the store knows of a run beside its stream.
extension RunState {
  /// What the store's list says of a run whose stream has not been read.
  public init(_ summary: RunSummary) {
    self.init(summary.id)
    isWhole = false
    name = summary.title
    kind = summary.experiment
    queuedAt = summary.created
    startedAt = summary.created
    endedAt = summary.seconds.map { summary.created + $0 }
    figures = summary.figures
    status = JobStatus(summary.status)
    isElsewhere = status.isLive
    if let message = summary.message { ending = Ending(.failed, message: message) }
  }

  /// Takes in how the run stands by now, after another program began it again, or has done with it.
  mutating func stand(_ summary: RunSummary) {
    let now = JobStatus(summary.status)
    figures = summary.figures
    isElsewhere = now.isLive
    guard now.isLive != status.isLive else { return }
    status = now
    if now.isLive {
      // What was said since then has not been heard.
      (isWhole, endedAt, ending) = (false, nil, nil)
    } else {
      endedAt = summary.seconds.map { summary.created + $0 } ?? newestTime
    }
  }
}

extension JobStatus {
  init(_ status: RunStatus) {
    self =
      switch status {
      case .running: .running
      case .completed: .completed
      case .failed: .failed
      case .cancelled: .cancelled
      case .interrupted: .interrupted
      }
  }
}
