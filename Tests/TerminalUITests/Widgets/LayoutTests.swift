import Catalog
import Testing

@testable import TerminalUI

@Suite("Splits")
struct SplitTests {
  @Test("panes and border fill the rectangle and never overlap; each has its least size, or one is folded")
  func partition() {
    var generator = SplitMix64(seed: 2)
    for _ in 0..<600 {
      func number(_ limit: Int) -> Int { Int(generator.next() % UInt64(limit)) }
      let axis: Split.Axis = number(2) == 0 ? .columns : .rows
      let minimum = (first: 1 + number(12), second: 1 + number(12))
      let split = Split(
        axis, state: SplitState(ratio: Double(number(1001)) / 1000), minimum: minimum,
        keeps: number(2) == 0 ? .first : .second, hasDivider: number(2) == 0)
      let area = Rectangle(row: number(5), column: number(5), rows: number(40), columns: number(40))
      let layout = split.layout(in: area)
      let length = axis == .columns ? area.columns : area.rows
      let line = split.hasDivider ? 1 : 0
      if layout.divider.isEmpty && !area.isEmpty {
        #expect(length < minimum.first + minimum.second + line)
        #expect((split.keeps == .first ? layout.first : layout.second) == area)
        continue
      }
      let sizes =
        axis == .columns
        ? (layout.first.columns, layout.second.columns) : (layout.first.rows, layout.second.rows)
      if !area.isEmpty {
        #expect(sizes.0 + sizes.1 + line == length)
        #expect(sizes.0 >= minimum.first && sizes.1 >= minimum.second)
      }
      for row in area.row..<area.bottom {
        for column in area.column..<area.right {
          let place = Position(row: row, column: column)
          let count = [layout.first, layout.second].filter { $0.contains(place) }.count
          #expect(count + (split.hasDivider && layout.divider.contains(place) ? 1 : 0) == 1)
        }
      }
    }
  }

  @Test("a dragged border comes to lie where the mouse is, as far as the least sizes allow")
  func dragging() throws {
    for axis in [Split.Axis.columns, .rows] {
      let area = Rectangle(row: 3, column: 5, rows: 50, columns: 50)
      for place in 0..<50 {
        var split = Split(axis, state: SplitState(), minimum: (10, 10))
        let hit = HitSplit(
          number: 0, isVertical: axis == .columns, start: axis == .columns ? area.column : area.row,
          extent: 50)
        split.state.ratio = hit.share(at: Position(row: 3 + place, column: 5 + place))
        let divider = split.layout(in: area).divider
        let found = axis == .columns ? divider.column - area.column : divider.row - area.row
        #expect(abs(found - min(39, max(10, place))) <= 1, "\(place) → \(found)")
      }
    }
  }

  @Test("moved by a step it goes by a step, and keeps its share when the window changes")
  func moving() {
    var split = Split(.columns, state: SplitState(ratio: 0.5), minimum: (4, 4))
    let area = Rectangle(row: 0, column: 0, rows: 10, columns: 81)
    let before = split.layout(in: area).first.columns
    for step in [1, 1, -3, 5] { split.state = split.moved(by: step, in: area) }
    #expect(split.layout(in: area).first.columns == before + 4)
    let wide = Rectangle(row: 0, column: 0, rows: 10, columns: 161)
    #expect(split.layout(in: wide).first.columns == (before + 4) * 2)
    split.state = split.moved(by: 1_000, in: area)
    #expect(split.layout(in: area).second.columns == 4)
    split.state.ratio = .nan
    #expect(split.state.ratio == 0.5)
  }
}

@Suite("Toasts")
struct ToastTests {
  @Test("each stays its time, the same again is counted and stays longer, the oldest give way")
  func queue() {
    var queue = ToastQueue(capacity: 3)
    queue.post("a", now: 0, seconds: 5)
    queue.post("b", .failure, now: 1, seconds: 20)
    queue.post("a", now: 3, seconds: 5)
    #expect(queue.toasts.map(\.text) == ["b", "a"] && queue.toasts[1].count == 2)
    #expect(queue.nextExpiry == 8)
    queue.expire(now: 7.9)
    #expect(queue.toasts.count == 2)
    queue.expire(now: 8)
    #expect(queue.toasts.map(\.text) == ["b"])
    for text in ["c", "d", "e"] { queue.post(text, now: 9) }
    #expect(queue.toasts.map(\.text) == ["c", "d", "e"])
    queue.dismiss()
    queue.expire(now: 1e9)
    #expect(queue.isEmpty && queue.nextExpiry == nil)
  }

  @Test("each severity has a sign of its own, and those without room are left out whole")
  func drawing() {
    var queue = ToastQueue(capacity: 9)
    for (place, severity) in [Severity.information, .success, .warning, .failure].enumerated() {
      queue.post("message \(place)", severity, now: 0)
    }
    var surface = Surface(size: Size(rows: 9, columns: 40))
    surface.draw(ToastStack(queue), in: surface.bounds, theme: .dark)
    let text = surface.lines.filter { !$0.isEmpty }.map { $0.split(separator: " ").joined(separator: " ") }
    #expect(text == ["▌• message 0", "▌✓ message 1", "▌▲ message 2", "▌✕ message 3"])
    var low = Surface(size: Size(rows: 4, columns: 40))
    low.draw(ToastStack(queue), in: low.bounds, theme: .dark)
    #expect(low.lines.filter { !$0.isEmpty }.count == 2 && low.lines[2].hasSuffix("message 3"))
  }
}

@Suite("Progress")
struct ProgressTests {
  @Test("a steady rate is found, however often it is reported")
  func steady() throws {
    for interval in [0.01, 0.5, 7] {
      var meter = ProgressMeter(halfLife: 3)
      for step in 0...100 { meter.record(done: Double(step) * interval * 40, at: Double(step) * interval) }
      #expect(abs(try #require(meter.rate) - 40) < 1e-6)
      let left = try #require(meter.remaining(of: meter.done + 400))
      #expect(abs(left - 10) < 1e-6)
    }
  }

  @Test(
    "after a half-life a new rate counts as much as the old; less done starts anew; one moment counts once")
  func changes() throws {
    var meter = ProgressMeter(halfLife: 10)
    for second in 0...400 { meter.record(done: Double(second) * 10, at: Double(second)) }
    for second in 1...10 { meter.record(done: 4_000 + Double(second) * 30, at: 400 + Double(second)) }
    #expect(abs(try #require(meter.rate) - 20) < 0.1)
    meter.record(done: 3, at: 500)
    #expect(meter.rate == nil && meter.remaining(of: 10) == nil)
    meter.record(done: 5, at: 500)
    meter.record(done: 13, at: 502)
    #expect(meter.rate == 5)
    meter.record(done: .nan, at: 503)
    #expect(meter.done == 13 && ProgressMeter().rate == nil)
  }

  @Test("what is done and what is not look different without colours")
  func bare() {
    for glyphs in GlyphSet.allCases {
      var surface = Surface(
        size: Size(rows: 1, columns: 40), traits: TerminalTraits(depth: .monochrome, glyphs: glyphs))
      ProgressTrack(share: 0.5, role: .accent).draw(
        in: surface.bounds, on: &surface, theme: .dark, ground: .standard)
      #expect(Set(surface.lines[0]).count == 2 && surface.lines[0].count == 40, "\(glyphs)")
    }
  }
}
