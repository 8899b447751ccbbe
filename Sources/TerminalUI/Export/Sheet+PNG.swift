import CCairo
import Catalog
import Foundation

extension Sheet {
  /// The sheet as a PNG: blocks, braille and lines exact to the pixel, text in the system's monospaced font.
  ///
  /// - Throws: ``UserError`` when the picture is larger than the drawing library takes.
  func png() throws -> Data {
    let width = max(1, size.columns * Self.cellWidth), height = max(1, size.rows * Self.cellHeight)
    guard let picture = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height)) else {
      throw UserError("PNG: no memory for \(width)×\(height) pixels")
    }
    defer { cairo_surface_destroy(picture) }
    guard let pen = cairo_create(picture) else { throw UserError("PNG: no memory to draw with") }
    defer { cairo_destroy(pen) }
    Self.use(ground, on: pen)
    cairo_paint(pen)
    cairo_set_antialias(pen, CAIRO_ANTIALIAS_NONE)
    for run in grounds where run.look.ground != ground {
      Self.fill(
        pen, Double(run.column * Self.cellWidth), Double(run.row * Self.cellHeight),
        Double(run.columns * Self.cellWidth), Double(Self.cellHeight), run.look.ground, 1)
    }
    for run in texts { draw(run, with: pen) }
    var bytes = Data()
    let status = withUnsafeMutablePointer(to: &bytes) { bytes in
      cairo_surface_write_to_png_stream(
        picture,
        { target, data, count in
          guard let target, let data else { return CAIRO_STATUS_WRITE_ERROR }
          target.assumingMemoryBound(to: Data.self).pointee.append(data, count: Int(count))
          return CAIRO_STATUS_SUCCESS
        }, bytes)
    }
    guard status == CAIRO_STATUS_SUCCESS else {
      throw UserError(
        "PNG of \(width)×\(height) pixels: \(String(cString: cairo_status_to_string(status)))")
    }
    return bytes
  }

  private func draw(_ run: Run, with pen: OpaquePointer) {
    let look = run.look
    cairo_select_font_face(
      pen, "DejaVu Sans Mono", look.isItalic ? CAIRO_FONT_SLANT_OBLIQUE : CAIRO_FONT_SLANT_NORMAL,
      look.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
    cairo_set_font_size(pen, 16.6)
    let y = Double(run.row * Self.cellHeight)
    for (offset, square) in run.squares.enumerated() {
      let x = Double((run.column + offset) * Self.cellWidth)
      guard let scalar = square.text.unicodeScalars.first else { continue }
      if square.isUnderlined {
        Self.fill(pen, x, y + 17, Double(max(1, square.columns) * Self.cellWidth), 1, square.ink, 1)
      }
      if scalar == " " { continue }
      if let patches = CellShape.patches(scalar) {
        for patch in patches { Self.fill(pen, x, y, patch, square.ink) }
        continue
      }
      Self.use(square.ink, on: pen)
      cairo_move_to(pen, x, y + 15)
      cairo_show_text(pen, square.text)
    }
  }

  /// The patch in whole pixels, one at least.
  private static func fill(
    _ pen: OpaquePointer, _ x: Double, _ y: Double, _ patch: CellShape.Patch, _ color: Color
  ) {
    let left = (patch.x * Double(cellWidth)).rounded(), top = (patch.y * Double(cellHeight)).rounded()
    let right = ((patch.x + patch.width) * Double(cellWidth)).rounded()
    let bottom = ((patch.y + patch.height) * Double(cellHeight)).rounded()
    fill(pen, x + left, y + top, max(1, right - left), max(1, bottom - top), color, patch.ink)
  }

  private static func fill(
    _ pen: OpaquePointer, _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ color: Color,
    _ ink: Double
  ) {
    cairo_set_source_rgba(
      pen, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255, ink)
    cairo_rectangle(pen, x, y, width, height)
    cairo_fill(pen)
  }

  private static func use(_ color: Color, on pen: OpaquePointer) {
    cairo_set_source_rgb(pen, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255)
  }
}
