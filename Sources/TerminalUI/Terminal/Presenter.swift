/// Puts surfaces on the terminal: only what changed, and no more than the link's budget.
///
/// One frame is in flight at a time. What does not fit stays behind and is part of the next difference, so nothing is ever queued and
/// the newest state always goes first.
final class Presenter {
  private var encoder: FrameEncoder
  private var budget: ByteBudget
  private let output: TerminalOutput
  private let clock = ContinuousClock()
  private var latest: Surface?

  init(form: FrameEncoder.Form, rate: Int?, output: TerminalOutput) {
    encoder = FrameEncoder(form: form)
    budget = ByteBudget(rate: rate, now: clock.now)
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
    let bytes = encoder.encode(surface, limit: budget.allowance(at: now, followsInput: followsInput))
    guard !bytes.isEmpty else { return }
    budget.spend(bytes.count, at: now)
    output.meter.drew(frame: bytes.count)
    output.send(bytes)
  }

  /// What the terminal shows is not known any more: the next surface is sent whole.
  func invalidate() { encoder.invalidate() }
  /// Continues a frame that the terminal did not take at once.
  func flush() { output.flush() }
  /// A state was replaced before there was room for it.
  func countDropped() { output.meter.statistics.framesDropped += 1 }

  /// Whether the last frame is out.
  var isReady: Bool { output.isEmpty }
  /// Whether the terminal does not show all of the last surface yet.
  var isBehind: Bool { encoder.isBehind }
  /// When the budget has room for another frame; nil if it has now.
  func nextTime(followsInput: Bool) -> ContinuousClock.Instant? {
    budget.nextTime(followsInput: followsInput)
  }
  var statistics: OutputStatistics { output.meter.statistics(at: clock.now, budget: budget.rate) }
}
