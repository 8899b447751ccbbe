import Catalog
import Testing

@testable import TerminalUI

@Suite("Maps that come anew")
struct LiveMapTests {
  static let base = (0..<400).map { Float(($0 * 37) % 101) / 50 - 1 }

  func wiggled(by amount: Float, seed: UInt64) -> [Float] {
    var generator = SplitMix64(seed: seed)
    return Self.base.map { $0 + Float.random(in: -amount...amount, using: &generator) }
  }

  func cells(_ values: [Float], _ range: ClosedRange<Float>?, _ coloring: Picture.Coloring) -> [Cell] {
    var surface = Surface(size: Size(rows: 10, columns: 20), style: Theme.dark.plain)
    surface.draw(
      Picture(values, width: 20, height: 20, coloring: coloring, range: range), in: surface.bounds,
      theme: .dark)
    return surface.cells
  }

  @Test("a wiggle changes no cell of a picture; without memory it changes most", arguments: [true, false])
  func wiggle(_ isSigned: Bool) {
    let coloring: Picture.Coloring = isSigned ? .signed : .sequential
    var live = LiveMap(isSigned: isSigned)
    live.update(Self.base)
    let first = cells(live.values, live.range, coloring)
    var changedBare = 0
    for seed in 0..<30 {
      let values = wiggled(by: 0.01, seed: UInt64(seed))
      live.update(values)
      #expect(cells(live.values, live.range, coloring) == first)
      changedBare = max(
        changedBare,
        zip(cells(values, nil, coloring), cells(Self.base, nil, coloring)).count { $0 != $1 })
    }
    #expect(changedBare > 100)
  }

  @Test("a wiggle changes no cell of a heatmap of many rows")
  func heatmap() {
    func cells(_ values: [Float]) -> [Cell] {
      var surface = Surface(size: Size(rows: 12, columns: 40), style: Theme.dark.plain)
      let map = Heatmap(
        rows: (0..<40).map(String.init), columns: (0..<10).map(String.init), values: values,
        scale: HeatScale("x", low: -1.1, high: 1.1, isSigned: true), isFocused: false)
      surface.draw(map, in: surface.bounds, theme: .dark)
      return surface.cells
    }
    var live = LiveMap(isSigned: true)
    live.update(Self.base)
    let first = cells(live.values)
    for seed in 0..<30 {
      live.update(wiggled(by: 0.01, seed: UInt64(seed)))
      #expect(cells(live.values) == first)
    }
    #expect(cells(Self.base) != cells(wiggled(by: 0.01, seed: 1)))
  }

  @Test(
    "a map that moves is followed: no value is shown more than a level away, and its range follows both ways")
  func follows() {
    var live = LiveMap(isSigned: true)
    for step in 0..<60 {
      let size = step < 30 ? 1 + Float(step) / 10 : 4 - Float(step - 30) / 8
      let values = Self.base.map { $0 * size }
      live.update(values)
      let level = (live.range.upperBound - live.range.lowerBound) / 32
      #expect(zip(live.values, values).allSatisfy { abs($0 - $1) <= level })
      #expect(live.range.upperBound >= size * 0.95 && live.range.upperBound <= size * 1.8)
      #expect(live.range.lowerBound == -live.range.upperBound)
    }
    live.update([0, .nan, 0.2])
    #expect(live.values[0] == 0 && live.values[1].isNaN)
    live.update([])
    #expect(live.values.isEmpty)
  }
}
