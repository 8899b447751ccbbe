import TerminalUI

/// The row above the footer while a recording is played: how fast, how far, when; a press or drag goes there.
struct ScrubBar {
  let replay: ReplayState

  func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    let ground = theme[.raised]
    surface.fill(rectangle, style: theme.plain.on(ground))
    let state = replay.isPlaying ? "▶" : "‖"
    let left =
      TextLine(" \(state) replay ", .accent, .bold) + TextLine("\(Self.spelled(replay.speed))× ", .text)
    let rights = self.rights
    let least = 12
    let right = rights.first { left.width + $0.width + least <= rectangle.columns } ?? ""
    surface.write(left, in: rectangle, theme: theme, ground: ground)
    let (bar, end) = rectangle.splitLeft(left.width).rest.splitRight(right.width)
    surface.write(right, in: end, theme: theme, ground: ground)
    surface.mark(.scrub, in: bar)
    drawTrack(in: bar, on: &surface, theme: theme, ground: ground)
  }

  private func drawTrack(in bar: Rectangle, on surface: inout Surface, theme: Theme, ground: Color) {
    guard bar.columns > 0 else { return }
    let place = min(bar.columns - 1, max(0, Int((replay.share * Double(bar.columns - 1)).rounded())))
    surface.write(
      TextLine(String(repeating: "━", count: place), .accent) + TextLine("●", .accent, .bold)
        + TextLine(String(repeating: "─", count: bar.columns - place - 1), .muted), in: bar, theme: theme,
      ground: ground)
  }

  /// From the fullest wording to the shortest.
  private var rights: [TextLine] {
    let timeline = replay.timeline
    let time = TextLine(" \(Self.clock(replay.position)) / \(Self.clock(timeline.duration))", .text)
    let share = TextLine("  \(Figures.percent(replay.share, decimals: 0))", .muted)
    let events = TextLine("  event \(replay.count) of \(timeline.count)", .muted)
    return [time + share + events, time + share, time].map { $0 + TextLine(" ") }
  }

  /// `0:07`, `12:40`, `1:02:09`.
  static func clock(_ seconds: Double) -> String {
    guard seconds.isFinite else { return "–" }
    let whole = Int(min(max(0, seconds), 1e9))
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let minutes = whole / 60 % 60
    return whole < 3600
      ? "\(minutes):\(two(whole % 60))" : "\(whole / 3600):\(two(minutes)):\(two(whole % 60))"
  }

  private static func spelled(_ speed: Double) -> String { Figures.trimmed(speed) }
}

extension Surface {
  fileprivate mutating func write(_ line: TextLine, in rectangle: Rectangle, theme: Theme, ground: Color) {
    draw(GroundedLine(line: line, ground: ground), in: rectangle, theme: theme)
  }
}

/// A line on a ground of its own.
private struct GroundedLine: Widget {
  let line: TextLine
  let ground: Color

  func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    var column = rectangle.column
    for span in line.spans {
      let style = Style(foreground: theme[span.role], background: ground, attributes: span.attributes)
      column += surface.put(
        span.text, row: rectangle.row, column: column, style: style, clippedTo: rectangle)
    }
  }
}
