/// What went to the terminal since it was opened.
public struct OutputStatistics: Sendable, Equatable {
  /// Over the last second.
  public var bytesPerSecond = 0
  public var totalBytes = 0
  /// Bytes a second that may be sent; nil is without limit.
  public var budget: Int?
  /// Bytes a second that a slow link was found to carry; nil where it is fast.
  public var linkRate: Int?
  public var framesDrawn = 0
  /// States that were overtaken by newer ones before they were shown, or shown whole.
  public var framesDropped = 0
  /// How long bytes waited because the terminal did not take them.
  public var timeBlocked = Duration.zero
  /// In bytes.
  public var largestFrame = 0

  public init() {}
}

/// Counts what a terminal takes.
struct OutputMeter {
  typealias Instant = ContinuousClock.Instant

  var statistics = OutputStatistics()
  private var recent: [(time: Instant, bytes: Int)] = []
  private var blockedSince: Instant?

  mutating func wrote(_ bytes: Int, at now: Instant) {
    statistics.totalBytes += bytes
    forget(before: now - .seconds(1))
    recent.append((now, bytes))
  }

  /// Called after each attempt: whether bytes had to stay behind.
  mutating func isBlocked(_ isBlocked: Bool, at now: Instant) {
    if let since = blockedSince { statistics.timeBlocked += now - since }
    blockedSince = isBlocked ? now : nil
  }

  mutating func drew(frame bytes: Int) {
    statistics.framesDrawn += 1
    statistics.largestFrame = max(statistics.largestFrame, bytes)
  }

  func statistics(at now: Instant, budget: Int?) -> OutputStatistics {
    var statistics = statistics
    statistics.budget = budget
    statistics.bytesPerSecond = recent.reduce(0) { $0 + ($1.time > now - .seconds(1) ? $1.bytes : 0) }
    if let blockedSince { statistics.timeBlocked += now - blockedSince }
    return statistics
  }

  private mutating func forget(before time: Instant) {
    // Two hundred frames a second at most: the array stays short.
    if let first = recent.first, first.time <= time { recent.removeAll { $0.time <= time } }
  }
}
