import Testing

@testable import TerminalUI

@Suite("Pictures and heatmaps")
struct PictureTests {
  func drawn(_ widget: some Widget, rows: Int, columns: Int) -> Surface {
    let size = Size(rows: rows, columns: columns)
    var surface = Surface(size: size, style: Theme.dark.plain)
    surface.draw(widget, in: Rectangle(size), theme: .dark)
    return surface
  }

  /// The colours of a cell's upper and lower half.
  func halves(_ surface: Surface, _ row: Int, _ column: Int) -> [Color] {
    let cell = surface[row: row, column: column]!
    return [cell.text == "▀" ? cell.style.foreground : cell.style.background, cell.style.background]
  }

  @Test("every value is one exact square, at every enlargement")
  func exact() {
    let width = 5, height = 6
    let values = (0..<width * height).map { Float($0) / 29 }
    for scale in 1...4 {
      let surface = drawn(
        Picture(values, width: width, height: height, coloring: .grey), rows: height * scale / 2,
        columns: width * scale)
      for row in 0..<height * scale {
        for column in 0..<width * scale {
          let expected = ColorMap.grey.color(values[row / scale * width + column / scale])
          #expect(halves(surface, row / 2, column)[row % 2] == expected)
        }
      }
    }
  }

  @Test("zero is the middle of a signed map whatever its extremes")
  func signed() {
    let surface = drawn(Picture([0, 5, -1, 0], width: 2, height: 2, coloring: .signed), rows: 1, columns: 2)
    let map = Theme.dark.diverging
    #expect(halves(surface, 0, 0)[0] == map.color(0.5))
    #expect(halves(surface, 0, 1)[0] == map.color(1))
    #expect(halves(surface, 0, 0)[1] == map.color(0.4))
  }

  @Test("three channels are true colour; values out of range and NaN do not trap")
  func channels() {
    let color = drawn(
      Picture([1, 0, 0.5], width: 1, height: 1, coloring: .trueColor), rows: 1, columns: 1)
    #expect(halves(color, 0, 0)[0] == Color(red: 255, green: 0, blue: 128))
    _ = drawn(
      Picture([.nan, .infinity, -.infinity, 9], width: 2, height: 2, coloring: .signed), rows: 3, columns: 9)
    _ = drawn(Picture([.nan, 1, 2], width: 1, height: 1, coloring: .trueColor), rows: 3, columns: 9)
    _ = drawn(Picture([1], width: 40, height: 40), rows: 3, columns: 9)
    _ = drawn(
      Picture([Float](repeating: 0, count: 16), width: 4, height: 4, coloring: .sequential), rows: 3,
      columns: 9)
  }

  @Test("a picture too large for its place is thinned out and loses no strong value")
  func thinned() {
    var values = [Float](repeating: 0, count: 40 * 40)
    values[17 * 40 + 23] = -1
    let picture = Picture(values, width: 40, height: 40, coloring: .signed)
    #expect(picture.zoom(in: Size(rows: 10, columns: 30)) == .part(2))
    let surface = drawn(picture, rows: 10, columns: 20)
    #expect(halves(surface, 4, 11)[0] == Theme.dark.diverging.color(0))
  }

  @Test("a grid shows as many tiles as asked, and its chosen tile")
  func grid() {
    let tiles = (0..<40).map {
      PictureTile(
        [Picture([Float](repeating: 0, count: 784), width: 28, height: 28)], captions: [TextLine("#\($0)")])
    }
    let rectangle = Rectangle(row: 0, column: 0, rows: 40, columns: 120)
    #expect(PictureGrid.zoom(showing: 8, of: tiles, in: rectangle) == .times(1))
    #expect(PictureGrid.zoom(showing: 20, of: tiles, in: rectangle) == .part(2))
    #expect(PictureGrid(tiles).columns(in: rectangle) == 4)
    let surface = drawn(PictureGrid(tiles, state: ScrollState(selected: 37)), rows: 40, columns: 120)
    #expect(surface.lines.contains { $0.contains("#37") })
  }

  @Test("a heatmap's cells carry their values, and its cursor keeps the cell's colour")
  func heatmap() {
    let surface = drawn(SampleData.heatmap, rows: 9, columns: 80)
    let expected = Theme.dark.sequential.color(Float(0.873 / 0.9))
    #expect(surface[row: 1, column: 8]?.style.background == expected)
    #expect(surface.lines[1].contains("87.3"))
    #expect(surface.lines[2].contains("▌14.8 ▐"))
  }

  @Test("hundreds of rows scroll with the cursor; its row and column stay labelled")
  func scrolling() {
    for (row, column) in [(0, 0), (239, 89), (100, 45)] {
      var map = SampleData.largeHeatmap
      map.state = HeatmapState(row: row, column: column)
      let visible = map.visible(in: Rectangle(row: 0, column: 0, rows: 20, columns: 70))
      #expect(visible.rows.contains(row) && visible.columns.contains(column))
      let lines = drawn(map, rows: 20, columns: 70).lines
      #expect(lines.contains { $0.hasPrefix("layer\(row).conv") })
      #expect(lines[0].split(separator: " ").contains(Substring("\(column)")))
    }
  }

  @Test("odd grids never trap: no cells, too few values, a cursor beyond the end, an empty scale")
  func odd() {
    let scale = HeatScale("x", low: 1, high: 1)
    _ = drawn(Heatmap(rows: [], columns: [], values: [], scale: scale), rows: 9, columns: 40)
    _ = drawn(
      Heatmap(
        rows: ["a", "b"], columns: ["1"], values: [.infinity], scale: scale,
        bars: HeatmapBars("b", values: []),
        state: HeatmapState(row: 99, column: -4)), rows: 9, columns: 80)
    let covering = HeatScale("x", covering: [.nan, -2, 5], isSigned: true)
    #expect(covering.low == -5 && covering.high == 5)
  }

  @Test("a photograph keeps its proportions and its colours")
  func photo() {
    let red = [[UInt8]](repeating: [200, 30, 30], count: 40 * 20).flatMap { $0 }
    let cells = PhotoCells(pixels: red, width: 40, height: 20, fitting: Size(rows: 30, columns: 20))
    #expect(cells.size == Size(rows: 5, columns: 20))
    let surface = drawn(Photo(cells), rows: 5, columns: 20)
    let color = halves(surface, 2, 10)[1]
    #expect(abs(Int(color.red) - 200) < 6 && color.green < 40)
    #expect(PhotoCells(pixels: [1], width: 9, height: 9, fitting: Size(rows: 4, columns: 4)).size.rows == 0)
  }
}

@Suite("A surface as escape sequences")
struct ANSITests {
  @Test("styles are written when they change and undone at the end of each row")
  func text() {
    var surface = Surface(size: Size(rows: 2, columns: 3))
    surface.put(
      "a日", row: 0, column: 0, style: Style(foreground: Color(rgb: 0x0102ff), attributes: .bold),
      clippedTo: surface.bounds)
    #expect(surface.ansiText == "\u{1b}[0;1;38;2;1;2;255ma日\u{1b}[0m\n\u{1b}[0m   \u{1b}[0m\n")
  }
}
