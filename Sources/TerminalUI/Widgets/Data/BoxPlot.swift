/// The spread of several samples, one beside the other: median, quartiles, and the ends.
public struct BoxPlot: Widget {
  public struct Box: Sendable, Equatable {
    public var name: String
    /// In any order; none yet draws nothing.
    public var values: [Double]

    public init(_ name: String, _ values: [Double]) {
      self.name = name
      self.values = values
    }

    /// The value at a share of the sorted values, between two by a straight line; nil without a finite one.
    public func quantile(_ share: Double) -> Double? {
      let sorted = values.filter(\.isFinite).sorted()
      guard let last = sorted.last else { return nil }
      let place = share * Double(sorted.count - 1), lower = Int(place)
      guard lower + 1 < sorted.count else { return last }
      return sorted[lower] + (place - Double(lower)) * (sorted[lower + 1] - sorted[lower])
    }
  }

  public var title: String
  public var boxes: [Box]
  /// What stands beneath the boxes.
  public var xTitle: String
  public var axis: Axis
  public var base: Double?
  public var selected: Int?

  public init(
    _ title: String, _ boxes: [Box], xTitle: String = "", axis: Axis, base: Double? = nil,
    selected: Int? = nil
  ) {
    self.title = title
    self.boxes = boxes
    self.xTitle = xTitle
    self.axis = axis
    self.base = base
    self.selected = selected
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    guard !rectangle.isEmpty, !boxes.isEmpty else { return }
    let (top, body) = rectangle.splitTop(rectangle.rows >= 4 ? 1 : 0)
    if !top.isEmpty { legend.draw(in: top, on: &surface, theme: theme) }
    let frame = LevelFrame(
      in: body, count: boxes.count, places: Axis(xTitle, format: .count, range: places), levels: axis,
      values: boxes.lazy.flatMap(\.values), base: base, margin: 0.05)
    frame.draw(on: &surface, theme: theme)
    guard !frame.plot.isEmpty else { return }
    for index in boxes.indices { draw(index, frame, on: &surface, theme: theme) }
  }

  /// The boxes' own numbers where they have them, else their places from 1 on.
  private var places: ClosedRange<Double> {
    let first = boxes.first.flatMap { Double($0.name) } ?? 1, last = boxes.last.flatMap { Double($0.name) }
    return (first - 0.5)...((last.map { max($0, first) } ?? Double(boxes.count)) + 0.5)
  }

  private var legend: ChartLegend {
    let index = selected ?? boxes.lastIndex { !$0.values.isEmpty }
    guard let index, boxes.indices.contains(index), let median = boxes[index].quantile(0.5),
      let low = boxes[index].quantile(0), let high = boxes[index].quantile(1)
    else { return ChartLegend(title: TextLine(title, .muted), parts: []) }
    return ChartLegend(
      title: TextLine(title, .muted),
      parts: [
        TextLine("\(xTitle.isEmpty ? "" : xTitle + " ")\(boxes[index].name): median ")
          + TextLine(axis.figure(median), .title, .bold)
          + TextLine("  \(axis.figure(low)) – \(axis.figure(high))", .muted)
      ])
  }

  private func draw(_ index: Int, _ frame: LevelFrame, on surface: inout Surface, theme: Theme) {
    let box = boxes[index]
    let rows = [0, 0.25, 0.5, 0.75, 1].compactMap { box.quantile($0).flatMap { frame.row($0) } }
    guard rows.count == 5 else { return }
    let room = frame.plot.columns / boxes.count
    let column = frame.column(index)
    let half = room >= 6 ? 2 : room >= 4 ? 1 : 0
    let width = 2 * half + 1
    let style = theme.style(.series(index == selected ? 1 : 0))
    for row in rows[4]...rows[0] {
      surface.write("│", row: row, column: column, style: style, in: frame.plot)
    }
    for row in rows[3]...rows[1] {
      surface.write(
        String(repeating: half == 0 ? "┃" : "▒", count: width), row: row, column: column - half, style: style,
        in: frame.plot)
    }
    surface.write(
      String(repeating: half == 0 ? "╋" : "━", count: width), row: rows[2], column: column - half,
      style: theme.style(.title, .bold), in: frame.plot)
  }
}
