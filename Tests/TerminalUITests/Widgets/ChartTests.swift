import Catalog
import Foundation
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

  @Test("every value has its dot: no decimation hides one, whatever the length and the width")
  func decimation() throws {
    var generator = SplitMix64(seed: 7)
    for round in 0..<60 {
      let count = 1 + Int(generator.next() % (round < 50 ? 300 : 20_000))
      let y = (0..<count).map { _ in
        generator.next() % 50 == 0 ? 100 * generator.share() : generator.share()
      }
      let x = (0..<count).map { Double($0) + generator.share() }
      for kind in [DotCanvas.Kind.braille, .quadrants, .halves, .ascii] {
        var canvas = DotCanvas(
          rows: 1 + Int(generator.next() % 12), columns: 1 + Int(generator.next() % 60), kind: kind)
        let scale = AxisScaling(axis: Axis(), values: (0, 100), margin: 0.05)
        let across = AxisScaling(axis: Axis(), values: (x.min() ?? 0, x.max() ?? 1), margin: 0)
        let tracer = CurveTracer(canvas, x: across, y: scale)
        _ = tracer.trace(x: x, y: y, on: &canvas, owner: 0)
        for index in 0..<count {
          let share = try #require(across.share(x[index]))
          let column = Int((share * Double(canvas.dotColumns - 1)).rounded())
          let row = try #require(tracer.row(y[index]))
          #expect(canvas.isSet(row: row, column: column), "\(kind) value \(index) of \(count)")
        }
      }
    }
  }

  @Test("smoothing: constants stay, the first value counts in full, the weights are those of the formula")
  func smoothing() {
    #expect(Smoothing.average([3, 3, 3], weight: 0.9).allSatisfy { abs($0 - 3) < 1e-12 })
    #expect(Smoothing.average([5, 1], weight: 0)[1] == 1)
    let values = [1.0, 4, 2, 8, 5]
    let weight = 0.7
    for (last, smooth) in Smoothing.average(values, weight: weight).enumerated() {
      let weights = (0...last).map { pow(weight, Double(last - $0)) }
      let mean = zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
      #expect(abs(smooth - mean) < 1e-12)
    }
    let broken = Smoothing.average([1, .nan, 1, .infinity, 1], weight: 0.5)
    #expect(broken[1].isNaN && broken[3] == .infinity && broken[4] == 1)
    #expect(Smoothing.average([1, 2], weight: .nan) == [1, 2])
  }

  @Test("the raw values stay behind a smoothed curve, and the legend reads out both")
  func smoothed() {
    let y = (0..<100).map { $0.isMultiple(of: 2) ? 0.0 : 1.0 }
    let chart = LineChart([Series("s", x: y.indices.map(Double.init), y: y, smoothing: 0.95)], cursor: 99)
    let drawn = lines(chart, rows: 12, columns: 60)
    #expect(drawn[0].contains("(1.00)"))
    #expect(drawn[0].contains("0.50") || drawn[0].contains("0.51"))
    #expect(drawn[1].unicodeScalars.contains { (0x2801...0x28ff).contains($0.value) }, "the raw peaks")
  }

  @Test("without colours each curve has marks of its own, in ASCII too")
  func marks() {
    let chart = LineChart(
      (0..<3).map { place in
        Series("c\(place)", x: [0, 1, 2, 3], y: [0, 1, 2, 3].map { $0 + Double(place) }, color: place)
      })
    for glyphs in GlyphSet.allCases {
      let traits = TerminalTraits(depth: .monochrome, glyphs: glyphs)
      var surface = Surface(size: Size(rows: 14, columns: 60), traits: traits)
      surface.draw(chart, in: surface.bounds, theme: .dark)
      let legend = surface.lines[0], plot = surface.lines.dropFirst().dropLast(2).joined()
      for place in 0..<3 {
        let mark = SeriesMarks.scalar(place, isASCII: glyphs == .ascii)
        let shown = Character(glyphs.standIn(for: mark))
        #expect(legend.contains(shown) && plot.contains(shown), "\(glyphs) \(shown)")
      }
    }
  }

  @Test("a legend of many curves takes more lines and keeps whole parts; the cursor's place stays")
  func longLegend() {
    let series = (0..<12).map { Series("layer\($0)", x: [0, 1], y: [Double($0), 1], color: $0) }
    let drawn = lines(LineChart(series, xAxis: Axis("epoch"), cursor: 0), rows: 24, columns: 60)
    #expect(drawn[0].contains("layer0 0") && drawn[1].contains("layer4"))
    #expect(drawn.prefix(4).joined().contains("at epoch 0"))
  }

  @Test("a logarithmic x spaces decades evenly")
  func logarithmicX() {
    let scale = AxisScaling(
      axis: Axis("", scale: .logarithmic, range: 1...1000), values: nil, margin: 0)
    for (value, share) in [(1.0, 0.0), (10, 1 / 3.0), (100, 2 / 3.0), (1000, 1)] {
      #expect(abs((scale.share(value) ?? -1) - share) < 1e-12)
      #expect(abs(scale.value(share) - value) < 1e-9)
    }
  }

  @Test("a value that is no number breaks the curve and is marked")
  func broken() {
    let y = [1, 1, 1, Double.nan, .infinity, 1, 1]
    let chart = LineChart([Series("s", x: y.indices.map(Double.init), y: y)])
    let drawn = lines(chart, rows: 10, columns: 60).joined()
    #expect(drawn.filter { $0 == "✕" }.count == 2)
  }

  @Test("a point far outside the axes bends no curve")
  func farOutside() {
    // The line from (0, 0) to (1, 400) leaves a plot of 0…1 after a four-hundredth of its width.
    let chart = LineChart(
      [Series("s", x: [0, 1], y: [0, 400])], yAxis: Axis("", range: 0...1), showsLegend: false)
    let dots = lines(chart, rows: 10, columns: 80).dropLast(2).flatMap { line in
      line.enumerated().filter { (0x2801...0x28ff).contains($1.unicodeScalars.first?.value ?? 0) }.map(
        \.offset)
    }
    #expect(Set(dots).count <= 2)
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

  @Test("signed bars leave the zero line to their own side, as long as their numbers")
  func signedBars() throws {
    let chart = BarChart(
      [.signed("a", 1), .signed("b", -1), .signed("c", -0.5), .signed("d", 0)], range: nil, format: .number)
    let drawn = lines(chart, rows: 4, columns: 40)
    func sides(_ line: String) throws -> (left: Int, right: Int) {
      let zero = try #require(line.firstIndex(of: "│"))
      return (line[..<zero].filter { $0 == "█" }.count, line[zero...].filter { $0 == "█" }.count)
    }
    let (a, b, c, d) = (try sides(drawn[0]), try sides(drawn[1]), try sides(drawn[2]), try sides(drawn[3]))
    #expect(a.left == 0 && b.right == 0 && d == (0, 0))
    #expect(abs(a.right - b.left) <= 1 && abs(c.left * 2 - b.left) <= 1 && a.right > 8)
    #expect(drawn[0].hasSuffix("+1.00") && drawn[1].hasSuffix("-1.00"))
  }

  @Test("odd bars never trap: none, all zero, not finite, a range without zero")
  func oddBars() {
    let cases: [[Double]] = [[], [0, 0], [.nan, .infinity, -.infinity], [1e308, -1e308], [-3, -1]]
    for values in cases {
      for range in [nil, 0...1, -1...1, 2...3, -3 ... -2] as [ClosedRange<Double>?] {
        let chart = BarChart(values.map { Bar("x", $0) }, range: range, format: .number)
        for (rows, columns) in [(1, 1), (3, 9), (4, 50)] { _ = lines(chart, rows: rows, columns: columns) }
      }
    }
  }
}

@Suite("Histograms")
struct HistogramTests {
  @Test("every value is counted once, in the bin that holds it")
  func counting() {
    var generator = SplitMix64(seed: 3)
    for round in 0..<80 {
      let scale = pow(10, Double(round % 9) - 4)
      var values = (0..<Int(1 + generator.next() % 400)).map { _ in (generator.share() - 0.3) * scale }
      if round.isMultiple(of: 3) { values += [.nan, -.infinity] }
      let count = round.isMultiple(of: 2) ? nil : 1 + round
      let range = round.isMultiple(of: 5) ? -0.1 * scale...0.4 * scale : nil
      let bins = HistogramBins(values, count: count, range: range)
      #expect(bins.total + bins.below + bins.above + bins.notFinite == values.count)
      #expect(bins.notFinite == values.filter { !$0.isFinite }.count)
      if range == nil { #expect(bins.below == 0 && bins.above == 0) }
      var again = Array(repeating: 0, count: bins.counts.count)
      for value in values.filter(\.isFinite) {
        guard let bin = bins.counts.indices.first(where: { value < bins.edges($0).high }) else {
          if value <= bins.upperEdge + bins.width * 1e-9 { again[again.count - 1] += 1 }
          continue
        }
        if value >= bins.edges(bin).low { again[bin] += 1 }
      }
      // An edge that is no binary fraction may go to either side.
      #expect(zip(again, bins.counts).allSatisfy { abs($0 - $1) <= 1 }, "\(again) \(bins.counts)")
    }
  }

  @Test("automatic bins have round edges, and neither outliers nor equal values make thousands")
  func automatic() {
    let bins = HistogramBins((0..<1000).map { Double($0) / 1000 })
    #expect(bins.width == 0.1 && bins.start == 0)
    #expect(HistogramBins((0..<500).map { Double($0 % 10) } + [1e9]).counts.count < 1_100)
    let equal = HistogramBins([4, 4, 4, 4])
    #expect(equal.total == 4 && equal.counts.count < 4)
    #expect(HistogramBins([]).total == 0)
    #expect(HistogramBins([1e-300, 2e-300, .greatestFiniteMagnitude]).counts.count <= 10_000)
  }

  @Test("more bins than columns are joined, none of them lost")
  func joined() {
    let bins = HistogramBins((0..<5000).map { Double($0 * $0 % 997) }, count: 300)
    let joined = bins.joined(atMost: 70)
    #expect(joined.counts.count <= 70 && joined.total == bins.total)
    #expect(joined.counts[0] == bins.counts[0..<5].reduce(0, +))
  }

  @Test("a bin of one is seen beside one of thousands")
  func smallBin() {
    let bins = HistogramBins(Array(repeating: 0.5, count: 9999) + [8.5], count: 9, range: 0...9)
    var surface = Surface(size: Size(rows: 12, columns: 50))
    surface.draw(Histogram(bins), in: surface.bounds, theme: .dark)
    #expect(surface.lines.dropLast(2).last?.contains("▁") == true)
  }
}

extension SplitMix64 {
  mutating func share() -> Double { Double(next() >> 11) / Double(1 << 53) }
}

extension DotCanvas {
  /// Whether a dot is set, read from the character.
  func isSet(row: Int, column: Int) -> Bool {
    guard let (scalar, _) = cell(row: row / dotsDown, column: column / dotsAcross) else { return false }
    let (down, across) = (row % dotsDown, column % dotsAcross)
    switch kind {
    case .braille:
      let bits: [[UInt32]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
      return (scalar.value - 0x2800) & bits[down][across] != 0
    case .quadrants:
      let set: [[Set<Unicode.Scalar>]] = [
        [["▘", "▀", "▌", "▛", "▚", "▜", "▙", "█"], ["▝", "▀", "▞", "▛", "▐", "▜", "▟", "█"]],
        [["▖", "▌", "▞", "▛", "▄", "▙", "▟", "█"], ["▗", "▚", "▐", "▜", "▄", "▙", "▟", "█"]],
      ]
      return set[down][across].contains(scalar)
    case .halves: return scalar == "█" || scalar == (down == 0 ? "▀" : "▄")
    case .ascii: return scalar == ":" || scalar == (down == 0 ? "'" : ".")
    }
  }
}
