import Catalog
import Engine
import TerminalUI
import Testing

@testable import Workbench

/// The maps of a training that goes on: what hardly changes must cost no bytes.
@Suite struct LiveMapTests {
  /// The training in the middle, its newest maps followed by ones that differ a little from them.
  func run(wiggles: [Float] = [], isOver: Bool = false) throws -> RunState {
    let events = Sample.training()
    let place = try #require(
      events.lastIndex {
        guard case .pictures(let set) = $0.payload else { return false }
        return set.name == Convention.Pictures.probeAttributions
      })
    var run = RunState(Sample.trainJob, events: isOver ? events[...] : events[...place])
    guard case .pictures(let set) = events[place].payload else { return run }
    let floats = set.values.floats
    let reach = floats.map(abs).max() ?? 1
    for wiggle in wiggles {
      var newest = set
      newest.values = ArrayValue(
        floats.enumerated().map { $1 + reach * wiggle * ($0 % 2 == 0 ? 1 : -1) }, shape: set.values.shape)
      run.apply(
        Event(job: run.job, sequence: run.sequence + 1, time: Sample.start, payload: .pictures(newest)))
    }
    return run
  }

  func frame(_ run: RunState, isLive: Bool = true) -> String {
    var surface = Surface(size: Size(rows: 30, columns: 110), style: Theme.dark.plain)
    let strip = PictureStrip(
      inputs: run.pictures[Convention.Pictures.probeInputs],
      maps: run.pictures[Convention.Pictures.probeAttributions],
      live: isLive && run.status.isLive ? run.liveMaps[Convention.Pictures.probeAttributions] ?? [] : [])
    surface.draw(strip, in: surface.bounds, theme: .dark)
    return surface.ansiText
  }

  @Test(
    "a wiggle of the probes' maps changes nothing on the screen while the training goes on; a real change does"
  )
  func wiggle() throws {
    let before = try run()
    #expect(before.status.isLive)
    #expect(before.liveMaps[Convention.Pictures.probeAttributions]?.count == 8)
    #expect(before.liveMaps[Convention.Pictures.probeInputs] == nil)
    // Each value has settled within what the wiggle covers.
    let settled: [Float] = [0.005, -0.005]
    let still = try run(wiggles: settled)
    for next: [Float] in [[0.005], [0.005, -0.004], [0.001, -0.002, 0.003]] {
      let moved = try run(wiggles: settled + next)
      #expect(frame(moved) == frame(still))
      #expect(frame(moved, isLive: false) != frame(still, isLive: false))
    }
    #expect(frame(try run(wiggles: settled + [0.2])) != frame(still))
  }

  @Test("a run that is over shows its maps exactly")
  func exact() throws {
    let over = try run(isOver: true)
    #expect(!over.status.isLive)
    #expect(frame(over) != frame(try run()))
  }
}
