import TerminalUI

/// Concepts changed by hand, and what the network would say then.
extension AppState {
  /// The point that is looked at, moved as was asked.
  var conceptPoint: ConceptPoint? {
    guard let explanation = conceptExplanation else { return nil }
    let input = conceptInput(explanation)
    return explanation.point(input, conceptsView.moved) ?? explanation.point(input)
  }

  /// Sets the chosen concept's relevances to zero, or its value where values are shown; a changed one is put back.
  mutating func toggleConcept() {
    guard let point = conceptPoint, point.conceptCount > 0 else { return }
    let concept = chosenConcept
    guard conceptsView.edits[concept] == nil else {
      conceptsView.edits[concept] = nil
      return
    }
    var edit = ConceptEdit()
    if conceptsView.quantity == .value { edit.shift = -point.concepts[concept] } else { edit.scale = 0 }
    conceptsView.edits[concept] = edit
  }

  /// Relevances by a quarter of what they were, values by a tenth of the largest.
  mutating func stepConcept(by step: Int) {
    guard conceptsView.page == .explanation, let point = conceptPoint, point.conceptCount > 0 else { return }
    let concept = chosenConcept
    var edit = conceptsView.edits[concept] ?? ConceptEdit()
    if conceptsView.quantity == .value {
      let largest = point.concepts.filter(\.isFinite).map(abs).max() ?? 0
      edit.shift += Double(step) * (largest > 0 ? largest / 10 : 0.1)
      if abs(edit.shift) < 1e-12 { edit.shift = 0 }
    } else {
      edit.scale = min(max(-4, edit.scale + 0.25 * Double(step)), 4)
    }
    conceptsView.edits[concept] = edit.isNone ? nil : edit
  }

  var conceptVerb: String {
    conceptsView.edits[chosenConcept] == nil
      ? (conceptsView.quantity == .value ? "h to 0" : "θ to 0") : "put back"
  }
}
