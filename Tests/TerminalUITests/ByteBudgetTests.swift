import Testing

@testable import TerminalUI

@Suite("The byte budget")
struct ByteBudgetTests {
  let start = ContinuousClock.now

  @Test("over ten seconds no more is sent than the rate, whatever is asked for")
  func rate() {
    var budget = ByteBudget(rate: 1000, now: start)
    var sent = 0
    for step in 0..<1000 {
      let now = start + .milliseconds(10 * step)
      if let time = budget.nextTime(followsInput: false), time > now { continue }
      let bytes = budget.allowance(at: now, followsInput: false) ?? 0
      budget.spend(bytes, at: now)
      sent += bytes
    }
    #expect((9_000...10_500).contains(sent))
  }

  @Test("a key has credit when animation has spent everything, and no more than a moment's")
  func credit() throws {
    var budget = ByteBudget(rate: 32_000, now: start)
    budget.spend(try #require(budget.allowance(at: start, followsInput: false)), at: start)
    #expect(budget.allowance(at: start, followsInput: false) == 0)
    let credit = try #require(budget.allowance(at: start, followsInput: true))
    #expect(credit == 8000)
    #expect(try #require(budget.nextTime(followsInput: true)) <= start)
    budget.spend(credit, at: start)
    #expect(budget.allowance(at: start, followsInput: true) == 0)
    #expect(try #require(budget.nextTime(followsInput: true)) > start)
    #expect(try #require(budget.nextTime(followsInput: true)) < start + .milliseconds(20))
  }

  @Test("without a rate there is no limit")
  func unlimited() {
    var budget = ByteBudget(rate: nil, now: start)
    budget.spend(1_000_000, at: start)
    #expect(budget.allowance(at: start, followsInput: false) == nil)
    #expect(budget.nextTime(followsInput: false) == nil)
  }

  @Test("the rate follows the option, then the line, then SSH")
  func choice() {
    let ssh = ["SSH_CONNECTION": "::1 50000 ::1 22"]
    #expect(ByteBudget.rate(option: nil, environment: [:], lineSpeed: 0) == nil)
    #expect(ByteBudget.rate(option: nil, environment: ssh, lineSpeed: 0) == 32_000)
    #expect(ByteBudget.rate(option: nil, environment: ["SSH_TTY": "/dev/pts/1"], lineSpeed: 0) == 32_000)
    #expect(ByteBudget.rate(option: nil, environment: ["SSH_TTY": ""], lineSpeed: 9600) == 960)
    #expect(ByteBudget.rate(option: 0, environment: ssh, lineSpeed: 9600) == nil)
    #expect(ByteBudget.rate(option: 5000, environment: ssh, lineSpeed: 0) == 5000)
  }

  @Test("the statistics count the last second, the whole, and the time that bytes waited")
  func meter() {
    var meter = OutputMeter()
    meter.wrote(100, at: start)
    meter.wrote(50, at: start + .milliseconds(900))
    meter.isBlocked(true, at: start + .milliseconds(900))
    var now = meter.statistics(at: start + .milliseconds(950), budget: 7)
    #expect(now.bytesPerSecond == 150)
    #expect(now.timeBlocked == .milliseconds(50))
    #expect(now.budget == 7)
    meter.isBlocked(false, at: start + .milliseconds(1000))
    now = meter.statistics(at: start + .milliseconds(1500), budget: nil)
    #expect(now.bytesPerSecond == 50)
    #expect(now.totalBytes == 150)
    #expect(now.timeBlocked == .milliseconds(100))
  }
}
