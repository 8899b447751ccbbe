import Engine
import TerminalUI

/// Inputs beside what the network looks at in them.
struct SaliencyScreen: Screen {
  let identifier = ScreenID.saliency

  func draw(_ state: AppState, in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    let run = state.saliencyRun
    let isAsked = state.saliencyView.asked != nil && state.saliencyView.asked?.model == state.modelName
    guard run != nil || state.pendingSaliencyRun != nil || isAsked else {
      surface.draw(empty(state), in: rectangle.inset(rows: 0, columns: 2), theme: theme)
      return
    }
    let (top, body) = rectangle.splitTop(rectangle.rows >= 26 ? 2 : 1)
    drawHeader(state, in: top, on: &surface, theme: theme)
    guard let run, let inputs = run.pictures[Convention.Pictures.inputs] else {
      surface.draw(waiting(state), in: body.inset(rows: 0, columns: 2), theme: theme)
      return
    }
    let maps = run.pictures[Convention.Pictures.attributions]
    let detail = SaliencyDetail(
      inputs: inputs, maps: maps, rows: run.pictures[Convention.Pictures.rows],
      index: min(state.saliencyView.selection, max(0, inputs.count - 1)),
      target: state.title(of: state.saliencyView.answeredTarget), view: state.saliencyView,
      isFocused: state.saliencyView.pane == 1 && !state.isLogFocused)
    if state.isZoomed, state.saliencyView.pane == 1 {
      detail.draw(in: body, on: &surface, theme: theme)
    } else if state.isZoomed {
      drawGrid(inputs, maps, state, in: body, on: &surface, theme: theme)
    } else {
      let natural = body.rows - SaliencyDetail.stripRows(of: inputs, in: body)
      let (upper, lower) = body.splitTop(state.firstPane(1, of: body.rows, natural: natural))
      detail.draw(in: upper, on: &surface, theme: theme)
      drawGrid(inputs, maps, state, in: lower, on: &surface, theme: theme)
      surface.markSplit(1, upper, lower)
    }
  }

  private func empty(_ state: AppState) -> EmptyState {
    guard let model = state.modelRun else {
      return EmptyState(
        "No network to explain yet",
        reason: "Saliency maps show what a trained network looks at in each input.",
        hints: [KeyHint(state.key("new-run"), "train a network")])
    }
    if model.status.isLive {
      return EmptyState(
        "\(state.title(of: model)) is still learning", reason: "Its maps appear here once it has finished.",
        hints: [KeyHint(state.key("training"), "watch those of its probes meanwhile")])
    }
    return EmptyState("No explanation method is built in", reason: "This build has no explainers.")
  }

  private func waiting(_ state: AppState) -> EmptyState {
    guard let failure = state.saliencyView.failure else {
      return EmptyState("The first maps are being computed", reason: "They appear here in a moment.")
    }
    return EmptyState(
      "These maps could not be computed", reason: failure,
      hints: [
        KeyHint(state.key("next-method"), "try another method"),
        KeyHint(state.key("runs"), "choose another run"),
      ])
  }

  // MARK: Header

  private func drawHeader(
    _ state: AppState, in rectangle: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    surface.fill(rectangle, style: theme.plain)
    let (first, second) = rectangle.inset(rows: 0, columns: 1).splitTop(1)
    let view = state.saliencyView
    let method = state.catalogue.explainers.first { $0.identifier == view.method }?.title ?? view.method ?? ""
    let firstInput = view.page * SaliencyView.pageSize
    let model = state.modelRun.map(state.title(of:)) ?? state.modelName ?? ""
    let facts = [
      Fact("", TextLine(method, .title, .bold)),
      Fact("of the", TextLine(state.title(of: view.target))),
      Fact("inputs", TextLine("\(firstInput)–\(firstInput + SaliencyView.pageSize - 1)")),
      Fact("", TextLine(model, .muted)),
    ]
    surface.draw(LabelRow(facts), in: first, theme: theme)
    guard !second.isEmpty else {
      if state.pendingSaliencyRun != nil || (view.job == nil && view.failure == nil) {
        surface.line(TextLine("computing …", .accent), in: first, theme: theme, alignment: .right)
      }
      return
    }
    if let bar = state.pendingSaliencyRun?.progressBar {
      surface.draw(bar, in: second, theme: theme)
    } else if state.pendingSaliencyRun != nil || (view.job == nil && view.failure == nil) {
      surface.line(TextLine("computing …", .accent), in: second, theme: theme)
    } else if let card = state.catalogue.explainers.first(where: { $0.identifier == view.method }) {
      surface.line(TextLine(card.summary, .muted), in: second, theme: theme)
    }
  }

  // MARK: The strip of inputs

  private func drawGrid(
    _ inputs: Pictures, _ maps: Pictures?, _ state: AppState, in place: Rectangle, on surface: inout Surface,
    theme: Theme
  ) {
    let isFocused = state.saliencyView.pane == 0 && !state.isLogFocused
    surface.mark(.pane(0), in: place)
    guard place.rows >= 8 else {
      let strip = PictureStrip(
        inputs: inputs, maps: maps, selection: state.saliencyView.selection, isFocused: isFocused,
        maximumScale: 1)
      surface.draw(strip, in: place.inset(rows: 0, columns: 1), theme: theme)
      return
    }
    let note = TextLine("\(min(state.saliencyView.selection + 1, inputs.count)) of \(inputs.count)", .muted)
    surface.draw(Panel("Inputs and maps", note: note, isFocused: isFocused), in: place, theme: theme)
    surface.draw(
      PictureStrip(
        inputs: inputs, maps: maps, selection: state.saliencyView.selection, isFocused: isFocused,
        maximumScale: state.isZoomed ? 4 : 1), in: Panel.content(of: place), theme: theme)
  }
}

extension SaliencyView {
  /// The class that the maps on screen explain.
  var answeredTarget: SaliencyTarget { answeredRequest?.target ?? target }
}
