/// A map of numbers, exact: every value is one square of half a cell or a whole multiple of it, never blended, never
/// dithered. Only where the place is too small for that is the picture thinned out by a whole number.
///
/// A terminal without half blocks or colours shows one value a cell, of two the stronger one, as a shade; where there are
/// too few colours to tell the sign of a value by, a character says it.
public struct Picture: Widget {
  public enum Coloring: Sendable, Equatable {
    /// Black to white.
    case grey
    /// The theme's sequential map.
    case sequential
    /// The theme's diverging map; zero is its middle.
    case signed
    /// Three channels as red, green, blue.
    case trueColor
  }

  /// Channel by channel, row by row: `[C, H, W]`.
  public var values: [Float]
  public var width: Int
  public var height: Int
  public var coloring: Coloring
  /// The values of the ends of the colour map; 0…1 for grey and colour, those of the values otherwise, symmetric
  /// where signed.
  public var range: ClosedRange<Float>?
  /// The greatest enlargement that is chosen to fit.
  public var maximumScale: Int
  public var state = PictureState()

  public init(
    _ values: [Float], width: Int, height: Int, coloring: Coloring = .grey, range: ClosedRange<Float>? = nil,
    maximumScale: Int = 8
  ) {
    self.values = values
    self.width = max(0, width)
    self.height = max(0, height)
    self.coloring = coloring
    self.range = range
    self.maximumScale = maximumScale
  }

  /// How values become squares in a space of cells: enlarged by a whole number, or thinned out by one.
  public enum Zoom: Sendable, Equatable {
    case times(Int)
    case part(Int)
  }

  public func zoom(in size: Size) -> Zoom {
    guard width > 0, height > 0, size.rows > 0, size.columns > 0 else { return .times(1) }
    if let times = state.times { return .times(max(1, times)) }
    let times = min(size.columns / width, size.rows * 2 / height, max(1, maximumScale))
    if times >= 1 { return .times(times) }
    let part = max(ceilingDivide(width, size.columns), ceilingDivide(height, size.rows * 2))
    return .part(part)
  }

  /// The cells that the picture takes in that space.
  public func footprint(in size: Size) -> Size {
    guard width > 0, height > 0 else { return Size(rows: 0, columns: 0) }
    return PictureFrame(self, in: size).footprint
  }

  /// The same picture, seen otherwise.
  public func with(_ state: PictureState) -> Picture {
    var picture = self
    picture.state = state
    return picture
  }

  /// The value at a place; nil outside.
  public func value(at place: Position) -> Float? {
    let index = place.row * width + place.column
    guard (0..<height).contains(place.row), (0..<width).contains(place.column), values.indices.contains(index)
    else { return nil }
    return values[index]
  }

  var isMap: Bool { coloring == .signed || coloring == .sequential }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    guard !rectangle.isEmpty, width > 0, height > 0, values.count >= width * height else { return }
    let frame = PictureFrame(self, in: rectangle.size)
    let corner = Position(
      row: rectangle.row + max(0, rectangle.rows - frame.footprint.rows) / 2,
      column: rectangle.column + max(0, rectangle.columns - frame.footprint.columns) / 2)
    let paint = PicturePaint(self, theme: theme)
    let showsHalves = surface.traits.hasHalves && !(coloring == .signed && surface.traits.needsSigns)
    for row in 0..<frame.footprint.rows {
      let upper = frame.rows(ofSquare: 2 * row)
      let lower = 2 * row + 1 < frame.squareRows ? frame.rows(ofSquare: 2 * row + 1) : nil
      for column in 0..<frame.footprint.columns {
        let place = Position(row: corner.row + row, column: corner.column + column)
        let x = frame.columns(ofSquare: column)
        if showsHalves {
          let top = paint.color(upper, x)
          let bottom = lower.map { paint.color($0, x) } ?? theme[.background]
          surface.setCell(
            top == bottom ? " " : "▀", row: place.row, column: place.column, foreground: top,
            background: bottom)
        } else {
          let both = upper.lowerBound..<(lower ?? upper).upperBound
          paint.drawWhole(both, x, at: place, on: &surface)
        }
      }
    }
    drawCrosshair(frame, at: corner, paint, in: rectangle, on: &surface)
  }

  /// Frames the chosen value where a value is large enough, else marks its column and row at the edges of the picture.
  private func drawCrosshair(
    _ frame: PictureFrame, at corner: Position, _ paint: PicturePaint, in rectangle: Rectangle,
    on surface: inout Surface
  ) {
    guard let cursor = state.cursor, value(at: cursor) != nil,
      frame.part > 1 || frame.rows.contains(cursor.row),
      frame.part > 1 || frame.columns.contains(cursor.column)
    else { return }
    let square = Position(
      row: frame.part > 1 ? cursor.row / frame.part : (cursor.row - frame.rows.lowerBound) * frame.times,
      column: frame.part > 1
        ? cursor.column / frame.part : (cursor.column - frame.columns.lowerBound) * frame.times)
    let row = corner.row + square.row / 2
    let left = corner.column + square.column
    let ground = paint.color(cursor.row..<cursor.row + 1, cursor.column..<cursor.column + 1)
    let isColored = surface.traits.depth != .monochrome
    let style =
      isColored
      ? Style(foreground: ground.readableInk, background: ground, attributes: .bold)
      : paint.theme.plain.with([.bold, .reverse])
    if frame.times >= 4 {
      let last = min(corner.row + (square.row + frame.times - 1) / 2, rectangle.bottom - 1)
      for line in row...max(row, last) {
        surface.write("[", row: line, column: left, style: style, in: rectangle)
        surface.write("]", row: line, column: left + frame.times - 1, style: style, in: rectangle)
      }
    } else {
      surface.write(
        frame.times > 1 ? "[" + String(repeating: " ", count: frame.times - 2) + "]" : "◆", row: row,
        column: left,
        style: style, in: rectangle)
    }
  }
}

extension PictureFrame {
  /// The values behind a square; one where the picture is not thinned out.
  func rows(ofSquare square: Int) -> Range<Int> { values(square, rows) }
  func columns(ofSquare square: Int) -> Range<Int> { values(square, columns) }

  private func values(_ square: Int, _ seen: Range<Int>) -> Range<Int> {
    if part > 1 { return min(square * part, seen.upperBound - 1)..<min((square + 1) * part, seen.upperBound) }
    let value = min(seen.lowerBound + square / times, seen.upperBound - 1)
    return value..<value + 1
  }
}

func ceilingDivide(_ value: Int, _ divisor: Int) -> Int { divisor > 0 ? (value + divisor - 1) / divisor : 0 }
