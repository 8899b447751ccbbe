import CChafa

/// A photograph turned into characters and colours by chafa. Costs 5–25 ms, so make it away from the terminal's
/// thread and keep it until the size changes.
public struct PhotoCells: Sendable, Equatable {
  public let size: Size
  let scalars: [Unicode.Scalar]
  let foregrounds: [Color]
  let backgrounds: [Color]

  /// - Parameters:
  ///   - pixels: red, green, blue, row by row; `3 · width · height` bytes.
  ///   - space: the cells to fit into; what is seen keeps its proportions.
  ///   - state: which part is seen; the whole of it by default.
  public init(
    pixels: [UInt8], width: Int, height: Int, fitting space: Size, state: PhotoState = PhotoState()
  ) {
    guard width > 0, height > 0, pixels.count >= 3 * width * height, space.rows > 0, space.columns > 0 else {
      self.init(size: Size(rows: 0, columns: 0), scalars: [], foregrounds: [], backgrounds: [])
      return
    }
    let part = state.region(width: width, height: height, in: space)
    // A cell is about twice as high as wide.
    let scale = min(Double(space.columns) / Double(part.columns), Double(space.rows) * 2 / Double(part.rows))
    let size = Size(
      rows: min(space.rows, max(1, Int((Double(part.rows) * scale / 2).rounded()))),
      columns: min(space.columns, max(1, Int((Double(part.columns) * scale).rounded()))))
    self = Self.render(pixels, width: width, part: part, size: size)
  }

  private init(size: Size, scalars: [Unicode.Scalar], foregrounds: [Color], backgrounds: [Color]) {
    self.size = size
    self.scalars = scalars
    self.foregrounds = foregrounds
    self.backgrounds = backgrounds
  }

  private static func render(_ pixels: [UInt8], width: Int, part: Rectangle, size: Size) -> PhotoCells {
    let symbols = chafa_symbol_map_new()
    defer { chafa_symbol_map_unref(symbols) }
    // Halves and quadrants exist in every font that has blocks at all.
    for tag in [CHAFA_SYMBOL_TAG_SPACE, CHAFA_SYMBOL_TAG_SOLID, CHAFA_SYMBOL_TAG_HALF, CHAFA_SYMBOL_TAG_QUAD]
    {
      chafa_symbol_map_add_by_tags(symbols, tag)
    }
    let config = chafa_canvas_config_new()
    defer { chafa_canvas_config_unref(config) }
    chafa_canvas_config_set_geometry(config, gint(size.columns), gint(size.rows))
    chafa_canvas_config_set_canvas_mode(config, CHAFA_CANVAS_MODE_TRUECOLOR)
    chafa_canvas_config_set_symbol_map(config, symbols)
    chafa_canvas_config_set_preprocessing_enabled(config, 0)
    chafa_canvas_config_set_work_factor(config, 0.5)
    let canvas = chafa_canvas_new(config)
    defer { chafa_canvas_unref(canvas) }
    // From the first pixel of the part to the last one: the rows of the whole lie between.
    let start = 3 * (part.row * width + part.column)
    let count = 3 * ((part.rows - 1) * width + part.columns)
    pixels[start..<start + count].withUnsafeBufferPointer {
      chafa_canvas_draw_all_pixels(
        canvas, CHAFA_PIXEL_RGB8, $0.baseAddress, gint(part.columns), gint(part.rows), gint(3 * width))
    }

    var scalars: [Unicode.Scalar] = []
    var foregrounds: [Color] = []
    var backgrounds: [Color] = []
    for row in 0..<gint(size.rows) {
      for column in 0..<gint(size.columns) {
        var foreground: gint = -1
        var background: gint = -1
        chafa_canvas_get_raw_colors_at(canvas, column, row, &foreground, &background)
        scalars.append(Unicode.Scalar(chafa_canvas_get_char_at(canvas, column, row)) ?? " ")
        foregrounds.append(foreground < 0 ? .standard : Color(rgb: UInt32(foreground)))
        backgrounds.append(background < 0 ? .standard : Color(rgb: UInt32(background)))
      }
    }
    return PhotoCells(size: size, scalars: scalars, foregrounds: foregrounds, backgrounds: backgrounds)
  }
}

/// A photograph in cells, in the middle of its rectangle.
public struct Photo: Widget {
  public var cells: PhotoCells

  public init(_ cells: PhotoCells) { self.cells = cells }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    let top = rectangle.row + max(0, rectangle.rows - cells.size.rows) / 2
    let left = rectangle.column + max(0, rectangle.columns - cells.size.columns) / 2
    for row in 0..<min(cells.size.rows, rectangle.rows) {
      for column in 0..<min(cells.size.columns, rectangle.columns) {
        let index = row * cells.size.columns + column
        surface.setCell(
          cells.scalars[index], row: top + row, column: left + column, foreground: cells.foregrounds[index],
          background: cells.backgrounds[index])
      }
    }
  }
}
