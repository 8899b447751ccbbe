import TerminalUI

/// The rows above the footer that guide a newcomer: what the first start is doing, and keys worth trying that have not
/// been used yet. It takes its own rows from the screen, so that it never lies over anything.
struct GuideStrip {
  let state: AppState

  /// Windows with fewer rows have none to spare.
  static let leastRows = 22

  static func rows(_ state: AppState, in window: Size) -> Int {
    guard window.rows >= leastRows else { return 0 }
    return (state.tour == nil ? 0 : 1) + (state.openHints.isEmpty ? 0 : 1)
  }

  func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    var rest = rectangle.inset(rows: 0, columns: 1)
    if state.tour != nil {
      let (first, below) = rest.splitTop(1)
      surface.draw(LabelRow(steps), in: first, theme: theme)
      rest = below
    }
    guard !rest.isEmpty, !state.openHints.isEmpty else { return }
    let away = Fact("", TextLine(state.key("back"), .key, .bold) + TextLine(" hides this", .muted))
    let hints = state.openHints.map { Fact("", TextLine($0.keys, .key, .bold) + TextLine(" " + $0.label)) }
    surface.draw(
      LabelRow([Fact("", TextLine("Try", .accent, .bold))] + hints + [away]), in: rest, theme: theme)
  }

  /// `✓ Train   ▶ Layer re-initialisation: …   ○ Saliency maps`
  private var steps: [Fact] {
    guard let tour = state.tour else { return [] }
    let parts = tour.steps.enumerated().map { index, step -> Fact in
      let title = state.catalogue.experiment(step.experiment)?.title ?? step.experiment
      if index < tour.index { return Fact("", TextLine("✓ ", .good) + TextLine(title, .muted)) }
      if index > tour.index { return Fact("", TextLine("○ ", .faint) + TextLine(title, .muted)) }
      return Fact(
        "",
        TextLine("▶ ", .accent) + TextLine(title, .title, .bold)
          + TextLine(": \(Self.moves(step.experiment))"))
    }
    return [Fact("", TextLine("First start", .accent, .bold))] + parts
  }

  /// What moves on the screen while a step is under way.
  private static func moves(_ experiment: String) -> String {
    switch experiment {
    case Convention.Experiment.train: "the curves grow as it learns"
    case Convention.Experiment.layers: "each cell is a layer set back in time"
    case Convention.Experiment.explain: "what it looks at in each input"
    default: "under way"
    }
  }
}
