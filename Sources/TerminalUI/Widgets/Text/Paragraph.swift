/// Lines of text, wrapped at spaces or cut.
public struct Paragraph: Widget {
  public var lines: [TextLine]
  public var alignment: Alignment
  public var wraps: Bool
  /// How many (wrapped) lines are scrolled off the top.
  public var scroll: Int

  public init(_ lines: [TextLine], alignment: Alignment = .left, wraps: Bool = true, scroll: Int = 0) {
    self.lines = lines
    self.alignment = alignment
    self.wraps = wraps
    self.scroll = scroll
  }

  public init(_ text: String, _ role: Role = .text, alignment: Alignment = .left, wraps: Bool = true) {
    self.init(
      text.split(separator: "\n", omittingEmptySubsequences: false).map { TextLine(String($0), role) },
      alignment: alignment, wraps: wraps)
  }

  /// The rows that the text takes at that width.
  public func height(width: Int) -> Int {
    wraps ? lines.reduce(0) { $0 + TextFitting.wrap($1, to: width).count } : lines.count
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    draw(in: rectangle, on: &surface, theme: theme, ground: nil)
  }

  func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme, ground: Color?) {
    guard !rectangle.isEmpty else { return }
    let end = max(0, scroll) + rectangle.rows
    var shown: [TextLine] = []
    for line in lines where shown.count < end {
      shown += wraps ? TextFitting.wrap(line, to: rectangle.columns, atMost: end - shown.count) : [line]
    }
    for (index, line) in shown.dropFirst(max(0, scroll)).prefix(rectangle.rows).enumerated() {
      surface.write(
        line, row: rectangle.row + index, column: rectangle.column, width: rectangle.columns, theme: theme,
        alignment: alignment, ground: ground, in: rectangle)
    }
  }
}
