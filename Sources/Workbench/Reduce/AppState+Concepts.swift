import Catalog
import Engine
import TerminalUI

/// The Concepts screen: which input and concept, what is shown of them, and what is changed by hand.
extension AppState {
  mutating func reduceConcepts(_ action: Action) -> [Effect] {
    switch action {
    case .nextMap: turnConceptsPage(by: 1)
    case .previousMap: turnConceptsPage(by: -1)
    case .nextMethod: turnShown(by: 1)
    case .previousMethod: turnShown(by: -1)
    case .nextTarget: turnContrast(by: 1)
    case .previousTarget: turnContrast(by: -1)
    case .contrast(let column): conceptsView.contrast = column
    case .rawRelevances: conceptsView.isRaw.toggle()
    case .sortConcepts: conceptsView.isSorted.toggle()
    case .nextPage: turnNoise(by: 1)
    case .previousPage: turnNoise(by: -1)
    case .attackConcepts: toggleConceptAttack()
    case .more: stepConcept(by: 1)
    case .less: stepConcept(by: -1)
    case .putBack: conceptsView.edits = [:]
    case .activate: return activateConcepts()
    case .left: conceptsView.page == .sweep ? turnWeight(by: -1) : chooseConceptInput(conceptsView.input - 1)
    case .right: conceptsView.page == .sweep ? turnWeight(by: 1) : chooseConceptInput(conceptsView.input + 1)
    case .up: turnConcept(by: -1)
    case .down: turnConcept(by: 1)
    case .pageUp: turnLines(by: -8)
    case .pageDown: turnLines(by: 8)
    case .top: turnConcept(by: -(.max / 2))
    case .bottom: turnConcept(by: .max / 2)
    case .goto(let line): chooseConcept(line - 1)
    default: break
    }
    return []
  }

  mutating func turnConceptsPage(to page: ConceptsPage) {
    conceptsView.page = page
    conceptsView.pane = 0
  }

  private mutating func turnConceptsPage(by step: Int) {
    let all = ConceptsPage.allCases
    let place = all.firstIndex(of: conceptsView.page) ?? 0
    turnConceptsPage(to: all[(place + step + all.count) % all.count])
  }

  /// Enter sets the chosen concept to nothing, or fills a page that is empty.
  private mutating func activateConcepts() -> [Effect] {
    guard conceptsRun != nil else {
      openForm(trainingRun == nil ? Convention.Experiment.train : conceptsView.page.experiment)
      return []
    }
    if conceptsView.page == .explanation { toggleConcept() }
    if conceptsView.page == .prototypes { conceptsView.pane = 1 - focusedPane }
    return []
  }

  /// The quantity of the bars, or the kind of prototypes.
  private mutating func turnShown(by step: Int) {
    func turned<Value: Equatable>(_ value: Value, _ all: [Value]) -> Value {
      let place = all.firstIndex(of: value) ?? 0
      return all[(place + step + all.count) % all.count]
    }
    if conceptsView.page == .prototypes {
      let kinds = conceptKinds
      if !kinds.isEmpty { conceptsView.kind = turned(conceptsView.kind, kinds) }
    } else {
      conceptsView.quantity = turned(conceptsView.quantity, ConceptQuantity.allCases)
    }
  }

  /// The kinds of prototypes that are there.
  var conceptKinds: [ConceptKind] {
    guard let run = conceptPrototypesRun else { return [] }
    return ConceptKind.allCases.filter { ConceptPrototypes(run, $0) != nil }
  }

  // MARK: Input and concept

  mutating func chooseConceptInput(_ input: Int) {
    guard let explanation = conceptExplanation else { return }
    let next = min(max(0, input), max(0, explanation.count - 1))
    guard next != conceptInput(explanation) else { return }
    conceptsView.input = next
    // What was changed by hand belongs to one input.
    conceptsView.edits = [:]
  }

  private mutating func turnConcept(by step: Int) {
    if conceptsView.page == .sweep { return turnWeight(by: step.signum()) }
    guard conceptsView.page == .explanation, let explanation = conceptExplanation,
      let point = explanation.point(conceptInput(explanation))
    else { return chooseConcept(clamping(chosenConcept, step)) }
    let order = conceptOrder(point)
    let place = order.firstIndex(of: chosenConcept(point)) ?? 0
    conceptsView.concept = order.isEmpty ? nil : order[min(max(0, clamping(place, step)), order.count - 1)]
  }

  private func clamping(_ place: Int, _ step: Int) -> Int { min(max(-1, place + step), .max / 4) }

  mutating func chooseConcept(_ concept: Int) {
    let count =
      conceptsView.page == .explanation ? conceptExplanation?.conceptCount : conceptPrototypes?.conceptCount
    guard let count, count > 0 else { return }
    conceptsView.concept = min(max(0, concept), count - 1)
  }

  /// Pages turn concepts, and where a row's features have the keyboard, those.
  private mutating func turnLines(by step: Int) {
    guard conceptsView.page == .explanation, focusedPane == 0, let explanation = conceptExplanation,
      explanation.isTabular
    else { return turnConcept(by: step) }
    let count = explanation.features(conceptInput(explanation)).count
    conceptsView.featureOffset = min(max(0, conceptsView.featureOffset + step), max(0, count - 1))
  }

  private mutating func turnWeight(by step: Int) {
    guard let sweep = conceptSweep else { return }
    let order = sweep.order
    let place = order.firstIndex(of: conceptsView.column) ?? 0
    conceptsView.column = order[min(max(0, place + step), order.count - 1)]
  }

  /// The λ at a place of the axis.
  mutating func chooseWeight(at x: Double) {
    if let sweep = conceptSweep { conceptsView.column = sweep.column(at: x) }
  }

  private mutating func turnContrast(by step: Int) {
    guard let explanation = conceptExplanation, let point = explanation.point(conceptInput(explanation)),
      let current = contrastClass(point)
    else { return toast(.information, "One output here: there is no other class to compare with") }
    let count = point.outputs().count
    let explained = explainedClass(point)
    var next = (current + step + count) % count
    if next == explained { next = (next + step + count) % count }
    conceptsView.contrast = next
  }

  // MARK: Moving the input

  private mutating func turnNoise(by step: Int) {
    guard let explanation = conceptExplanation else { return }
    guard explanation.noiseLevels > 0 else {
      return toast(.information, "This run holds no noisy inputs")
    }
    let level = if case .noise(let level) = conceptsView.moved { level } else { -1 }
    moveConceptInput(to: level + step)
  }

  /// To a level of noise, counted from 0; below it the input is as it was.
  mutating func moveConceptInput(to level: Int) {
    guard let levels = conceptExplanation?.noiseLevels, levels > 0 else { return }
    conceptsView.moved = level < 0 ? .nowhere : .noise(min(level, levels - 1))
  }

  private mutating func toggleConceptAttack() {
    guard let explanation = conceptExplanation else { return }
    guard explanation.hasAttack else { return toast(.information, "This run attacked no concepts") }
    conceptsView.moved = conceptsView.moved == .attack ? .nowhere : .attack
  }

  // MARK: Starting runs

  /// Opens the form of an experiment, filled in for the network that is looked at.
  mutating func openConceptForm(_ experiment: String) {
    guard catalogue.experiment(experiment) != nil else {
      return toast(.information, "This build has no experiment \(experiment)")
    }
    openForm(experiment)
  }

  /// What a sweep shares with the training that is looked at.
  func sweepSettings(_ card: Card) -> [String: String] {
    var shared: [String: String] = [:]
    for name in [Convention.Setting.network, Convention.Setting.dataset] where card.parameter(name) != nil {
      shared[name] = conceptTrainingRun?.setting(name)
    }
    return shared
  }

  /// The command that would fill the open page.
  var conceptsCommand: String? {
    guard let card = catalogue.experiment(conceptsView.page.experiment) else { return nil }
    var typed: [String: String] = [:]
    if let model = modelName, card.parameter(Convention.Setting.model) != nil {
      typed[Convention.Setting.model] = model
    }
    if card.identifier == Convention.Experiment.sennSweep { typed.merge(sweepSettings(card)) { $1 } }
    return (try? Settings(card, typed: typed)).map { spelling.spell(card, $0) }
  }
}
