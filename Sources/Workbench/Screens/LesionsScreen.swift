import Engine
import TerminalUI

/// What a network loses without each of its blocks, without many, in another order; and which of its paths learn.
struct LesionsScreen: Screen {
  let identifier = ScreenID.lesions

  func draw(_ state: AppState, in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    guard let run = state.run(on: .lesions) else {
      surface.draw(empty(state), in: rectangle.inset(rows: 0, columns: 2), theme: theme)
      return
    }
    let header = RunHeader(run: run, title: state.title(of: run), facts: facts(state))
    let (top, body) = rectangle.splitTop(header.rows(rectangle))
    header.draw(in: top, on: &surface, theme: theme)
    let panes = state.isZoomed ? [(state.lesionsView.pane, body)] : layout(state, in: body)
    for (pane, place) in panes {
      surface.mark(.pane(pane), in: place)
      surface.draw(
        Panel(
          TextLine(title(pane, state)), note: pane == 3 ? PathViews(state: state).note : "",
          isFocused: state.lesionsView.pane == pane && !state.isLogFocused), in: place, theme: theme)
      draw(pane, state, in: Panel.content(of: place), on: &surface, theme: theme)
    }
  }

  private func title(_ pane: Int, _ state: AppState) -> String {
    switch pane {
    case 0:
      title(Convention.Grid.single, state, "One block deleted")
        + (state.comparesLesions ? ", of \(state.comparedLesions.count) networks" : "")
    case 1: title(Convention.Grid.multiple, state, "Random blocks deleted")
    case 2: title(Convention.Grid.reordered, state, "Blocks exchanged")
    default: PathViews(state: state).title
    }
  }

  /// As the run calls it, for what is deleted need not be a block.
  private func title(_ grid: String, _ state: AppState, _ usual: String) -> String {
    guard let title = state.lesionRun?.grid(grid)?.grid.title else { return usual }
    return title.prefix(1).uppercased() + title.dropFirst()
  }

  private func empty(_ state: AppState) -> EmptyState {
    guard state.modelRun != nil else {
      return EmptyState(
        "No network to make lesions in yet",
        reason: "Blocks of a trained residual network are deleted and exchanged here.",
        hints: [KeyHint(state.key("new-run"), "train a network, such as resmlp-24x64")])
    }
    return EmptyState(
      "No lesions of this network yet",
      reason: "What does it lose without each block, without many, and in another order?",
      hints: [
        KeyHint(state.key("lesion"), "delete its blocks"), KeyHint(state.key("paths"), "measure its paths"),
      ])
  }

  private func facts(_ state: AppState) -> [Fact] {
    var facts: [Fact] = []
    if let base = state.lesionRun?.series[Convention.Series.baseError]?.last?.y {
      facts.append(Fact("base error", TextLine(Figures.percent(base), .title, .bold)))
    }
    if let grid = state.lesionRun?.grid(Convention.Grid.single) {
      let isPlain = grid.grid.rowMarks?.contains(Convention.Detail.module) == true
      facts.append(Fact(isPlain ? "modules" : "blocks", TextLine("\(grid.columns)", .title, .bold)))
    }
    return facts
  }

  // MARK: Layout

  /// Side by side and one above the other where there is room, else the pane with the keyboard beneath the first.
  private func layout(_ state: AppState, in body: Rectangle) -> [(Int, Rectangle)] {
    let chosen = max(1, state.lesionsView.pane)
    if body.rows < 18 {
      guard body.columns >= 110 else { return [(state.lesionsView.pane, body)] }
      let (left, right) = body.splitLeft(body.columns / 2)
      return [(0, left), (chosen, right)]
    }
    let (upper, lower) = body.splitTop(body.rows * 2 / 5)
    guard body.columns >= 100 else { return [(0, upper), (chosen, lower)] }
    if body.columns >= 150 || body.rows < 34 {
      let (left, rest) = lower.splitLeft(lower.columns / 3)
      let (middle, right) = rest.splitLeft(rest.columns / 2)
      return [(0, upper), (1, left), (2, middle), (3, right)]
    }
    let (middle, bottom) = lower.splitTop(lower.rows / 2)
    let (left, right) = middle.splitLeft(middle.columns / 2)
    return [(0, upper), (1, left), (2, right), (3, bottom)]
  }

  // MARK: Panes

  private func draw(
    _ pane: Int, _ state: AppState, in place: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    let charts = LesionCharts(run: state.lesionRun, block: state.lesionsView.block)
    let isDrawn =
      switch pane {
      case 0 where state.comparesLesions: drawCurves(state, in: place, on: &surface, theme: theme)
      case 0: charts.drawSingle(in: place, on: &surface, theme: theme)
      case 1: charts.drawMultiple(in: place, on: &surface, theme: theme)
      case 2: charts.drawReordered(in: place, on: &surface, theme: theme)
      default: PathViews(state: state).draw(in: place, on: &surface, theme: theme)
      }
    if isDrawn { return }
    let needsPaths = pane == 3 && state.lesionsView.paths != .graph
    let (key, text) =
      needsPaths
      ? (state.key("paths"), "measures which paths carry the gradient") : (state.key("lesion"), "makes them")
    let isLive = (needsPaths ? state.pathsRun : state.lesionRun)?.status.isLive == true
    surface.draw(
      Paragraph([
        isLive ? TextLine("still to come", .muted) : TextLine(key, .key, .bold) + TextLine(" \(text)", .muted)
      ]),
      in: place, theme: theme)
  }

  private func drawCurves(
    _ state: AppState, in place: Rectangle, on surface: inout Surface, theme: Theme
  ) -> Bool {
    LesionCurves(state: state).draw(in: place, on: &surface, theme: theme)
    return true
  }
}
