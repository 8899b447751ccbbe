import Testing

@testable import TerminalUI

@Suite("Laws that every widget keeps")
struct WidgetLawTests {
  static let sentinel = Style(foreground: Color(rgb: 0x010203), background: Color(rgb: 0x040506))
  static let rows = [0, 1, 2, 3, 5, 8, 13, 24, 60]
  static let columns = [0, 1, 2, 3, 5, 8, 13, 24, 40, 80, 200]
  static let terminals = [
    TerminalTraits(), TerminalTraits(depth: .indexed8, glyphs: .console),
    TerminalTraits(depth: .monochrome, glyphs: .ascii),
  ]

  /// What is wrong with a drawing: cells changed outside the rectangle, halves of wide characters, marks for the mouse
  /// outside.
  func faults(
    _ sample: GallerySample, rectangle: Rectangle, in size: Size, _ traits: TerminalTraits = TerminalTraits()
  ) -> [String] {
    var surface = Surface(size: size, style: Self.sentinel, traits: traits)
    surface.draw(sample.widget, in: rectangle, theme: .dark)
    let blank = Cell(style: Self.sentinel)
    var found: [String] = []
    for row in 0..<size.rows {
      let line = surface.cells[row * size.columns..<(row + 1) * size.columns]
      let isBeside = row < rectangle.row || row >= rectangle.bottom
      let left = isBeside ? size.columns : max(0, min(size.columns, rectangle.column))
      let right = isBeside ? 0 : size.columns - max(0, min(size.columns, rectangle.right))
      if line.prefix(left).contains(where: { $0 != blank })
        || line.suffix(right).contains(where: { $0 != blank })
      {
        found.append("drew beside itself in row \(row)")
      }
      var opens = false
      for cell in line {
        if opens != (cell.width == .wideRight) { found.append("half a character in row \(row)") }
        opens = cell.width == .wideLeft
      }
      if opens { found.append("half a character at the end of row \(row)") }
    }
    return found
  }

  @Test("draws inside its rectangle only, at any size, in whole characters", arguments: WidgetGallery.samples)
  func staysInside(_ sample: GallerySample) {
    for rows in Self.rows {
      for columns in Self.columns {
        let rectangle = Rectangle(row: 1, column: 3, rows: rows, columns: columns)
        let size = Size(rows: rows + 2, columns: columns + 6)
        // The other terminals at some of the sizes: the layout is the same.
        for traits in Self.terminals.prefix(rows <= 8 && columns <= 40 ? 3 : 1) {
          let found = faults(sample, rectangle: rectangle, in: size, traits)
          #expect(found.isEmpty, "\(sample.name) at \(columns)×\(rows) \(found.prefix(3))")
        }
      }
    }
  }

  @Test("survives a rectangle that leaves the surface", arguments: WidgetGallery.samples)
  func survivesOverhang(_ sample: GallerySample) {
    for (row, column) in [(-4, -9), (3, 5), (9, 30), (-40, -90), (50, 100)] {
      let rectangle = Rectangle(row: row, column: column, rows: 14, columns: 50)
      #expect(faults(sample, rectangle: rectangle, in: Size(rows: 12, columns: 40)).isEmpty)
    }
  }

  @Test("draws the same twice and leaves no trace of what was there", arguments: WidgetGallery.samples)
  func repeats(_ sample: GallerySample) {
    let size = Size(rows: 20, columns: 70)
    var once = Surface(size: size, style: Theme.dark.plain)
    once.draw(sample.widget, in: Rectangle(size), theme: .dark)
    var twice = once
    twice.draw(sample.widget, in: Rectangle(size), theme: .dark)
    #expect(once.cells == twice.cells)
  }

  @Test("marks nothing for the mouse outside its rectangle", arguments: WidgetGallery.samples)
  func marks(_ sample: GallerySample) {
    let rectangle = Rectangle(row: 4, column: 6, rows: 9, columns: 40)
    var surface = Surface(size: Size(rows: 20, columns: 60))
    surface.draw(sample.widget, in: rectangle, theme: .dark)
    for row in 0..<20 {
      for column in 0..<60 where !rectangle.contains(Position(row: row, column: column)) {
        #expect(surface.hits.hits(at: Position(row: row, column: column)).isEmpty)
      }
    }
  }

  @Test("samples that move keep the laws as they go", arguments: WidgetGallery.samples)
  func moves(_ sample: GallerySample) {
    for seconds in [0.5, 7, 61, 3_600, 1e6] {
      var surface = Surface(size: Size(rows: 10, columns: 40))
      surface.draw(sample.widget(at: seconds), in: surface.bounds, theme: .dark)
    }
  }

  @Test("the gallery is sorted and names each widget and each state once")
  func gallery() {
    let names = WidgetGallery.entries.map(\.name)
    #expect(names == names.sorted())
    #expect(Set(names).count == names.count)
    for entry in WidgetGallery.entries {
      let states = entry.samples.map(\.state)
      #expect(states == states.sorted() && Set(states).count == states.count, "\(entry.name): \(states)")
      #expect(!entry.summary.isEmpty && entry.summary.hasSuffix("."))
    }
    let all = WidgetGallery.samples.map(\.name)
    #expect(Set(all).count == all.count)
  }
}
