import TerminalUI

/// The Concepts screen by the mouse, and by what is looked for.
extension AppState {
  /// A class becomes the contrast, a concept is chosen, and set to nothing by a double click.
  mutating func pressConceptRow(_ index: Int, _ pane: Int?, isDouble: Bool) {
    guard let explanation = conceptExplanation, conceptsView.page == .explanation,
      let point = explanation.point(conceptInput(explanation))
    else { return conceptsView.page == .prototypes ? chooseConcept(index) : () }
    if pane == 0 {
      let outputs = point.outputs()
      let ranked = outputs.indices.sorted { outputs[$0] > outputs[$1] }
      if ranked.indices.contains(index), index > 0 { conceptsView.contrast = ranked[index] }
      return
    }
    let order = conceptOrder(point)
    guard pane == 1, order.indices.contains(index) else { return }
    conceptsView.concept = order[index]
    if isDouble { toggleConcept() }
  }

  /// A cell of the map of all classes: its concept is chosen, its class compared with.
  mutating func pressConceptCell(_ row: Int, _ column: Int) {
    guard let explanation = conceptExplanation, let point = explanation.point(conceptInput(explanation))
    else { return }
    let order = conceptOrder(point)
    if order.indices.contains(row) { conceptsView.concept = order[row] }
    if column != explainedClass(point) { conceptsView.contrast = column }
  }

  mutating func pressConceptPicture(_ index: Int, _ pane: Int?) {
    switch (conceptsView.page, pane) {
    case (.explanation, 4): chooseConceptInput(index)
    case (.prototypes, 0):
      if let each = conceptPrototypes?.each, each > 0 { chooseConcept(index / each) }
    default: break
    }
  }

  mutating func wheelConcepts(_ action: Action, _ pane: Int) {
    let isAlong = action == .left || action == .right
    if conceptsView.page == .explanation, pane == 0 || pane == 4 || isAlong {
      _ = reduceConcepts(action == .up || action == .left ? .left : .right)
    } else {
      _ = reduceConcepts(action)
    }
  }

  // MARK: Searching

  /// What `/` looks through: inputs by caption and class, concepts by name, weights by value.
  var conceptTexts: [String] {
    switch conceptsView.page {
    case .explanation:
      guard let explanation = conceptExplanation else { return [] }
      return (0..<explanation.count).map { explanation.caption($0).text }
    case .prototypes: return conceptPrototypes?.names ?? []
    case .measures: return []
    case .sweep: return conceptSweep?.grid.grid.columns ?? []
    }
  }

  var conceptPlace: Int {
    switch conceptsView.page {
    case .explanation: conceptsView.input
    case .prototypes: chosenConcept
    case .measures: 0
    case .sweep: conceptsView.column
    }
  }

  mutating func moveConceptSearch(to place: Int) {
    switch conceptsView.page {
    case .explanation: chooseConceptInput(place)
    case .prototypes: chooseConcept(place)
    case .measures: break
    case .sweep: conceptsView.column = max(0, place)
    }
  }
}
