import Engine
import TerminalUI

/// One input with what every concept says of it, their prototypes and the input's neighbours.
struct ConceptBrowser {
  let state: AppState
  let explanation: ConceptExplanation
  let input: Int
  /// The input as it is, and as it is moved and its concepts changed.
  let origin: ConceptPoint
  let point: ConceptPoint
  let concept: Int

  /// nil while no input is explained.
  init?(_ state: AppState) {
    guard let explanation = state.conceptExplanation else { return nil }
    let input = state.conceptInput(explanation)
    guard let origin = explanation.point(input), origin.conceptCount > 0 else { return nil }
    self.state = state
    self.explanation = explanation
    self.input = input
    self.origin = origin
    point = explanation.point(input, state.conceptsView.moved) ?? origin
    concept = state.chosenConcept(origin)
  }

  private var view: ConceptsView { state.conceptsView }

  func draw(in body: Rectangle, on surface: inout Surface, theme: Theme) {
    let panes = state.isZoomed ? [(state.focusedPane, body)] : layout(in: body)
    for (pane, place) in panes where !place.isEmpty {
      surface.mark(.pane(pane), in: place)
      let isFocused = state.focusedPane == pane && !state.isLogFocused
      switch pane {
      case 0:
        ConceptInputPane(browser: self, isFocused: isFocused).draw(in: place, on: &surface, theme: theme)
      case 1: ConceptBars(browser: self, isFocused: isFocused).draw(in: place, on: &surface, theme: theme)
      default:
        ConceptExamples(browser: self, pane: pane, isFocused: isFocused).draw(
          in: place, on: &surface, theme: theme)
      }
    }
  }

  /// The input and the bars side by side, beneath them the prototypes and the neighbours, and last all inputs; in a low
  /// window the inputs take the lower place while they have the keyboard.
  private func layout(in body: Rectangle) -> [(Int, Rectangle)] {
    let strip = ConceptExamples.stripRows(explanation)
    let hasStrip = body.rows >= 30
    let (main, foot) = body.splitBottom(hasStrip ? strip : 0)
    let lower = lowerRows(main)
    let (upper, rest) = main.splitBottom(lower)
    let (left, right) = upper.splitLeft(
      state.firstPane(0, of: upper.columns, natural: inputColumns(upper), least: 24))
    var panes = [(0, left), (1, right)]
    if rest.isEmpty { return panes }
    if hasStrip { panes.append((4, foot)) }
    if !hasStrip, state.focusedPane == 4 { return panes + [(4, rest)] }
    // A row of neighbours says much less than prototypes: a third.
    let (prototypes, neighbours) = rest.splitLeft(
      explanation.neighbours == nil
        ? rest.columns
        : state.firstPane(
          2, of: rest.columns, natural: rest.columns * (rest.columns >= 100 ? 2 : 3) / 3, least: 20))
    panes.append((state.focusedPane == 3 && neighbours.isEmpty ? 3 : 2, prototypes))
    if !neighbours.isEmpty { panes.append((3, neighbours)) }
    return panes
  }

  private func lowerRows(_ main: Rectangle) -> Int {
    if explanation.isTabular { return min(max(6, main.rows / 3), 14) }
    // Whole rows of pictures beneath, and above what the input itself needs.
    let rows = ConceptExamples.rowsOfPictures(explanation) + 1
    let whole = ((explanation.inputs?.values.shape[2] ?? 28) + 1) / 2 + 2
    let wanted = max(9, explanation.conceptCount + 3, main.rows >= whole + rows + 2 ? whole : 9)
    let most = main.rows - min(wanted, max(9, main.rows / 2))
    return min(max(rows + 2, (most - 2) / rows * rows + 2), main.rows - 8)
  }

  private func inputColumns(_ upper: Rectangle) -> Int {
    let half = upper.columns * 2 / 5
    if explanation.isTabular { return min(half, 64) }
    // A whole picture and names, bars and figures beside it.
    let whole = (explanation.inputs?.values.shape[3] ?? 28) + ConceptInputPane.outputsWidth + 5
    return upper.columns >= 112 ? min(max(whole, half), 80) : min(max(36, half), 80)
  }

  /// What is told of a class: its place among the classes that have names.
  func className(_ column: Int) -> String {
    explanation.classes.indices.contains(column) ? explanation.classes[column] : "class \(column)"
  }

  func edit(_ concept: Int) -> ConceptEdit { view.edits[concept] ?? ConceptEdit() }

  /// The class that is explained and the one beside it.
  var explained: Int { state.explainedClass(origin) }
  var contrast: Int? { state.contrastClass(origin) }

  /// The columns of θ that the bars show, with what they are for.
  var columns: [(column: Int, name: String)] {
    guard point.output == .classes else {
      return [(0, explanation.classes.last ?? "output")]
    }
    return ([explained] + [contrast].compactMap { $0 }).map { ($0, className($0)) }
  }

  /// The number behind a bar.
  func figure(_ concept: Int, _ column: Int) -> Double {
    let edit = edit(concept)
    let relevance =
      point.relevance(concept, column, edit) - (view.isRaw ? 0 : point.mean(concept, edit))
    switch view.quantity {
    case .value: return point.value(concept, edit)
    case .relevance: return relevance
    case .contribution: return relevance * point.value(concept, edit)
    }
  }
}
