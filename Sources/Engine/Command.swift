import Catalog

/// What a person or a script asks of the engine.
public enum Command: Codable, Sendable, Equatable {
  /// Queue an experiment. `stored` is false for what a person merely browses.
  case start(experiment: String, settings: Settings, priority: Priority, stored: Bool)
  case pause(JobID)
  case resume(JobID)
  /// Let a paused job run to its next checkpoint.
  case step(JobID)
  case cancel(JobID)
  /// Start an interrupted run again from its last checkpoint.
  case restart(JobID)
}
