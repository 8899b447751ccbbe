import Catalog
import Engine

extension AppState {
  /// Takes in an event of this program's engine. Pure: what must happen in the world is returned.
  public mutating func reduce(_ event: Event) -> [Effect] {
    if runs[event.job]?.isElsewhere == true { runs.update(event.job) { $0.isElsewhere = false } }
    return take(event)
  }

  /// Takes in an event, whoever's job it is.
  mutating func take(_ event: Event) -> [Effect] {
    if loading.contains(event.job) { backlog[event.job, default: []].append(event) }
    let before = runs[event.job]?.sequence ?? -1
    let follows = followsNewestColumn(event)
    runs.apply(event)
    guard let run = runs[event.job], run.sequence > before else { return [] }
    switch event.payload {
    case .grid:
      if follows { layersView.column = max(0, (layersGrid?.columns ?? 1) - 1) }
      goToAwaitedSet()
      return []
    case .queued:
      if selected == nil, !run.isBrowsed { selected = run.job }
      return []
    case .pictures(let set)
    where set.name == Convention.Pictures.attributions && event.job == saliencyView.job && frozen == nil:
      answer(with: event.job)
      return []
    case .ended(let ending): return end(run, ending)
    default: return []
    }
  }

  /// Events of a run were dropped on the way: its stream is read again.
  public mutating func reduce(lagging job: JobID) -> [Effect] {
    guard runs[job] != nil, loading.insert(job).inserted else { return [] }
    return [.load(job)]
  }

  /// The engine took the run on.
  public mutating func reduce(accepted request: StartRequest, as job: JobID) -> [Effect] {
    if runs[job] == nil {
      // Its first event is on the way; until then the screens have something to name.
      var run = RunState(job)
      run.queuedAt = now
      run.description = JobDescription(
        experiment: request.experiment, title: request.experiment, settings: request.settings,
        priority: request.priority)
      runs.insert(run)
    }
    switch request.purpose {
    case .form:
      select(job)
      unfreeze()
      if let screen = Self.screen(of: request.experiment) { self.screen = screen }
      if screen == .concepts { turnConceptsPage(to: ConceptsPage(request.experiment)) }
      return [.save(interfaceState)]
    case .set(let name):
      layersView.awaitedSet = name
      turnMap(to: .sets)
      goToAwaitedSet()
      return []
    case .browse(let asked):
      guard saliencyView.asked == asked else { return [.perform(.cancel(job))] }
      saliencyView.job = job
      if runs[job]?.pictures[Convention.Pictures.attributions] != nil { answer(with: job) }
      return []
    case .tour(let index):
      guard tour?.index == index else { return [] }
      tour?.job = job
      if index == 0 { tour?.model = job }
      if tour?.leads == true, frozen == nil {
        if request.stored { select(job) }
        if let screen = Self.screen(of: request.experiment), screen != .saliency { self.screen = screen }
      }
      if request.experiment == Convention.Experiment.explain, saliencyView.asked == nil {
        expect(job, settings: request.settings)
      }
      return []
    }
  }

  /// The engine refused.
  public mutating func reduce(refused request: StartRequest, message: String) -> [Effect] {
    toast(.failure, message)
    switch request.purpose {
    case .browse:
      saliencyView.failure = message
      returnToAnswered()
    case .tour: tour = nil
    case .form, .set: break
    }
    return []
  }

  static func screen(of experiment: String) -> ScreenID? {
    if Convention.Experiment.concepts.contains(experiment) { return .concepts }
    return switch experiment {
    case Convention.Experiment.train: .training
    case Convention.Experiment.layers, Convention.Experiment.regimes: .layers
    case Convention.Experiment.explain: .saliency
    case Convention.Experiment.lesion, Convention.Experiment.paths: .lesions
    default: nil
    }
  }

  private mutating func end(_ run: RunState, _ ending: Ending) -> [Effect] {
    switch ending.outcome {
    case .failed: toast(.failure, ending.message ?? "\(fullTitle(of: run)) failed")
    case .completed where !run.isBrowsed:
      let figure = run.keyFigure.isEmpty ? "" : ": \(run.keyFigure)"
      toast(.success, "\(fullTitle(of: run)) finished\(figure)")
    default: break
    }
    if run.triesSets, ending.outcome != .completed { layersView.awaitedSet = nil }
    if run.job == saliencyView.job {
      if saliencyView.answered != run.job, ending.outcome == .failed, frozen == nil { fail(ending.message) }
      forgetBrowsedRuns()
    }
    return advanceTour(after: run, ending)
  }

  mutating func fail(_ message: String?) {
    saliencyView.failure = message ?? "the explanation failed"
    returnToAnswered()
  }

  /// After a failed request the controls show again what the maps on screen belong to.
  private mutating func returnToAnswered() {
    saliencyView.job = saliencyView.answered
    guard let request = saliencyView.answeredRequest, request.model == saliencyView.asked?.model else {
      return
    }
    saliencyView.asked = request
    saliencyView.method = request.method
    saliencyView.target = request.target
    saliencyView.page = request.page
  }

  mutating func answer(with job: JobID) {
    saliencyView.answered = job
    saliencyView.answeredRequest = saliencyView.asked
    saliencyView.failure = nil
    forgetBrowsedRuns()
  }

  /// Maps that were merely looked at are dropped once newer ones are there.
  private mutating func forgetBrowsedRuns() {
    for run in runs.all where run.isBrowsed && !run.status.isLive {
      if run.job != saliencyView.answered && run.job != saliencyView.job { runs.remove(run.job) }
    }
  }

  private mutating func advanceTour(after run: RunState, _ ending: Ending) -> [Effect] {
    guard var tour, tour.job == run.job else { return [] }
    guard ending.outcome == .completed else {
      self.tour = nil
      return []
    }
    tour.index += 1
    tour.job = nil
    self.tour = tour
    guard let request = tourRequest else {
      self.tour = nil
      return []
    }
    return [.start(request)]
  }

  /// The run that the tour's current step asks for.
  var tourRequest: StartRequest? {
    guard let tour, tour.steps.indices.contains(tour.index) else { return nil }
    let step = tour.steps[tour.index]
    guard let card = catalogue.experiment(step.experiment) else { return nil }
    var settings = step.settings
    if step.usesModel {
      guard let model = tour.model,
        (try? settings.set(Convention.Setting.model, model, on: card)) != nil
      else { return nil }
    }
    return StartRequest(
      experiment: step.experiment, settings: settings, priority: step.priority, stored: step.stored,
      purpose: .tour(tour.index))
  }

  /// Begins the tour of a first start.
  public mutating func begin(tour steps: [TourStep]) -> [Effect] {
    tour = Tour(steps: steps)
    guard let request = tourRequest else {
      tour = nil
      return []
    }
    // A low window has no row for what the others say above the footer.
    if GuideStrip.rows(self, in: size) == 0 {
      toast(
        .information, "First start: a network is trained, swept and explained. 1–4 switch screens, ? helps.")
    }
    return [.start(request)]
  }
}
