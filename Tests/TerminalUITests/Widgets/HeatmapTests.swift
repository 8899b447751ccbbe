import Testing

@testable import TerminalUI

@Suite("Heatmaps of many rows, in every terminal")
struct HeatmapTests {
  func drawn(
    _ widget: some Widget, rows: Int, columns: Int, traits: TerminalTraits = TerminalTraits()
  ) -> Surface {
    let size = Size(rows: rows, columns: columns)
    var surface = Surface(size: size, style: Theme.dark.plain, traits: traits)
    surface.draw(widget, in: Rectangle(size), theme: .dark)
    return surface
  }

  static let mono = TerminalTraits(depth: .monochrome)
  static let plain = TerminalTraits(depth: .monochrome, glyphs: .ascii)

  func map(rows: Int, columns: Int, isSigned: Bool = false, _ value: (Int, Int) -> Float) -> Heatmap {
    let values = (0..<rows * columns).map { value($0 / columns, $0 % columns) }
    return Heatmap(
      rows: (0..<rows).map { "r\($0)" }, columns: (0..<columns).map(String.init), values: values,
      scale: HeatScale("x", covering: values, isSigned: isSigned), isFocused: false)
  }

  @Test("where rows are many, each half of a cell is one value's own colour")
  func halves() {
    let map = self.map(rows: 60, columns: 9) { Float(($0 * 31 + $1 * 17) % 101) }
    let surface = drawn(map, rows: 23, columns: 40)
    let layout = HeatmapLayout(map, in: surface.bounds, traits: TerminalTraits())
    #expect(layout.isHalved && layout.lineWindow == 0..<40)
    for row in 0..<40 {
      for column in 0..<9 {
        for offset in 0..<layout.cellColumns {
          let cell = surface[row: layout.cells.row + row / 2, column: layout.column(of: column) + offset]!
          let color = row % 2 == 0 && cell.text == "▀" ? cell.style.foreground : cell.style.background
          #expect(color == map.scale.color(map.value(row: row, column: column)!, .dark))
        }
      }
    }
  }

  @Test("a folded group is one line, shows its strongest value, and the cursor steps over it")
  func folding() {
    var map = SampleData.foldedHeatmap
    #expect(map.grouping.groups.map(\.name) == ["layer1", "layer2", "layer3", "layer4"])
    #expect(map.grouping.groups[1].rows == 5..<9)
    let lines = drawn(map, rows: 24, columns: 90).lines
    #expect(
      lines.contains { $0.contains("▸  layer1.*") } && lines.contains { $0.contains("▾▾ layer2.0.conv1") })
    #expect(!lines.contains { $0.contains("layer1.0.conv1") })
    let strongest = (1..<5).compactMap { map.value(row: $0, column: 3) }.max()
    let folded = HeatmapLines(map.grouping).all[1]
    #expect(folded.rows == 1..<5)
    #expect(map.cell(folded, column: 3) == .value(strongest ?? 0))
    #expect(map.grouping.row(from: 0, moving: 1) == 1)
    #expect(map.grouping.row(from: 1, moving: 1) == 5)
    #expect(map.grouping.row(from: 3, moving: -1) == 0)
    map.state.folded = Set(map.grouping.groups.map(\.name))
    #expect(HeatmapLines(map.grouping).all.count == 6)
    map.state.folded = []
    #expect(HeatmapLines(map.grouping).all.count == map.rows.count)
  }

  /// The names of a residual network of `blocks` blocks a stage.
  static func residual(_ blocks: Int) -> [String] {
    let stages = (1...4).flatMap { stage in
      (0..<blocks).flatMap { block in (1...3).map { "layer\(stage).\(block).conv\($0)" } }
    }
    return ["conv1"] + stages + ["fc"]
  }

  @Test("blocks fold within stages: the innermost first, and all of a kind at once")
  func nested() {
    var rows = HeatmapRows(Self.residual(3))
    #expect(rows.parts.count == 12 && rows.part(ofRow: 4)?.name == "layer1.1")
    func fold(_ folded: Set<String>) { rows = HeatmapRows(rows.names, folded: folded) }
    fold(rows.folding(at: 4))
    #expect(rows.folded == ["layer1.1"] && HeatmapLines(rows).all.count == 36)
    fold(rows.folding(at: 4))
    #expect(rows.folded == ["layer1.1", "layer1"] && rows.foldedGroup(ofRow: 4)?.name == "layer1")
    fold(rows.folding(at: 4))
    #expect(HeatmapLines(rows).all.count == 6)
    // Opening a stage leaves its blocks as they were.
    fold(rows.unfolding(at: 4))
    #expect(rows.foldedGroup(ofRow: 4)?.name == "layer1.1" && rows.foldedGroup(ofRow: 10)?.name == "layer2")
    fold([])
    let counts = (0..<3).map { _ in
      fold(rows.foldingAll)
      return HeatmapLines(rows).all.count
    }
    #expect(counts == [14, 6, 38])
  }

  @Test("a gap sets stages apart, unless it would push a row out of sight; the cursor never stands in one")
  func gaps() {
    var map = self.map(rows: 38, columns: 6) { Float($0 + $1) }
    map.rows = Self.residual(3)
    for (height, gaps) in [(25, 5), (24, 0), (12, 5), (120, 0)] {
      let layout = HeatmapLayout(
        map, in: Rectangle(row: 0, column: 0, rows: height, columns: 60), traits: TerminalTraits())
      #expect(layout.lines.all.count { $0.isGap } == gaps, "\(height)")
      #expect((0..<38).allSatisfy { layout.lines.all[layout.lines.index(ofRow: $0)].rows.contains($0) })
    }
    let surface = drawn(map, rows: 25, columns: 60)
    let layout = HeatmapLayout(map, in: surface.bounds, traits: TerminalTraits())
    #expect(layout.lineWindow.count == 43, "every row and every gap is seen")
    let last = surface[row: layout.cells.row + 1, column: layout.cells.column]!
    #expect(layout.lines.all[1].isGap && last.text == "▀")
  }

  @Test("a tag stands beside its rows and in the legend, in every terminal; folded rows keep it")
  func tags() {
    var map = self.map(rows: 38, columns: 6) { Float($0 + $1) }
    map.rows = Self.residual(3)
    map.tags = [
      HeatmapTag("◆", .series(1), title: "projection", rows: [1]),
      HeatmapTag("■", .accent, title: "marked", rows: []),
    ]
    for traits in [TerminalTraits(), Self.mono, Self.plain] {
      for folded: Set<String> in [[], ["layer1"], ["layer1.0"]] {
        map.state.folded = folded
        let lines = drawn(map, rows: 60, columns: 90, traits: traits).lines
        let sign = traits.glyphs == .ascii ? "*" : "◆"
        let tagged = lines.filter { $0.contains(" \(sign) ") }
        #expect(tagged.count == 2 && tagged[0].contains("layer1") && tagged[1].contains("projection"))
        #expect(!lines.joined().contains("marked"))
      }
    }
  }

  @Test("the overview shows every stage of what does not fit, column by column, with its name")
  func wholeOverview() {
    var map = self.map(rows: 146, columns: 4) { row, column in (row - 1) / 36 == 2 && column == 1 ? 9 : 1 }
    map.rows = Self.residual(12)
    let surface = drawn(map, rows: 24, columns: 90)
    let layout = HeatmapLayout(map, in: surface.bounds, traits: TerminalTraits())
    let strip = layout.overview!
    #expect(strip.columns == 9 && layout.lineWindow.count < 60)
    let bright = map.scale.color(9, .dark)
    let rows = (strip.row..<strip.bottom).filter { row in
      [2, 3].allSatisfy { surface[row: row, column: strip.column + $0]?.style.background == bright }
    }
    #expect(rows.count >= 4 && Array(rows.first!...rows.last!) == rows)
    for column in [0, 4, 7] {
      #expect(rows.allSatisfy { surface[row: $0, column: strip.column + column]?.style.background != bright })
    }
    let named = surface.lines.filter { $0.hasSuffix("layer3") }
    #expect(named.count == 1 && surface.lines.contains { $0.hasSuffix("layer1") })
  }

  @Test("words that all rows share make no group, and neither does a row alone")
  func groups() {
    func names(_ rows: [String]) -> [String] {
      HeatmapRows(rows).groups.map(\.name)
    }
    #expect(names(["a", "b", "c"]) == [])
    #expect(names(["net.a.w", "net.a.b", "net.c.w"]) == ["net.a"])
    #expect(names(["a.0", "b.0", "a.1"]) == [])
    #expect(names(["", ".", ".."]) == [])
  }

  @Test("a press on a folded or halved map finds the row that is drawn there")
  func pressing() {
    func rows(_ map: Heatmap, _ size: Size) -> [Int] {
      let surface = drawn(map, rows: size.rows, columns: size.columns)
      let layout = HeatmapLayout(map, in: surface.bounds, traits: TerminalTraits())
      return (0..<layout.cells.rows).map { line in
        let place = Position(row: layout.cells.row + line, column: layout.cells.column)
        guard case .cells(let cells)? = surface.hits.hits(at: place).first?.target else { return -1 }
        return cells.cell(at: Position(row: line, column: 0))?.row ?? -1
      }
    }
    #expect(
      rows(SampleData.foldedHeatmap, Size(rows: 16, columns: 90)) == [
        0, 1, 5, 6, 7, 8, 9, 10, 11, 12, 13, 17,
      ])
    #expect(
      rows(map(rows: 60, columns: 9) { Float($0 + $1) }, Size(rows: 13, columns: 40)) == [
        0, 2, 4, 6, 8, 10, 12, 14, 16, 18,
      ])
  }

  @Test("cells to come, the one being computed, and values are told apart without colours")
  func waiting() {
    var map = self.map(rows: 3, columns: 3) { $0 == 2 ? .nan : Float($0 + $1) }
    map.pending = Position(row: 2, column: 1)
    for traits in [TerminalTraits(), Self.mono, Self.plain] {
      for width in [14, 30, 80] {
        let surface = drawn(map, rows: 3, columns: width, traits: traits)
        let layout = HeatmapLayout(map, in: surface.bounds, traits: traits)
        let texts = (0..<3).map { column in
          (0..<layout.cellColumns).map { surface[row: 2, column: layout.column(of: column) + $0]!.text }
            .joined()
        }
        #expect(texts[0] != texts[1] && texts[0] == texts[2] && texts[0].contains { $0 != " " })
      }
    }
  }

  @Test("without colours a shade carries the order of the values, and a sign has its own characters")
  func shades() {
    for traits in [Self.mono, Self.plain] {
      let surface = drawn(map(rows: 1, columns: 11) { Float($1) }, rows: 1, columns: 11, traits: traits)
      let ramp = traits.glyphs.shades
      let levels = surface.cells.map { ramp.firstIndex(of: $0.scalar) ?? -1 }
      #expect(levels == levels.sorted() && levels.first == 0 && levels.last == ramp.count - 1)
    }
    for traits in [Self.mono, Self.plain, TerminalTraits(depth: .indexed16)] {
      let signed = drawn(
        map(rows: 1, columns: 9, isSigned: true) { Float($1 - 4) }, rows: 1, columns: 9, traits: traits)
      #expect(signed.lines == ["%=~- +x*#"])
    }
  }

  @Test("nothing stands beside a number that could be taken for its sign or its point")
  func numbers() {
    for traits in [Self.mono, Self.plain] {
      for isSigned in [false, true] {
        let map = self.map(rows: 1, columns: 9, isSigned: isSigned) { isSigned ? Float($1 - 4) : Float($1) }
        let words = drawn(map, rows: 1, columns: 72, traits: traits).lines[0].split(separator: " ")
        let numbers = words.dropFirst().map { $0.filter { !"░▒▓█".contains($0) } }.filter { !$0.isEmpty }
        #expect(numbers == map.values.map { map.scale.cellText($0, width: 7) ?? "" }, "\(words)")
      }
    }
  }

  @Test("a signed cell too narrow for its text shows its sign in every terminal")
  func signs() {
    for depth in ColorDepth.allCases {
      for glyphs in GlyphSet.allCases {
        let surface = drawn(
          map(rows: 1, columns: 2, isSigned: true) { $1 == 0 ? -1 : 1 }, rows: 1, columns: 4,
          traits: TerminalTraits(depth: depth, glyphs: glyphs))
        let text = (0..<4).map { surface[row: 0, column: $0]!.text }
        #expect(SignRamp.negative.contains { text[0...1].contains(String($0)) }, "\(depth) \(glyphs) \(text)")
        #expect(SignRamp.positive.contains { text[2...3].contains(String($0)) }, "\(depth) \(glyphs) \(text)")
      }
    }
  }

  @Test("a map that does not fit shows where in it one is, and the chosen cell in words")
  func overview() {
    for traits in [TerminalTraits(), TerminalTraits(depth: .indexed16), Self.mono, Self.plain] {
      var bars: [[Int]] = []
      for row in [0, 120, 239] {
        var map = SampleData.largeHeatmap
        map.state = HeatmapState(row: row, column: 40)
        let surface = drawn(map, rows: 24, columns: 150, traits: traits)
        let strip = HeatmapLayout(map, in: surface.bounds, traits: traits).overview!
        let thumb = traits.glyphs == .ascii ? "#" : "█"
        bars.append(
          (strip.row..<strip.bottom).filter { surface[row: $0, column: strip.right - 1]!.text == thumb })
        #expect(surface.lines.last!.contains("layer\(row).conv @ 40"), "\(surface.lines.last!)")
      }
      #expect(bars[0].first == 1 && bars[2].last == 21)
      #expect(
        bars.allSatisfy { !$0.isEmpty } && bars[0].last! < bars[1].first! && bars[1].last! < bars[2].first!)
    }
  }

  @Test("the labels of the chosen row and column stand out without colours, too")
  func crosshair() {
    let surface = drawn(SampleData.heatmap, rows: 9, columns: 80, traits: Self.plain)
    #expect(surface.lines[2].hasPrefix("fc2"))
    #expect(surface[row: 2, column: 0]!.style.attributes.contains(.bold))
    #expect(!surface[row: 1, column: 0]!.style.attributes.contains(.bold))
    let layout = HeatmapLayout(SampleData.heatmap, in: surface.bounds, traits: Self.plain)
    let cell = surface[row: 2, column: layout.column(of: 2)]!
    #expect(cell.style.attributes.contains(.reverse))
  }
}
