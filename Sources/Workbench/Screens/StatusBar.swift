import TerminalUI

/// The first row: the product, the screens, the run at work.
struct StatusBar {
  let state: AppState

  func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    surface.mark(.bar, in: rectangle)
    let product = Self.product(rectangle.columns)
    let (left, rest) = rectangle.splitLeft(product.width + 2)
    surface.line(product, in: left, theme: theme)
    let titles = ScreenID.allCases.map(\.title)
    let (tabs, right) = rest.splitLeft(min(titles.reduce(0) { $0 + Self.tabWidth($1) }, rest.columns))
    surface.draw(Tabs(titles, selected: state.screen.rawValue - 1), in: tabs, theme: theme)
    let room = right.columns - 2
    if let line = work.first(where: { $0.width <= room }) {
      surface.line(line, in: right.splitLeft(right.columns - 1).left, theme: theme, alignment: .right)
    }
  }

  private static func product(_ columns: Int) -> TextLine {
    TextLine(" ▚", .accent, .bold) + TextLine(columns >= 76 ? " Halftone" : "", .title, .bold)
  }

  /// A tab is its digit and title with a blank around them and one between tabs.
  private static func tabWidth(_ title: String) -> Int { title.count + 5 }

  /// What is going on, from the fullest wording to the shortest.
  private var work: [TextLine] {
    let recording = state.isRecording ? TextLine("● recording  ", .bad, .bold) : ""
    let frozen =
      recording + (state.frozen == nil ? "" : TextLine("✻ view frozen  ", .warning, .bold))
    let live = state.runs.live
    let current = state.currentRun.flatMap { state.runs[$0.job] }
    guard
      let run = current.flatMap({ $0.status.isLive ? $0 : nil }) ?? live.first(where: {
        $0.status == .running
      }) ?? live.first
    else {
      let idle = state.currentRun.map { TextLine(state.title(of: $0), .muted) } ?? ""
      let short =
        TextLine(state.isRecording ? "●" : "", .bad)
        + TextLine(state.frozen == nil ? "" : "✻", .warning)
      return [frozen + idle, frozen, short]
    }
    let glyph = TextLine("\(run.status.glyph) ", run.status.role)
    let percent = run.fraction.map { TextLine(" \(Figures.percent($0, decimals: 0))", .text) } ?? ""
    let left = run.progress?.remaining.map { TextLine("  \(Figures.duration($0)) left", .muted) } ?? ""
    let more = live.count > 1 ? TextLine("  +\(live.count - 1)", .muted) : ""
    let name = TextLine(state.fullTitle(of: run))
    return [
      frozen + glyph + name + percent + left + more,
      frozen + glyph + TextLine(run.experiment) + percent + left + more,
      frozen + glyph + TextLine(run.experiment) + percent, glyph + TextLine(run.experiment) + percent,
      glyph + percent,
    ]
  }
}
