/// How many bytes may be sent now, so that a slow link never holds more than a moment's worth of them.
///
/// A bucket that fills at `rate`. What moves by itself takes what is in it; what answers a key may take as much again on credit, so
/// a key is not kept waiting behind an animation.
struct ByteBudget {
  typealias Instant = ContinuousClock.Instant

  /// Bytes a second; nil is without limit.
  let rate: Int?
  private let burst: Double
  private var balance: Double
  private var updated: Instant

  /// The share of a second that may be sent at once.
  private static let span = 0.25
  /// A move, a colour and a few letters: less is not worth a frame.
  private static let leastFrame = 96.0

  init(rate: Int?, now: Instant) {
    self.rate = rate
    burst = max(Self.leastFrame, Double(rate ?? 0) * Self.span)
    balance = burst
    updated = now
  }

  /// The bytes that a frame may have; nil is any number.
  func allowance(at now: Instant, followsInput: Bool) -> Int? {
    guard rate != nil else { return nil }
    return Int(max(0, balance(at: now) + (followsInput ? burst : 0)))
  }

  mutating func spend(_ bytes: Int, at now: Instant) {
    guard rate != nil else { return }
    balance = balance(at: now) - Double(bytes)
    updated = now
  }

  /// When a frame is worth its overhead; nil if at any time.
  func nextTime(followsInput: Bool) -> Instant? {
    guard let rate else { return nil }
    let least = followsInput ? Self.leastFrame - burst : max(Self.leastFrame, burst / 2)
    return updated + .seconds(max(0, least - balance) / Double(rate))
  }

  private func balance(at now: Instant) -> Double {
    let passed = max(0, (now - updated) / .seconds(1))
    return min(burst, balance + passed * Double(rate ?? 0))
  }
}

extension ByteBudget {
  /// Bytes a second over SSH, where nobody said otherwise.
  static let remoteRate = 32_000

  /// What a link gets by itself: a serial line its speed, SSH a modest share, a local terminal everything.
  /// - Parameters:
  ///   - option: bytes a second; 0 is without limit; nil is find out.
  ///   - lineSpeed: a serial line's bits a second; 0 for another terminal.
  static func rate(option: Int?, environment: [String: String], lineSpeed: Int) -> Int? {
    if let option { return option > 0 ? option : nil }
    if lineSpeed > 0 { return lineSpeed / 10 }
    let isRemote = ["SSH_CONNECTION", "SSH_TTY"].contains { environment[$0].map { !$0.isEmpty } ?? false }
    return isRemote ? remoteRate : nil
  }
}
