import Catalog
import Foundation

/// Something that runs as a job: one synchronous function from settings to a result.
public protocol Experiment: Catalogued, Sendable {
  /// A short name for lists, out of the settings: `fcn-3x256 on fashion-mini`.
  func title(_ settings: Settings) -> String

  /// Runs on the job's own queue and thread. Emits events, calls `checkpoint()` often, returns the result's
  /// figures under their documented names.
  ///
  /// - Throws: `UserError` for bad input; `JobCancelled` out of `checkpoint()`; anything else is a failure.
  func run(_ settings: Settings, _ context: JobContext) throws -> JSONValue
}

/// Thrown by `checkpoint()` when the job was cancelled; experiments let it pass.
public struct JobCancelled: Error, Sendable {
  public init() {}
}

/// All that a job sees of the world.
public protocol JobContext: AnyObject {
  var job: JobID { get }
  /// The run's folder; nil when nothing is to be stored.
  var store: RunFolder? { get }
  /// The run folders by name, for experiments that read an earlier run.
  var runs: RunStore { get }
  /// Whether this job continues an interrupted run whose folder holds checkpoints.
  var isResumed: Bool { get }
  /// Seconds of the job's own clock, which stands still while it is paused.
  var clock: Double { get }
  /// Posts an event; never blocks on a subscriber.
  func emit(_ payload: EventPayload)
  /// Returns, waits while the job is paused (or gives way to work of higher priority), or throws `JobCancelled`.
  func checkpoint() throws
  /// The seed of a generator, keyed by purpose, sample and draw.
  func seed(for purpose: String, sample: Int, draw: Int) -> UInt64
}
