import Testing

@testable import TerminalUI

@Suite("Pictures enlarged and moved")
struct PictureStateTests {
  let picture = Picture((0..<64 * 48).map { Float($0) }, width: 64, height: 48, coloring: .sequential)
  let size = Size(rows: 16, columns: 40)

  func frame(_ state: PictureState) -> PictureFrame { PictureFrame(picture.with(state), in: size) }

  @Test("enlarging goes by whole numbers from what fits, keeps the middle, and comes back")
  func zooming() {
    var state = PictureState()
    #expect(frame(state).part == 2)
    var seen: [Int] = []
    for _ in 0..<5 {
      state.zoom(by: 1, of: picture, in: size)
      seen.append(frame(state).times)
      let found = frame(state)
      #expect(abs(found.rows.lowerBound + found.rows.count / 2 - 24) <= 1)
      #expect(abs(found.columns.lowerBound + found.columns.count / 2 - 32) <= 1)
    }
    #expect(seen == [1, 2, 3, 4, 5])
    for _ in 0..<5 { state.zoom(by: -1, of: picture, in: size) }
    #expect(state == PictureState())
    for _ in 0..<99 { state.zoom(by: 1, of: picture, in: size) }
    #expect(state.times == PictureState.greatest)
  }

  @Test("what is seen stays within the picture, and every square is its value's exact colour")
  func panning() {
    var state = PictureState(times: 3)
    for (rows, columns) in [(-9, -9), (7, 12), (999, 999), (-3, -1)] {
      state.pan(rows: rows, columns: columns, of: picture, in: size)
      let found = frame(state)
      #expect(found.rows.lowerBound == state.origin.row && found.columns.lowerBound == state.origin.column)
      #expect(found.rows.upperBound <= 48 && found.columns.upperBound <= 64)
      #expect(found.rows.count == 10 && found.columns.count == 13)
      var surface = Surface(size: size, style: Theme.dark.plain)
      surface.draw(picture.with(state), in: surface.bounds, theme: .dark)
      let paint = PicturePaint(picture, theme: .dark)
      for square in 0..<30 {
        for column in 0..<39 {
          let cell = surface[row: (16 - 15) / 2 + square / 2, column: column]!
          let color = square % 2 == 0 && cell.text == "▀" ? cell.style.foreground : cell.style.background
          let (y, x) = (found.rows.lowerBound + square / 3, found.columns.lowerBound + column / 3)
          #expect(color == paint.color(y..<y + 1, x..<x + 1))
        }
      }
    }
  }

  @Test("the crosshair takes the view with it and its value is read out with its sign")
  func reading() {
    var state = PictureState(times: 3)
    for (rows, columns) in [(1, 1), (30, 0), (0, 60), (-99, -99), (99, 99)] {
      state.move(rows: rows, columns: columns, of: picture, in: size)
      #expect(
        frame(state).rows.contains(state.cursor!.row) && frame(state).columns.contains(state.cursor!.column))
    }
    #expect(state.cursor == Position(row: 47, column: 63))
    var surface = Surface(size: Size(rows: 4, columns: 60), style: Theme.dark.plain)
    let signed = Picture([0.5, -0.25, 0, 0], width: 2, height: 2, coloring: .signed)
    for (column, text) in [(0, "+0.500"), (1, "-0.250")] {
      let shown = signed.with(PictureState(cursor: Position(row: 0, column: column)))
      surface.draw(PictureViewer(shown, title: "x"), in: surface.bounds, theme: .dark)
      #expect(surface.lines[3].contains("row 1, column \(column + 1) \(text)"))
    }
  }

  @Test("without halves or colours one cell is one value: the stronger of two, with its sign")
  func characters() {
    let values: [Float] = [1, 0, -0.5, 0, -0.2, 0.75, -1, 0.4]
    for (traits, isGlyph) in [
      (TerminalTraits(depth: .monochrome), true), (TerminalTraits(depth: .monochrome, glyphs: .ascii), true),
      (TerminalTraits(depth: .indexed256, glyphs: .ascii), true), (TerminalTraits(depth: .indexed16), true),
      (TerminalTraits(depth: .indexed256), false),
    ] {
      var surface = Surface(size: Size(rows: 1, columns: 4), style: Theme.dark.plain, traits: traits)
      surface.draw(
        Picture(values, width: 4, height: 2, coloring: .signed), in: surface.bounds, theme: .dark)
      #expect((surface.lines == ["#*%x"]) == isGlyph, "\(traits) \(surface.lines)")
    }
    for isDark in [true, false] {
      var surface = Surface(
        size: Size(rows: 1, columns: 10), style: Theme.dark.plain,
        traits: TerminalTraits(depth: .monochrome, glyphs: .ascii, isDark: isDark))
      let ramp = Picture((0..<20).map { Float($0 % 10) }, width: 10, height: 2, coloring: .sequential)
      surface.draw(ramp, in: surface.bounds, theme: .dark)
      let text = surface.cells.map(\.text).joined()
      #expect((isDark ? text : String(text.reversed())) == " .:-=+*#%@")
    }
  }

  @Test("a photograph is enlarged around its middle and moved, never beyond its edges")
  func photograph() {
    // Four quarters of four colours.
    let side = 80
    let pixels = (0..<side * side).flatMap { index -> [UInt8] in
      let isRight = index % side >= side / 2, isLow = index / side >= side / 2
      return [isRight ? 220 : 20, isLow ? 220 : 20, 60]
    }
    func corner(_ state: PhotoState) -> Color {
      let cells = PhotoCells(
        pixels: pixels, width: side, height: side, fitting: Size(rows: 10, columns: 20), state: state)
      #expect(cells.size == Size(rows: 10, columns: 20))
      var surface = Surface(size: cells.size)
      surface.draw(Photo(cells), in: surface.bounds, theme: .dark)
      return surface[row: 0, column: 0]!.style.background
    }
    func isNear(_ color: Color, _ red: Int, _ green: Int) -> Bool {
      abs(Int(color.red) - red) < 8 && abs(Int(color.green) - green) < 8
    }
    var state = PhotoState()
    #expect(isNear(corner(state), 20, 20))
    state.zoom(by: 1)
    #expect(isNear(corner(state), 20, 20))
    state.pan(rows: 0, columns: 99)
    #expect(isNear(corner(state), 220, 20))
    state.pan(rows: 99, columns: 0)
    #expect(isNear(corner(state), 220, 220))
    state.zoom(by: -9)
    #expect(state == PhotoState())
  }
}
