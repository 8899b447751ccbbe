import Engine
import TerminalUI

/// A self-explaining network: what its concepts say of an input, what they stand for, how far they can be relied on.
struct ConceptsScreen: Screen {
  let identifier = ScreenID.concepts

  func draw(_ state: AppState, in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    let body = drawHead(state, in: rectangle, on: &surface, theme: theme)
    switch state.conceptsView.page {
    case .explanation:
      if let browser = ConceptBrowser(state) {
        browser.draw(in: body, on: &surface, theme: theme)
        return
      }
    case .prototypes:
      if let prototypes = state.conceptPrototypes {
        ConceptGridView(state: state, prototypes: prototypes).draw(in: body, on: &surface, theme: theme)
        return
      }
    case .measures:
      if state.conceptStabilityRun != nil || state.conceptFaithfulnessRun != nil {
        ConceptMeasures(state: state).draw(in: body, on: &surface, theme: theme)
        return
      }
    case .sweep:
      if let sweep = state.conceptSweep {
        ConceptSweepView(state: state, sweep: sweep).draw(in: body, on: &surface, theme: theme)
        return
      }
    }
    surface.draw(empty(state), in: body.inset(rows: 0, columns: 2), theme: theme)
  }

  /// Which run this is, and the pages: beside each other where there is room.
  ///
  /// - Returns: what is left below.
  private func drawHead(
    _ state: AppState, in rectangle: Rectangle, on surface: inout Surface, theme: Theme
  ) -> Rectangle {
    guard let run = state.conceptsRun else {
      let (bar, body) = rectangle.splitTop(1)
      drawTabs(state, in: bar, on: &surface, theme: theme)
      return body
    }
    let header = RunHeader(run: run, title: state.title(of: run), facts: facts(run, state))
    let (head, below) = rectangle.splitTop(header.rows(rectangle))
    guard rectangle.columns < Self.wide else {
      let (left, right) = head.splitRight(tabsWidth)
      header.draw(in: left, on: &surface, theme: theme)
      surface.fill(right, style: theme.plain)
      drawTabs(state, in: right.splitTop(1).top, on: &surface, theme: theme)
      return below
    }
    header.draw(in: head, on: &surface, theme: theme)
    let (bar, body) = below.splitTop(1)
    drawTabs(state, in: bar, on: &surface, theme: theme)
    return body
  }

  private static let wide = 112

  private var tabsWidth: Int { ConceptsPage.allCases.reduce(2) { $0 + $1.title.count + 3 } }

  private func drawTabs(
    _ state: AppState, in place: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    surface.fill(place, style: theme.plain)
    let pages = ConceptsPage.allCases
    surface.draw(
      Tabs(
        pages.map(\.title), selected: pages.firstIndex(of: state.conceptsView.page) ?? 0, isNumbered: false),
      in: place.inset(rows: 0, columns: 1), theme: theme)
  }

  private func facts(_ run: RunState, _ state: AppState) -> [Fact] {
    var facts: [Fact] = []
    switch state.conceptsView.page {
    case .explanation:
      guard let explanation = state.conceptExplanation else { break }
      facts.append(Fact("concepts", TextLine("\(explanation.conceptCount)", .title, .bold)))
      facts.append(Fact("inputs", TextLine("\(explanation.count)")))
    case .prototypes:
      guard let prototypes = state.conceptPrototypes else { break }
      facts.append(Fact("concepts", TextLine("\(prototypes.conceptCount)", .title, .bold)))
      if prototypes.dead > 0 { facts.append(Fact("dead", TextLine("\(prototypes.dead)", .bad, .bold))) }
      if let at = prototypes.pictures.at { facts.append(Fact("epoch", TextLine(Figures.count(at)))) }
    case .measures: break
    case .sweep:
      guard let grid = state.conceptSweep?.grid else { break }
      facts.append(Fact("λ", TextLine("\(grid.columns)", .title, .bold)))
      if !grid.isComplete, run.status.isLive {
        facts.append(Fact("cells", TextLine("\(grid.filled)/\(grid.rows * grid.columns)")))
      }
    }
    if let training = state.conceptTrainingRun {
      if let form = training.setting("penalty") { facts.append(Fact("penalty", TextLine(form, .muted))) }
      if let weight = training.setting("lambda") { facts.append(Fact("λ", TextLine(weight, .muted))) }
    }
    return facts
  }

  // MARK: Nothing there

  private func empty(_ state: AppState) -> EmptyState {
    let page = state.conceptsView.page
    if let run = state.conceptsRun {
      if run.status.isLive {
        return EmptyState(
          "The first figures are being computed",
          reason: run.progress?.phase ?? "They appear here in a moment.")
      }
      if !run.isWhole { return EmptyState("Reading the run …") }
      if page != .prototypes {
        return EmptyState(
          "This run ended before it had anything to show", reason: run.ending?.message ?? "",
          hints: [KeyHint(state.key(page.experiment), "starts another")])
      }
    }
    if page == .sweep { return emptySweep(state) }
    guard let model = state.modelRun else {
      return EmptyState(
        "No self-explaining network yet",
        reason: "Networks whose names begin with senn- explain each of their answers by a few concepts.",
        hints: [KeyHint(state.key("new-run"), "train one, such as senn-lenet-k5")])
    }
    if !model.isSelfExplaining, model.description != nil {
      return EmptyState(
        "\(state.title(of: model)) has no concepts",
        reason: "Networks whose names begin with senn- have; maps of this one are on Saliency.",
        hints: [
          KeyHint(state.key("new-run"), "train one, such as senn-lenet-k5"),
          KeyHint(state.key("runs"), "choose another run"),
        ])
    }
    if model.status.isLive {
      return EmptyState(
        "\(state.title(of: model)) is still learning", reason: "It can be explained once it has finished.",
        hints: [
          KeyHint(state.key("next-view"), "the prototypes of its concepts so far"),
          KeyHint(state.key("training"), "watch it learn"),
        ])
    }
    return EmptyState(title(page), reason: reason(page), hints: hints(page, state))
  }

  private func emptySweep(_ state: AppState) -> EmptyState {
    EmptyState(
      "No sweep over λ yet",
      reason:
        "It trains a network for each of several weights on the penalty: how much accuracy does stability "
        + "cost?",
      hints: [KeyHint(state.key(Convention.Experiment.sennSweep), "starts one")])
  }

  private func title(_ page: ConceptsPage) -> String {
    switch page {
    case .explanation: "No input of this network is explained yet"
    case .prototypes: "Nobody looked for the prototypes of its concepts yet"
    default: "Its explanations have not been measured yet"
    }
  }

  private func reason(_ page: ConceptsPage) -> String {
    switch page {
    case .explanation: "For each input: what every concept says, and what the answer would be without it."
    case .prototypes: "The inputs in which each concept is strongest say what it stands for."
    default: "How much do they change where the input hardly does? Do concepts matter as much as they say?"
    }
  }

  private func hints(_ page: ConceptsPage, _ state: AppState) -> [KeyHint] {
    switch page {
    case .explanation: [KeyHint(state.key(Convention.Experiment.sennExplain), "explain inputs")]
    case .prototypes: [KeyHint(state.key(Convention.Experiment.sennPrototypes), "look for them")]
    default:
      [
        KeyHint(state.key(Convention.Experiment.sennStability), "measure stability"),
        KeyHint(state.key(Convention.Experiment.sennFaithfulness), "measure faithfulness"),
      ]
    }
  }
}
