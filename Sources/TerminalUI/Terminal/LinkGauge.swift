/// Finds out how fast the link is, for pseudo-terminals do not tell: what is written vanishes into buffers, ten seconds' worth of them
/// at 9 600 baud. A terminal that has drawn a frame answers a question at its end.
///
/// The first frame is a short one that is timed. A fast link is asked no more, unless it stops taking bytes; on a slow one every frame
/// is asked for, none is sent before the last is drawn, and each is as long as the link carries in a moment.
struct LinkGauge {
  typealias Instant = ContinuousClock.Instant

  enum State: Equatable {
    /// The terminal answers no questions.
    case deaf
    case probing
    case open
    case metered
  }

  /// Device status: every terminal that has the device attributes has it, and it is short.
  static let question: StaticString = "\u{1b}[5n"

  private(set) var state: State
  /// Bytes a second, while metered.
  private(set) var rate = 0.0
  private let roundTrip: Duration
  private var sent: (bytes: Int, time: Instant)?

  private static let probe = 1024
  private static let leastFrame = 192
  /// How long a frame may take on the link: what a key has to wait for.
  private static let frameTime = 0.4
  /// Faster than this is not worth asking.
  private static let fast = 100_000.0
  private static let patience = Duration.seconds(4)

  /// - Parameter roundTrip: how long the terminal took for its first answer; nil if it gave none.
  init(roundTrip: Duration?) {
    self.roundTrip = roundTrip ?? .zero
    state = roundTrip == nil ? .deaf : .probing
  }

  /// The bytes that a frame may have; nil is any number.
  var limit: Int? {
    switch state {
    case .deaf, .open: nil
    case .probing: Self.probe
    case .metered: max(Self.leastFrame, Int(rate * Self.frameTime))
    }
  }

  /// Whether frames end with the question.
  var asks: Bool { state == .probing || state == .metered }
  /// Whether the last frame is still on its way.
  var isWaiting: Bool { sent != nil }
  /// When waiting becomes pointless.
  var deadline: Instant? { sent.map { $0.time + Self.patience } }

  mutating func sent(_ bytes: Int, at now: Instant) {
    if asks { sent = (bytes, now) }
  }

  mutating func acknowledged(at now: Instant) {
    guard let frame = sent else { return }
    sent = nil
    let seconds = max(0.001, (now - frame.time - roundTrip) / .seconds(1))
    let found = Double(frame.bytes) / seconds
    if state == .probing {
      // A short frame says little about a link that is not slow: 0.1 s is nothing that anybody waits for.
      rate = found
      state = seconds < 0.1 ? .open : .metered
    } else if frame.bytes * 2 >= limit ?? 0 {
      rate = (rate + found) / 2
      if rate > Self.fast { state = .open }
    }
  }

  /// The terminal has taken nothing, or not all, for a while.
  mutating func stalled(after bytes: Int, for time: Duration) {
    guard state == .open, time > .milliseconds(300) else { return }
    rate = max(Double(Self.leastFrame), Double(bytes) / (time / .seconds(1)))
    state = .metered
  }

  /// An answer that never comes is not waited for twice.
  mutating func giveUp(at now: Instant) {
    guard let deadline, deadline <= now else { return }
    sent = nil
    state = .deaf
  }
}
