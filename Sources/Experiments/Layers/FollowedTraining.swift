import Catalog
import Engine
import Foundation
import Networks

/// A training that is still running, here or in another program, as a sweep follows it.
final class FollowedTraining {
  let run: RunFolder
  let files: TrainingFiles
  private let context: any JobContext
  private var workingSince = ContinuousClock.now

  /// The share of the time that is worked while the training lives: what it loses must stay small.
  private static let share = 0.08
  /// Between two looks at the folder.
  private static let interval = Duration.milliseconds(250)

  init(_ run: RunFolder, _ context: any JobContext) {
    self.run = run
    self.context = context
    files = TrainingFiles(folder: run.path)
  }

  /// Whether somebody holds the run's lock.
  var isRunning: Bool { run.status == .running }

  /// Whether its weights are not final yet.
  var isUnfinished: Bool { !FileManager.default.fileExists(atPath: files.weights) }

  /// Returns the epoch of the first checkpoint that is not among those known, once there is one; nil when the training has
  /// ended and left no other.
  ///
  /// - Throws: `JobCancelled`
  func next(after known: Set<Int>) throws -> Int? {
    while true {
      // Asked first: what a training writes last is there when it ends.
      let isRunning = isRunning
      if let epoch = files.checkpointEpochs().first(where: { !known.contains($0) }) { return epoch }
      guard isRunning else { return nil }
      try sleep(until: .now + Self.interval)
      workingSince = .now
    }
  }

  /// A place at which the job can be paused or cancelled, and at which it rests for as long as its share says. The engine
  /// rests of itself when both are its jobs; that counts.
  func pace() throws {
    let start = ContinuousClock.now
    let rest = (start - workingSince) * (1 / Self.share - 1)
    try context.checkpoint()
    while .now < start + rest, isRunning { try sleep(until: min(start + rest, .now + Self.interval)) }
    workingSince = .now
  }

  private func sleep(until deadline: ContinuousClock.Instant) throws {
    let left = ContinuousClock.now.duration(to: deadline) / .seconds(1)
    if left > 0 { Thread.sleep(forTimeInterval: left) }
    try context.checkpoint()
  }

  /// What to say when it ended before its weights were final.
  var failure: UserError {
    let last =
      files.checkpointEpochs().last.map { "after the checkpoint of epoch \($0)" } ?? "at its beginning"
    let how =
      switch run.status {
      case .cancelled: "was cancelled"
      case .failed: "failed"
      default: "was interrupted"
      }
    return UserError(
      "\(run.id): the training that was followed \(how) \(last), so there are no final weights to sweep; resume it, then "
        + "this run")
  }
}
