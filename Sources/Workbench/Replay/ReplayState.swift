import Engine

/// A recorded run being played: where in it, how fast, and whether it moves.
public struct ReplayState: Sendable, Equatable {
  public let timeline: Timeline
  /// Seconds of play from the beginning.
  public internal(set) var position = 0.0
  /// How many events have been applied.
  public internal(set) var count = 0
  /// Seconds of play a second.
  public internal(set) var speed: Double
  public internal(set) var isPlaying = true

  static let speeds: [Double] = [0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256]

  public init(_ timeline: Timeline, speed: Double = 4) {
    self.timeline = timeline
    self.speed = speed
  }

  /// Seconds since 1970, as the screens' ages see it.
  public var clock: Double { timeline.clock(at: position) }

  public var isAtEnd: Bool { count >= timeline.count }

  /// 0…1.
  public var share: Double {
    timeline.duration > 0 ? position / timeline.duration : isAtEnd ? 1 : 0
  }
}

/// What a key of the replay does.
public enum ReplayAction: Sendable, Equatable, Hashable {
  case toggle
  /// Events further, or back where negative.
  case events(Int)
  /// Seconds of play further or back.
  case seconds(Double)
  /// Hundredths of the whole further or back.
  case percent(Double)
  /// To a share 0…1 of the whole.
  case to(Double)
  case point(ReplayPoint)
  case faster, slower
}

extension ReplayAction {
  /// What undoes it, for hints that name both.
  var opposite: ReplayAction? {
    switch self {
    case .events(let step): .events(-step)
    case .seconds(let step): .seconds(-step)
    case .percent(let step): .percent(-step)
    case .faster: .slower
    case .slower: .faster
    case .toggle, .to, .point: nil
    }
  }
}
