extension Surface {
  public mutating func draw(_ widget: any Widget, in rectangle: Rectangle, theme: Theme) {
    widget.draw(in: rectangle, on: &self, theme: theme)
  }

  /// Writes a line into `width` columns, cut with `…` where it is longer.
  ///
  /// - Parameter ground: what lies beneath the text; the theme's ground when nil.
  /// - Returns: the column after the text.
  @discardableResult
  mutating func write(
    _ line: TextLine, row: Int, column: Int, width: Int, theme: Theme, alignment: Alignment = .left,
    ground: Color? = nil, ink: Color? = nil, in clip: Rectangle
  ) -> Int {
    guard width > 0 else { return column }
    let fitted = TextFitting.cut(line, to: width)
    var next = column + alignment.offset(of: fitted.width, in: width)
    for span in fitted.spans {
      let style = Style(
        foreground: ink ?? theme[span.role], background: ground ?? theme[.background],
        attributes: span.attributes.union(theme.emphasis(of: span.role)))
      put(span.text, row: row, column: next, style: style, clippedTo: clip)
      next += displayWidth(span.text)
    }
    return next
  }

  mutating func write(
    _ text: String, row: Int, column: Int, style: Style, in clip: Rectangle
  ) {
    put(text, row: row, column: column, style: style, clippedTo: clip)
  }
}
