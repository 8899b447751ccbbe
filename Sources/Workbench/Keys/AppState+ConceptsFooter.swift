import TerminalUI

extension AppState {
  /// Which keys of the Concepts screen do something on the open page; nil for keys of all screens.
  func isUsefulOnConcepts(_ action: Action) -> Bool? {
    let page = conceptsView.page
    let explanation = page == .explanation ? conceptExplanation : nil
    switch action {
    case .left, .right: return explanation != nil || (page == .sweep && conceptSweep != nil)
    case .up, .down: return explanation != nil || (page == .prototypes && conceptPrototypes != nil)
    case .activate, .more, .less, .rawRelevances, .sortConcepts: return explanation != nil
    case .putBack: return !conceptsView.edits.isEmpty
    case .nextMethod: return explanation != nil || (page == .prototypes && conceptKinds.count > 1)
    case .nextTarget: return explanation.map { $0.output != .number } ?? false
    case .nextPage: return explanation.map { $0.noiseLevels > 0 } ?? false
    case .attackConcepts: return explanation?.hasAttack ?? false
    case .nextMap: return true
    case .form(let experiment):
      guard catalogue.experiment(experiment) != nil else { return false }
      // Next to a page stands what fills it.
      let own =
        page == .measures
        ? [Convention.Experiment.sennStability, Convention.Experiment.sennFaithfulness] : [page.experiment]
      return own.contains(experiment)
        && (experiment == Convention.Experiment.sennSweep || modelRun?.status.isLive == false)
    default: return nil
    }
  }
}
