import Testing

@testable import TerminalUI

@Suite("Charts")
struct ChartTests {
  func lines(_ widget: some Widget, rows: Int, columns: Int) -> [String] {
    let size = Size(rows: rows, columns: columns)
    var surface = Surface(size: size, style: Theme.dark.plain)
    surface.draw(widget, in: Rectangle(size), theme: .dark)
    return surface.lines
  }

  @Test("one point out of a hundred thousand is still seen")
  func spike() {
    var y = Array(repeating: 0.1, count: 100_000)
    y[71_234] = 1
    let chart = LineChart([Series("s", x: y.indices.map(Double.init), y: y)], showsLegend: false)
    let drawn = lines(chart, rows: 12, columns: 80)
    // The plot's first line holds dots only if the spike reaches it.
    let top = drawn[0].unicodeScalars.filter { (0x2801...0x28ff).contains($0.value) }
    #expect(top.count >= 1 && top.count <= 2)
  }

  @Test("a value that is no number breaks the curve and is marked")
  func broken() {
    let y = [1, 1, 1, Double.nan, .infinity, 1, 1]
    let chart = LineChart([Series("s", x: y.indices.map(Double.init), y: y)])
    let drawn = lines(chart, rows: 10, columns: 60).joined()
    #expect(drawn.filter { $0 == "✕" }.count == 2)
  }

  @Test(
    "odd data never traps: empty, one point, equal points, all NaN, huge, negative on a logarithm, backwards")
  func odd() {
    let cases: [[Double]] = [
      [], [3], [2, 2, 2], [.nan, .nan], [1e300, -1e300], [1e-300, 1e300], [-1, 0, 5],
      [.infinity, -.infinity],
      [.greatestFiniteMagnitude, -.greatestFiniteMagnitude],
    ]
    for y in cases {
      for scale in [Axis.Scale.linear, .logarithmic] {
        for x in [y.indices.map(Double.init), y.indices.map { -Double($0) }, y] {
          let chart = LineChart(
            [Series("s", x: x, y: y, low: y.map { $0 - 1 }, high: y.map { $0 + 1 })],
            xAxis: Axis("x", scale: scale),
            yAxis: Axis("y", scale: scale), cursor: y.first)
          for (rows, columns) in [(1, 1), (4, 23), (12, 60)] {
            _ = lines(chart, rows: rows, columns: columns)
          }
        }
      }
    }
  }

  @Test("the legend reads out the values at the cursor")
  func readout() {
    let chart = LineChart(
      [Series("train", x: [0, 1, 2], y: [0.9, 0.5, 0.25])], xAxis: Axis("epoch"), yAxis: Axis("loss"),
      cursor: 1.2)
    #expect(lines(chart, rows: 8, columns: 60)[0] == "loss   ━ train 0.500   at epoch 1.2")
  }

  @Test("ticks are round numbers within the range")
  func ticks() {
    #expect(
      Ticks.linear(0...1, count: 5).values.map { Figures.fixed($0, 1) } == [
        "0.0", "0.2", "0.4", "0.6", "0.8", "1.0",
      ])
    #expect(Ticks.linear(-3...17, count: 4).values == [0, 5, 10, 15])
    #expect(
      Ticks.logarithmic(0.001...10, count: 5).map(Figures.trimmed) == ["0.001", "0.01", "0.1", "1", "10"])
    #expect(Ticks.linear(5...5, count: 4).values == [5])
    #expect(Ticks.decimals(step: 0.05) == 2 && Ticks.decimals(step: 1) == 0 && Ticks.decimals(step: 20) == 0)
  }

  @Test("a sparkline shows a spike among more values than columns")
  func sparkline() {
    var values = Array(repeating: 0.0, count: 1000)
    values[503] = 1
    #expect(Sparkline(values).text(width: 10) == "▁▁▁▁▁▇▁▁▁▁")
    #expect(Sparkline([]).text(width: 10) == "")
    #expect(Sparkline([.nan, 1, .nan]).text(width: 3) == " ▄ ")
  }

  @Test("bars are exact to an eighth of a column and never overrun")
  func bars() {
    #expect(Blocks.bar(0.5, width: 4) == "██")
    #expect(Blocks.bar(0.53125, width: 4) == "██▏")
    #expect(Blocks.bar(1.7, width: 4) == "████")
    #expect(Blocks.bar(1e-9, width: 4) == "▏")
    #expect(Blocks.bar(0, width: 4) == "" && Blocks.bar(.nan, width: 4) == "")
  }
}
