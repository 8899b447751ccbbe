/// Puts surfaces on the terminal: only what changed, and no more than the link's budget.
///
/// One frame is in flight at a time. What does not fit stays behind and is part of the next difference, so nothing is ever queued and
/// the newest state always goes first.
final class Presenter {
  private var encoder: FrameEncoder
  private var budget: ByteBudget
  private var gauge: LinkGauge
  private let output: TerminalOutput
  private let clock = ContinuousClock()
  private var latest: Surface?
  private var lastFrame: (bytes: Int, time: ContinuousClock.Instant)?

  init(form: FrameEncoder.Form, rate: Int?, gauge: LinkGauge, output: TerminalOutput) {
    encoder = FrameEncoder(form: form)
    budget = ByteBudget(rate: rate, now: clock.now)
    self.gauge = gauge
    self.output = output
  }

  /// Shows a surface, or as much of it as the budget has; only while `isReady`.
  func present(_ surface: Surface, followsInput: Bool) {
    if encoder.isBehind, surface.cells != latest?.cells { output.meter.statistics.framesDropped += 1 }
    latest = surface
    send(surface, followsInput: followsInput)
  }

  /// Shows more of the last surface.
  func proceed() {
    if let latest { send(latest, followsInput: false) }
  }

  private func send(_ surface: Surface, followsInput: Bool) {
    let now = clock.now
    let limits = [budget.allowance(at: now, followsInput: followsInput), gauge.limit].compactMap { $0 }
    var bytes = encoder.encode(surface, limit: limits.min())
    guard !bytes.isEmpty else { return }
    if gauge.asks { LinkGauge.question.withUTF8Buffer { bytes.append(contentsOf: $0) } }
    budget.spend(bytes.count, at: now)
    gauge.sent(bytes.count, at: now)
    output.meter.drew(frame: bytes.count)
    output.send(bytes)
    lastFrame = (bytes.count, now)
  }

  /// The terminal has drawn the last frame.
  func acknowledge() { gauge.acknowledged(at: clock.now) }
  /// Whether an answer is on its way.
  var isAsking: Bool { gauge.isWaiting }
  /// When to ask no more for an answer that has not come.
  var deadline: ContinuousClock.Instant? { gauge.deadline }
  func giveUp() { gauge.giveUp(at: clock.now) }

  /// What the terminal shows is not known any more: the next surface is sent whole.
  func invalidate() { encoder.invalidate() }
  /// Continues a frame that the terminal did not take at once.
  func flush() {
    output.flush()
    if let lastFrame, output.isEmpty {
      gauge.stalled(after: lastFrame.bytes, for: clock.now - lastFrame.time)
    }
  }
  /// A state was replaced before there was room for it.
  func countDropped() { output.meter.statistics.framesDropped += 1 }

  /// Whether the last frame is out, and drawn where the link is slow.
  var isReady: Bool { output.isEmpty && !gauge.isWaiting }
  /// Whether bytes of it have not been taken yet.
  var isWriting: Bool { !output.isEmpty }
  /// Whether the terminal does not show all of the last surface yet.
  var isBehind: Bool { encoder.isBehind }
  /// When the budget has room for another frame; nil if it has now.
  func nextTime(followsInput: Bool) -> ContinuousClock.Instant? {
    budget.nextTime(followsInput: followsInput)
  }
  var statistics: OutputStatistics {
    var statistics = output.meter.statistics(at: clock.now, budget: budget.rate)
    if gauge.state == .metered { statistics.linkRate = Int(gauge.rate) }
    return statistics
  }
}
