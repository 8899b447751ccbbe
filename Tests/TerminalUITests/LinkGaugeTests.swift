import Testing

@testable import TerminalUI

@Suite("The speed of the link")
struct LinkGaugeTests {
  let start = ContinuousClock.now

  /// Sends frames over a link of so many bytes a second and says how long each took.
  func play(_ gauge: inout LinkGauge, rate: Double, latency: Double, frames: Int) -> [Double] {
    var now = start
    return (0..<frames).map { _ in
      let bytes = min(30_000, gauge.limit ?? .max)
      gauge.sent(bytes, at: now)
      let seconds = Double(bytes) / rate + latency
      now += .seconds(seconds)
      if gauge.isWaiting { gauge.acknowledged(at: now) }
      return seconds
    }
  }

  @Test("a fast link is asked once, whatever its latency", arguments: [0.0, 0.4])
  func fast(latency: Double) {
    var gauge = LinkGauge(roundTrip: .seconds(latency))
    #expect(gauge.asks)
    _ = play(&gauge, rate: 1e6, latency: latency, frames: 1)
    #expect(gauge.state == .open)
    #expect(gauge.limit == nil && !gauge.asks)
  }

  @Test("on a slow link each frame takes about as long as a key may wait", arguments: [240.0, 960, 4_000])
  func slow(rate: Double) {
    var gauge = LinkGauge(roundTrip: .milliseconds(30))
    let times = play(&gauge, rate: rate, latency: 0.03, frames: 8)
    #expect(gauge.state == .metered)
    #expect(times.dropFirst(2).allSatisfy { $0 < 0.9 }, "\(times)")
  }

  @Test("a link that stops taking bytes is metered, and opens again when it has become fast")
  func stall() {
    var gauge = LinkGauge(roundTrip: .zero)
    _ = play(&gauge, rate: 1e6, latency: 0, frames: 1)
    gauge.stalled(after: 12_000, for: .milliseconds(100))
    #expect(gauge.state == .open)
    gauge.stalled(after: 12_000, for: .seconds(2))
    #expect(gauge.state == .metered)
    _ = play(&gauge, rate: 1e7, latency: 0, frames: 10)
    #expect(gauge.state == .open)
  }

  @Test("a terminal that does not answer is not waited for again")
  func deaf() throws {
    #expect(LinkGauge(roundTrip: nil).state == .deaf)
    var gauge = LinkGauge(roundTrip: .zero)
    gauge.sent(1000, at: start)
    gauge.giveUp(at: start + .seconds(1))
    #expect(gauge.isWaiting)
    gauge.giveUp(at: try #require(gauge.deadline))
    #expect(!gauge.isWaiting && gauge.state == .deaf && gauge.limit == nil)
  }
}
