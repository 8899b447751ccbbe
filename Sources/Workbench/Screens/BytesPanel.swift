import TerminalUI

/// What the screen costs the line: for a slow one it says where the bytes go.
struct BytesPanel: Widget {
  let statistics: OutputStatistics?

  static let size = Size(rows: 12, columns: 48)

  func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.draw(Panel("Bytes to the terminal", isFocused: true), in: rectangle, theme: theme)
    let inside = Panel.content(of: rectangle)
    guard let statistics else {
      surface.draw(
        Paragraph("Nothing is counted here: no terminal is written to.", .muted), in: inside, theme: theme)
      return
    }
    let budget = statistics.budget.map { "\(Figures.count(Double($0))) B/s" } ?? "no limit"
    let mean = statistics.framesDrawn > 0 ? statistics.totalBytes / statistics.framesDrawn : 0
    surface.draw(
      Facts([
        Fact("last second", TextLine("\(Figures.count(Double(statistics.bytesPerSecond))) B", .title, .bold)),
        Fact("budget", TextLine(budget)),
        Fact("since the start", TextLine("\(Figures.count(Double(statistics.totalBytes))) B")),
        Fact("frames drawn", TextLine(Figures.count(Double(statistics.framesDrawn)))),
        Fact(
          "frames dropped",
          TextLine(
            Figures.count(Double(statistics.framesDropped)), statistics.framesDropped > 0 ? .warning : .text)),
        Fact("mean frame", TextLine("\(Figures.count(Double(mean))) B")),
        Fact("largest frame", TextLine("\(Figures.count(Double(statistics.largestFrame))) B")),
        Fact("time blocked", TextLine(Figures.duration(statistics.timeBlocked.seconds))),
      ]), in: inside.splitTop(8).top, theme: theme)
    guard let budget = statistics.budget, budget > 0, inside.rows >= 10 else { return }
    let share = Double(statistics.bytesPerSecond) / Double(budget)
    surface.draw(
      BarChart([
        Bar(
          "of the budget", min(1, share), figure: Figures.percent(share, decimals: 0),
          role: share > 0.9 ? .warning : .accent)
      ]),
      in: inside.splitBottom(1).bottom, theme: theme)
  }
}

extension Duration {
  fileprivate var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
