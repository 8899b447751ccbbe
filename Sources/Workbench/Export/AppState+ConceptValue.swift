import Engine
import TerminalUI

/// What the Concepts screen has under its cursor, exact.
extension AppState {
  var conceptValue: String? {
    switch conceptsView.page {
    case .explanation: explanationValue
    case .prototypes:
      conceptPrototypes.map { prototypes in
        let concept = min(chosenConcept, prototypes.conceptCount - 1)
        let captions = prototypes.pictures(of: concept).captions.map { ConceptCaption($0).text }
        return ([prototypes.names[concept]] + captions).joined(separator: "; ")
      }
    case .measures:
      conceptMeasureGrid.map { grid in
        let medians = grid.grid.columns.indices.compactMap { column in
          ConceptSpread(grid, column: column).map { "\(grid.grid.columns[column])=\($0.median)" }
        }
        return ([grid.name, "median"] + medians).joined(separator: " ")
      }
    case .sweep:
      conceptSweep.map { sweep in
        let column = min(conceptsView.column, sweep.grid.columns - 1)
        let values = ConceptSweep.rows.indices.compactMap { row in
          sweep.grid.value(row: row, column: column).map { "\(ConceptSweep.rows[row])=\($0)" }
        }
        return (["lambda=\(sweep.grid.grid.columns[column])"] + values).joined(separator: " ")
      }
    }
  }

  private var explanationValue: String? {
    guard let run = conceptExplainRun, let explanation = conceptExplanation, let point = conceptPoint,
      point.conceptCount > 0
    else { return nil }
    let concept = chosenConcept, edit = conceptsView.edits[concept] ?? ConceptEdit()
    let columns = point.output == .classes ? explanation.classes : explanation.classes.suffix(1)
    let relevances = columns.enumerated().map { "theta[\($1)]=\(point.relevance(concept, $0, edit))" }
    let outputs = zip(explanation.classes, point.outputs(conceptsView.edits)).map { "p(\($0))=\($1)" }
    let caption = explanation.caption(conceptInput(explanation)).text
    return
      ([run.job, caption, explanation.names[concept], "h=\(point.value(concept, edit))"] + relevances
      + outputs).joined(separator: " ")
  }

  /// The grid of the pane that has the keyboard.
  var conceptMeasureGrid: GridState? {
    focusedPane == 1
      ? conceptFaithfulnessRun?.grid(Convention.Grid.faithfulness)
      : conceptStabilityRun?.grid(Convention.Grid.stability)
  }
}
