import Engine
import TerminalUI

/// Which runs the Concepts screen is about.
extension AppState {
  var conceptExplainRun: RunState? { newest(of: Convention.Experiment.sennExplain) }
  var conceptStabilityRun: RunState? { newest(of: Convention.Experiment.sennStability) }
  var conceptFaithfulnessRun: RunState? { newest(of: Convention.Experiment.sennFaithfulness) }

  /// The training of the network, if it is a self-explaining one.
  var conceptTrainingRun: RunState? { trainingRun.flatMap { $0.isSelfExplaining ? $0 : nil } }

  /// Where the prototypes come from: a network that still learns shows its own, a trained one those of a run that looked
  /// for them.
  var conceptPrototypesRun: RunState? {
    let training = conceptTrainingRun
    if let training, training.status.isLive, selectedRun?.job == training.job { return training }
    let searched = [newest(of: Convention.Experiment.sennPrototypes), conceptExplainRun]
    return searched.compactMap { $0 }.first { !$0.isWhole || $0.status.isLive || $0.showsConcepts }
      ?? training
  }

  /// The sweep that is selected, else the newest that learnt the same data.
  var conceptSweepRun: RunState? {
    if let run = selectedRun, run.experiment == Convention.Experiment.sennSweep { return run }
    let sweeps = shown.listed.filter { $0.experiment == Convention.Experiment.sennSweep }
    let dataset = conceptTrainingRun?.setting(Convention.Setting.dataset)
    return sweeps.first { dataset != nil && $0.setting(Convention.Setting.dataset) == dataset }
      ?? sweeps.first
  }

  /// The run that the open page is about.
  var conceptsRun: RunState? {
    switch conceptsView.page {
    case .explanation: conceptExplainRun
    case .prototypes: conceptPrototypesRun
    case .measures:
      conceptsView.pane == 1
        ? conceptFaithfulnessRun ?? conceptStabilityRun : conceptStabilityRun ?? conceptFaithfulnessRun
    case .sweep: conceptSweepRun
    }
  }

  var conceptRunsDrawn: [RunState?] {
    [
      conceptExplainRun, newest(of: Convention.Experiment.sennPrototypes), conceptStabilityRun,
      conceptFaithfulnessRun, conceptSweepRun, conceptTrainingRun,
    ]
  }

  // MARK: What they say

  var conceptExplanation: ConceptExplanation? { conceptExplainRun.flatMap(ConceptExplanation.init) }

  var conceptSweep: ConceptSweep? { conceptSweepRun.flatMap(ConceptSweep.init) }

  /// The prototypes of the chosen kind, concept by concept.
  var conceptPrototypes: ConceptPrototypes? {
    conceptPrototypesRun.flatMap { ConceptPrototypes($0, conceptsView.kind, summary: conceptSummary) }
  }

  /// What is known of the network's concepts, whichever run found it out.
  var conceptSummary: GridState? {
    let runs = [newest(of: Convention.Experiment.sennPrototypes), conceptExplainRun, conceptTrainingRun]
    return runs.lazy.compactMap { $0?.grid(Convention.Grid.conceptSummary) }.first { $0.filled > 0 }
  }

  /// The class that is explained: the one predicted for the input as it is.
  func explainedClass(_ point: ConceptPoint) -> Int { point.outputs().placeOfGreatest ?? 0 }

  /// The class that it is compared with: the chosen one, else the next in probability.
  func contrastClass(_ point: ConceptPoint) -> Int? {
    let outputs = point.outputs()
    let explained = explainedClass(point)
    guard outputs.count > 1 else { return nil }
    if let chosen = conceptsView.contrast, outputs.indices.contains(chosen), chosen != explained {
      return chosen
    }
    return outputs.indices.filter { $0 != explained }.max { outputs[$0] < outputs[$1] }
  }

  /// The concepts in the order in which they stand.
  func conceptOrder(_ point: ConceptPoint) -> [Int] {
    let all = Array(point.concepts.indices)
    guard conceptsView.isSorted else { return all }
    let size = all.map { conceptSize($0, point) }
    return all.sorted { (-size[$0], $0) < (-size[$1], $1) }
  }

  /// How much a concept says for the explained class.
  private func conceptSize(_ concept: Int, _ point: ConceptPoint) -> Double {
    let column = point.output == .classes ? explainedClass(point) : 0
    let size = abs((point.relevance(concept, column) - point.mean(concept)) * point.value(concept))
    return size.isNaN ? -1 : size
  }

  /// The chosen concept of an input: the one that contributes most until another is chosen.
  func chosenConcept(_ point: ConceptPoint) -> Int {
    if let chosen = conceptsView.concept { return min(max(0, chosen), max(0, point.conceptCount - 1)) }
    return point.concepts.indices.max { conceptSize($0, point) < conceptSize($1, point) } ?? 0
  }

  /// The concept that is chosen on the open page.
  var chosenConcept: Int {
    if let explanation = conceptExplanation, let point = explanation.point(conceptInput(explanation)) {
      if conceptsView.page == .explanation || conceptsView.concept == nil { return chosenConcept(point) }
    }
    return max(0, conceptsView.concept ?? 0)
  }

  /// The chosen input among those that are there.
  func conceptInput(_ explanation: ConceptExplanation) -> Int {
    min(max(0, conceptsView.input), max(0, explanation.count - 1))
  }
}

extension RunState {
  /// Whether the network that it trains explains itself.
  var isSelfExplaining: Bool {
    setting(Convention.Setting.network)?.hasPrefix("senn-") == true
      || Convention.Series.terms.contains { series[$0] != nil }
      || pictures[Convention.Pictures.conceptGrid] != nil
  }

  /// Whether it has prototypes of concepts.
  var showsConcepts: Bool {
    pictures[Convention.Pictures.conceptGrid] != nil || pictures[Convention.Pictures.prototypes] != nil
  }
}
