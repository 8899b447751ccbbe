import Testing

@testable import TerminalUI

@Suite("Laws that every widget keeps")
struct WidgetLawTests {
  static let sentinel = Style(foreground: Color(rgb: 0x010203), background: Color(rgb: 0x040506))

  /// Draws into a rectangle that lies within a marked surface and says which cells outside it changed.
  func changedOutside(_ sample: GallerySample, rectangle: Rectangle, in size: Size) -> [Position] {
    var surface = Surface(size: size, style: Self.sentinel)
    surface.draw(sample.widget, in: rectangle, theme: .dark)
    let blank = Cell(style: Self.sentinel)
    return surface.cells.indices.compactMap { index in
      let place = Position(row: index / size.columns, column: index % size.columns)
      return rectangle.contains(place) || surface.cells[index] == blank ? nil : place
    }
  }

  @Test("draws inside its rectangle only, at any size", arguments: WidgetGallery.samples)
  func staysInside(_ sample: GallerySample) {
    for rows in [0, 1, 2, 3, 4, 5, 6, 8, 10, 14, 18, 24, 40, 60] {
      for columns in [0, 1, 2, 3, 5, 8, 11, 12, 13, 16, 20, 24, 33, 48, 60, 80, 120, 200] {
        let rectangle = Rectangle(row: 2, column: 3, rows: rows, columns: columns)
        let outside = changedOutside(
          sample, rectangle: rectangle, in: Size(rows: rows + 5, columns: columns + 7))
        #expect(outside.isEmpty, "\(sample.name) at \(columns)×\(rows) drew at \(outside.prefix(3))")
      }
    }
  }

  @Test("survives a rectangle that leaves the surface", arguments: WidgetGallery.samples)
  func survivesOverhang(_ sample: GallerySample) {
    for (row, column) in [(-4, -9), (3, 5), (9, 30), (-40, -90), (50, 100)] {
      let rectangle = Rectangle(row: row, column: column, rows: 14, columns: 50)
      #expect(changedOutside(sample, rectangle: rectangle, in: Size(rows: 12, columns: 40)).isEmpty)
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

  @Test("the gallery is sorted and names each sample once")
  func gallery() {
    let names = WidgetGallery.samples.map(\.name)
    #expect(names == names.sorted())
    #expect(Set(names).count == names.count)
  }
}
