/// Where in a long list the window is.
struct ScrollBar {
  let window: Range<Int>
  let count: Int

  func draw(in strip: Rectangle, on surface: inout Surface, theme: Theme) {
    guard count > 0, !strip.isEmpty else { return }
    surface.mark(.scrollBar(count: count), in: strip)
    let thumb = max(1, strip.rows * window.count / count)
    let travel = strip.rows - thumb
    let room = max(1, count - window.count)
    let start = (window.lowerBound * travel + room / 2) / room
    for row in 0..<strip.rows {
      let isThumb = row >= start && row < start + thumb
      let sign = isThumb ? (surface.isASCII ? "#" : "┃") : "│"
      surface.write(
        sign, row: strip.row + row, column: strip.column, style: theme.style(isThumb ? .muted : .faint),
        in: strip)
    }
  }
}
