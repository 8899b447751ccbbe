import Catalog
import Engine
import TerminalUI
import Testing

@testable import Workbench

/// Thousands of random keys, mouse reports, sizes and events on every screen.
@Suite struct RandomHandsTests {
  private static let sizes = [
    Size(rows: 18, columns: 60), Size(rows: 24, columns: 80), Size(rows: 30, columns: 104),
    Size(rows: 40, columns: 120), Size(rows: 55, columns: 190),
  ]

  /// The keys of the table, so that few of them mean nothing, and now and then any other.
  private static let presses =
    WorkbenchKeys.map.bindings.flatMap(\.chords).flatMap(\.presses) + KeyLawTests.presses

  private func mouse(_ generator: inout SplitMix64, _ size: Size) -> (MouseEvent.Kind, Int, Int) {
    let kinds: [MouseEvent.Kind] = [
      .press(.left), .press(.left), .release, .drag(.left), .wheel(.up), .wheel(.down), .wheel(.left),
      .press(.right),
    ]
    return (
      kinds[generator.next(below: kinds.count)], generator.next(below: size.rows + 2) - 1,
      generator.next(below: size.columns + 2) - 1
    )
  }

  @Test(
    "After anything the frame is that of a fresh draw of the state, holds something between its first and last row, and nothing is asked for again and again",
    arguments: Stories.all)
  func anything(_ story: Story) throws {
    var generator = SplitMix64(
      seed: UInt64(truncatingIfNeeded: story.name.utf8.reduce(7) { $0 &* 31 &+ Int($1) }))
    var world = World(story.state)
    let live = Sample.training(epochs: 7)
    var next = 0
    for step in 0..<2000 {
      var what = ""
      switch generator.next(below: 20) {
      case 0:
        world.resize(Self.sizes[generator.next(below: Self.sizes.count)])
        what = "size \(world.state.size)"
      case 1..<6:
        let (kind, row, column) = mouse(&generator, world.state.size)
        world.report(kind, row, column)
        what = "\(kind) \(row) \(column)"
      case 6 where next < live.count:
        world.take(live[next])
        next += 1
        what = "event"
      default:
        let press = Self.presses[generator.next(below: Self.presses.count)]
        world.press(press)
        what = press.text
      }
      guard step % 50 == 0 else {
        if step % 10 == 0 { world.draw() }
        continue
      }
      let state = world.state
      let drawn = world.draw()
      let again = world.draw()
      try #require(drawn.lines == again.lines, "step \(step), \(what): the second draw differs")
      var fresh = Surface(size: state.size)
      WorkbenchFrame.draw(state, on: &fresh, theme: .dark)
      try #require(fresh.lines == drawn.lines, "step \(step), \(what)")
      let body = drawn.lines.dropFirst().dropLast()
      try #require(body.contains { !$0.isEmpty }, "step \(step), \(what): a blank screen")
      try #require(drawn.lines.first?.contains("▚") == true && !(drawn.lines.last ?? "").isEmpty)
    }
    for _ in 0..<8 { world.press("escape") }
    #expect(world.state.overlay == nil && !world.state.isTyping)
    let held = world.state.runs.whole.filter { world.state.runs[$0]?.status.isLive == false }
    #expect(held.count <= 16, "streams of runs that nobody looks at are let go: \(held.count) are held")
  }
}
