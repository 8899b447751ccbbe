/// A value for each of many things in an order, as stems: what deleting each block costs.
public struct StemPlot: Widget {
  public struct Stem: Sendable, Equatable {
    public var name: String
    /// Not finite where it is still to come.
    public var value: Double
    /// Drawn in another colour and with another head.
    public var isMarked: Bool
    /// Whether a new part begins here, which a line sets apart.
    public var begins: Bool

    public init(_ name: String, _ value: Double, isMarked: Bool = false, begins: Bool = false) {
      self.name = name
      self.value = value
      self.isMarked = isMarked
      self.begins = begins
    }
  }

  public var stems: [Stem]
  public var axis: Axis
  /// A level that all are compared with.
  public var base: Double?
  public var selected: Int?
  public var title: String

  public init(_ title: String, _ stems: [Stem], axis: Axis, base: Double? = nil, selected: Int? = nil) {
    self.title = title
    self.stems = stems
    self.axis = axis
    self.base = base
    self.selected = selected
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    guard !rectangle.isEmpty, !stems.isEmpty else { return }
    let (top, body) = rectangle.splitTop(rectangle.rows >= 4 ? 1 : 0)
    if !top.isEmpty { legend.draw(in: top, on: &surface, theme: theme) }
    let frame = LevelFrame(
      in: body, count: stems.count,
      places: Axis("", format: .count, range: -0.5...(Double(stems.count) - 0.5)), levels: axis,
      values: stems.lazy.map(\.value), base: base, margin: 0.08)
    frame.draw(on: &surface, theme: theme)
    guard !frame.plot.isEmpty else { return }
    for index in stems.indices { drawStem(index, frame, on: &surface, theme: theme) }
  }

  private var legend: ChartLegend {
    var parts: [TextLine] = []
    if let base {
      parts.append(TextLine("┈ ", .muted) + TextLine("base ") + TextLine(axis.figure(base), .title, .bold))
    }
    if stems.contains(where: \.isMarked) {
      parts.append(TextLine("◆ ", .series(1)) + TextLine("with a projection"))
    }
    guard let selected, stems.indices.contains(selected) else {
      return ChartLegend(title: TextLine(title, .muted), parts: parts)
    }
    let stem = stems[selected]
    let figure = stem.value.isFinite ? axis.figure(stem.value) : "to come"
    return ChartLegend(
      title: TextLine(title, .muted), parts: parts, cursor: TextLine("\(stem.name) \(figure)", .accent, .bold)
    )
  }

  private func drawStem(_ index: Int, _ frame: LevelFrame, on surface: inout Surface, theme: Theme) {
    let stem = stems[index], column = frame.column(index)
    if stem.begins, index > 0, frame.plot.columns >= 2 * stems.count {
      let edge = (column + frame.column(index - 1)) / 2
      for row in frame.plot.row..<frame.plot.bottom {
        surface.write("┊", row: row, column: edge, style: theme.style(.faint), in: frame.plot)
      }
    }
    let isSelected = index == selected
    guard stem.value.isFinite, let head = frame.row(stem.value) else {
      surface.write(
        "·", row: frame.plot.bottom - 1, column: column, style: theme.style(.faint), in: frame.plot)
      return
    }
    let style = theme.style(isSelected ? .accent : .series(stem.isMarked ? 1 : 0), isSelected ? .bold : [])
    let foot = frame.baseRow ?? frame.plot.bottom - 1
    for row in min(head, foot)...max(head, foot) where row != head {
      surface.write("│", row: row, column: column, style: style, in: frame.plot)
    }
    surface.write(stem.isMarked ? "◆" : "●", row: head, column: column, style: style, in: frame.plot)
  }
}
