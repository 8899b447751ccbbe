import CCairo
import Foundation
import Testing

@testable import TerminalUI

@Suite("PNG") struct PNGTests {
  /// The decoded picture: 0xRRGGBB a pixel.
  struct Picture {
    let width: Int
    let height: Int
    private let pixels: [UInt32]

    init(_ data: Data) throws {
      var rest = data
      let decoded = withUnsafeMutablePointer(to: &rest) { rest in
        cairo_image_surface_create_from_png_stream(
          { source, target, count in
            guard let source, let target else { return CAIRO_STATUS_READ_ERROR }
            let data = source.assumingMemoryBound(to: Data.self)
            guard data.pointee.count >= Int(count) else { return CAIRO_STATUS_READ_ERROR }
            data.pointee.prefix(Int(count)).copyBytes(to: target, count: Int(count))
            data.pointee = Data(data.pointee.dropFirst(Int(count)))
            return CAIRO_STATUS_SUCCESS
          }, rest)
      }
      let surface = try #require(decoded)
      defer { cairo_surface_destroy(surface) }
      try #require(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS)
      width = Int(cairo_image_surface_get_width(surface))
      height = Int(cairo_image_surface_get_height(surface))
      let stride = Int(cairo_image_surface_get_stride(surface))
      let bytes = try #require(cairo_image_surface_get_data(surface))
      var pixels: [UInt32] = []
      for row in 0..<height {
        for column in 0..<width {
          let pixel = UnsafeRawPointer(bytes).load(fromByteOffset: row * stride + column * 4, as: UInt32.self)
          pixels.append(pixel & 0xff_ffff)
        }
      }
      self.pixels = pixels
    }

    subscript(row: Int, column: Int) -> UInt32 { pixels[row * width + column] }
  }

  private func picture(_ surface: Surface, _ theme: Theme = .dark) throws -> Picture {
    try Picture(surface.exported(as: .png, theme: theme))
  }

  @Test("a heatmap of half blocks: every pixel has its value's colour, nothing is blended")
  func halfBlocks() throws {
    let rows = 7, columns = 23
    func color(_ row: Int, _ column: Int) -> UInt32 {
      UInt32((row * 37 + column * 11) % 256) << 16 | UInt32((column * 29) % 256) << 8 | UInt32(row * 17)
    }
    var surface = Surface(size: Size(rows: rows, columns: columns))
    for row in 0..<rows {
      for column in 0..<columns {
        surface.setCell(
          "▀", row: row, column: column, foreground: Color(rgb: color(2 * row, column)),
          background: Color(rgb: color(2 * row + 1, column)))
      }
    }
    let drawn = try picture(surface)
    #expect((drawn.width, drawn.height) == (columns * 10, rows * 20))
    for y in 0..<drawn.height {
      for x in 0..<drawn.width {
        let (found, wanted) = (drawn[y, x], color(y / 10, x / 10))
        if found != wanted { return #expect(found == wanted, "\(x),\(y)") }
      }
    }
  }

  @Test("lines and boxes meet across cells: a row of ─ is one line, a column of │ another")
  func lines() throws {
    var surface = Surface(size: Size(rows: 6, columns: 12))
    let ink = Style(foreground: Color(rgb: 0xffffff), background: Color(rgb: 0))
    surface.fill(surface.bounds, style: ink)
    surface.put("──────────", row: 0, column: 1, style: ink, clippedTo: surface.bounds)
    for row in 1..<6 { surface.put("│", row: row, column: 3, style: ink, clippedTo: surface.bounds) }
    surface.put("━━", row: 3, column: 5, style: ink, clippedTo: surface.bounds)
    let drawn = try picture(surface)
    for x in 10..<110 { #expect((0..<20).contains { drawn[$0, x] == 0xffffff }, "\(x)") }
    for y in 20..<120 { #expect((30..<40).contains { drawn[y, $0] == 0xffffff }, "\(y)") }
    func thickness(_ row: Int, _ x: Int) -> Int { (0..<20).count { drawn[row * 20 + $0, x] == 0xffffff } }
    #expect(thickness(3, 55) > thickness(0, 55))
  }

  @Test("letters are drawn, in their colour, within their cells; a wide one takes two")
  func letters() throws {
    var surface = Surface(size: Size(rows: 3, columns: 8))
    let style = Style(foreground: Color(rgb: 0xff0000), background: Color(rgb: 0x000040))
    surface.fill(surface.bounds, style: style)
    surface.put("W", row: 1, column: 2, style: style, clippedTo: surface.bounds)
    surface.put("█", row: 1, column: 5, style: style, clippedTo: surface.bounds)
    let drawn = try picture(surface)
    var inside = 0
    for y in 0..<drawn.height {
      for x in 0..<drawn.width where drawn[y, x] != 0x000040 {
        let isLetter = (20..<40).contains(y) && (19...31).contains(x)
        let isBlock = (20..<40).contains(y) && (50..<60).contains(x)
        #expect(isLetter || isBlock, "\(x),\(y)")
        if isLetter { inside += 1 }
        if isBlock { #expect(drawn[y, x] == 0xff0000) }
      }
    }
    #expect(inside > 30)
  }

  @Test("reverse, and colours that are left to the terminal, come out as the theme has them")
  func standard() throws {
    var surface = Surface(size: Size(rows: 1, columns: 2))
    surface.put(" ", row: 0, column: 1, style: Style(attributes: .reverse), clippedTo: surface.bounds)
    let drawn = try picture(surface)
    let ground = Theme.dark[.background], text = Theme.dark[.text]
    #expect(drawn[5, 5] == ground.value & 0xff_ffff)
    #expect(drawn[5, 15] == text.value & 0xff_ffff)
  }

  @Test("equal surfaces give equal bytes; a surface without cells is no crash")
  func bytes() throws {
    var surface = Surface(size: Size(rows: 4, columns: 30))
    surface.put("the same ▚▞ ⣿ ╭─╮", row: 1, column: 1, style: Style(), clippedTo: surface.bounds)
    #expect(try surface.exported(as: .png, theme: .dark) == surface.exported(as: .png, theme: .dark))
    for size in [Size(rows: 0, columns: 0), Size(rows: 0, columns: 9), Size(rows: 1, columns: 1)] {
      for format in ExportFormat.allCases { _ = try Surface(size: size).exported(as: format, theme: .dark) }
    }
  }
}
