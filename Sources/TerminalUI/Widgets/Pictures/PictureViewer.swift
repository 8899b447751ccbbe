/// One picture, large: enlarged and moved by its state, with a legend, what part of it is seen, and the value under the
/// crosshair beneath.
public struct PictureViewer: Widget {
  public var picture: Picture
  public var title: String
  public var format: Axis.Format

  public init(_ picture: Picture, title: String, format: Axis.Format = .number) {
    self.picture = picture
    self.title = title
    self.format = format
  }

  /// The place of the picture itself: what zooming and moving need to know.
  public static func place(in rectangle: Rectangle) -> Rectangle {
    rectangle.splitBottom(rectangle.rows >= 3 && rectangle.columns >= 12 ? 1 : 0).rest
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    guard !rectangle.isEmpty, picture.width > 0, picture.height > 0 else { return }
    let place = Self.place(in: rectangle)
    surface.draw(picture, in: place, theme: theme)
    guard place.rows < rectangle.rows else { return }
    drawStatus(
      in: rectangle.splitBottom(1).bottom, frame: PictureFrame(picture, in: place.size), on: &surface, theme)
  }

  private func drawStatus(in line: Rectangle, frame: PictureFrame, on surface: inout Surface, _ theme: Theme)
  {
    let paint = PicturePaint(picture, theme: theme)
    let scale = HeatScale(
      title, format: format, low: Double(paint.low), high: Double(paint.high),
      isSigned: picture.coloring == .signed)
    var column = line.column
    func put(_ text: TextLine) {
      guard text.width > 0, column + text.width <= line.right else { return }
      column = surface.write(text, row: line.row, column: column, width: text.width, theme: theme, in: line)
      column += 2
    }
    if let cursor = picture.state.cursor, let value = picture.value(at: cursor) {
      put(
        TextLine("row \(cursor.row + 1), column \(cursor.column + 1) ", .muted)
          + TextLine(value.isNaN ? "nan" : scale.signedFigure(Double(value)), .accent, .bold))
    }
    if picture.isMap {
      let low = TextLine(scale.endFigure(scale.low) + " ", .text),
        high = TextLine(" " + scale.endFigure(scale.high))
      let bar = min(16, max(6, line.columns / 5))
      if column + low.width + bar + high.width <= line.right {
        column = surface.write(low, row: line.row, column: column, width: low.width, theme: theme, in: line)
        scale.drawBar(
          in: Rectangle(row: line.row, column: column, rows: 1, columns: bar), marking: nil, on: &surface,
          theme: theme)
        column += bar
        put(high)
      }
    }
    put(TextLine(title, .muted))
    put(TextLine(frame.part > 1 ? "1:\(frame.part)" : "×\(frame.times)", .text))
    let isWhole = frame.rows.count == picture.height && frame.columns.count == picture.width
    if !isWhole {
      put(
        TextLine(
          "rows \(frame.rows.lowerBound + 1)–\(frame.rows.upperBound) of \(picture.height), columns "
            + "\(frame.columns.lowerBound + 1)–\(frame.columns.upperBound) of \(picture.width)", .muted))
    }
  }
}
