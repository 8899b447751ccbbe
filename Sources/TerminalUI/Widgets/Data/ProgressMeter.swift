import Foundation

/// Estimates how fast something goes and when it will be there, from what it reports; outlives the frame.
///
/// The rate is a moving average over the time since the last report, so that many small reports weigh as much as few
/// large ones; after `halfLife` seconds an old rate counts for half.
public struct ProgressMeter: Sendable, Equatable {
  public let halfLife: Double
  public private(set) var done: Double = 0
  /// The report that the rate was last measured from.
  private var last: (done: Double, time: Double)? {
    get { lastTime.map { (lastDone, $0) } }
    set { (lastDone, lastTime) = (newValue?.done ?? 0, newValue?.time) }
  }
  private var lastDone: Double = 0
  private var lastTime: Double?
  private var weighted = 0.0
  private var weight = 0.0

  public init(halfLife: Double = 10) { self.halfLife = max(0.01, halfLife) }

  /// - Parameters:
  ///   - done: how much is done; less than before starts anew.
  ///   - time: seconds on any clock that does not go back.
  public mutating func record(done: Double, at time: Double) {
    guard done.isFinite, time.isFinite else { return }
    self.done = done
    guard let last, done >= last.done else {
      (weighted, weight) = (0, 0)
      self.last = (done, time)
      return
    }
    // Two reports at one moment are one: the next measures from the first.
    guard time > last.time else { return }
    let kept = pow(0.5, (time - last.time) / halfLife)
    weighted = weighted * kept + (done - last.done) / (time - last.time) * (1 - kept)
    weight = weight * kept + (1 - kept)
    self.last = (done, time)
  }

  /// Units per second; nil before the second report.
  public var rate: Double? { weight > 0 ? weighted / weight : nil }

  /// Seconds to go; nil while that cannot be told.
  public func remaining(of total: Double) -> Double? {
    guard let rate, rate > 0, total.isFinite else { return nil }
    return max(0, total - done) / rate
  }

  public func bar(label: String = "", total: Double, unit: String = "", role: Role = .accent) -> ProgressBar {
    ProgressBar(
      label: label, done: done, total: total, unit: unit, rate: rate, remaining: remaining(of: total),
      role: role)
  }
}
