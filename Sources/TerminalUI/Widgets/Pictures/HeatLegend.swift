/// What the colours of one or several heatmaps stand for, in one row, with what else there is to say as far as it fits.
public struct HeatLegend: Widget {
  public var scale: HeatScale
  /// The chosen value, which is marked on the bar.
  public var marking: Float?
  public var parts: [TextLine]

  public init(_ scale: HeatScale, marking: Float? = nil, parts: [TextLine] = []) {
    self.scale = scale
    self.marking = marking
    self.parts = parts
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    let bar = min(32, max(8, rectangle.columns / 4))
    let title = TextLine(scale.title + "  ", .muted)
    let low = TextLine(scale.endFigure(scale.low) + " ", .text)
    let high = TextLine(" " + scale.endFigure(scale.high), .text)
    var column = rectangle.column
    func put(_ line: TextLine) {
      guard column + line.width <= rectangle.right else { return }
      column = surface.write(
        line, row: rectangle.row, column: column, width: line.width, theme: theme, in: rectangle)
    }
    guard !rectangle.isEmpty, low.width + bar + high.width <= rectangle.columns else { return }
    if title.width + low.width + bar + high.width <= rectangle.columns { put(title) }
    put(low)
    let place = Rectangle(row: rectangle.row, column: column, rows: 1, columns: bar)
    scale.drawBar(in: place, marking: marking.map(scale.share), on: &surface, theme: theme)
    column += bar
    put(high)
    for part in parts { put(part) }
  }
}
