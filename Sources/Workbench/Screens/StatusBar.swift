import TerminalUI

/// The first row: the product, the screens, the run at work.
struct StatusBar {
  let state: AppState

  func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    let product = TextLine(" ▚ ", .accent, .bold) + TextLine("Halftone", .title, .bold)
    let (left, rest) = rectangle.splitLeft(rectangle.columns >= 76 ? product.width + 2 : 4)
    surface.line(rectangle.columns >= 76 ? product : TextLine(" ▚ ", .accent, .bold), in: left, theme: theme)
    let titles = ScreenID.allCases.map(\.title)
    let tabsWidth = titles.reduce(0) { $0 + $1.count + 5 }
    let (tabs, right) = rest.splitLeft(min(tabsWidth, rest.columns))
    surface.draw(Tabs(titles, selected: state.screen.rawValue - 1), in: tabs, theme: theme)
    let room = right.columns - 2
    if let line = work.first(where: { $0.width <= room }) {
      surface.line(line, in: right.splitLeft(right.columns - 1).left, theme: theme, alignment: .right)
    }
  }

  /// What is going on, from the fullest wording to the shortest.
  private var work: [TextLine] {
    let frozen = state.frozen == nil ? TextLine("") : TextLine("✻ view frozen  ", .warning, .bold)
    let live = state.runs.live
    let current = state.currentRun.flatMap { state.runs[$0.job] }
    guard let run = current.flatMap({ $0.status.isLive ? $0 : nil }) ?? live.first(where: { $0.status == .running }) ?? live.first
    else {
      let idle = state.currentRun.map { TextLine($0.title, .muted) } ?? ""
      return [frozen + idle, frozen, state.frozen == nil ? "" : TextLine("✻", .warning)]
    }
    let glyph = TextLine("\(run.status.glyph) ", run.status.role)
    let percent = run.fraction.map { TextLine(" \(Figures.percent($0, decimals: 0))", .text) } ?? ""
    let left = run.progress?.remaining.map { TextLine("  \(Figures.duration($0)) left", .muted) } ?? ""
    let more = live.count > 1 ? TextLine("  +\(live.count - 1)", .muted) : ""
    let name = TextLine("\(run.experiment) ", .muted) + TextLine(run.title)
    return [
      frozen + glyph + name + percent + left + more, frozen + glyph + TextLine(run.experiment) + percent + left + more,
      frozen + glyph + TextLine(run.experiment) + percent, glyph + TextLine(run.experiment) + percent, glyph + percent,
    ]
  }
}
