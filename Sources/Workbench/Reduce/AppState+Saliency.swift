import Catalog
import Engine

/// The Saliency screen: what is chosen decides which maps are asked for.
extension AppState {
  mutating func reduceSaliency(_ action: Action) -> [Effect] {
    switch action {
    case .nextMethod: turnMethod(by: 1)
    case .previousMethod: turnMethod(by: -1)
    case .nextTarget: turnTarget(by: 1)
    case .previousTarget: turnTarget(by: -1)
    case .chooseMethod: offerMethods()
    case .chooseTarget: offerTargets()
    case .nextPage, .pageDown: turnPage(by: 1)
    case .previousPage, .pageUp: turnPage(by: -1)
    case .activate where modelName == nil: openForm(Convention.Experiment.train)
    case .activate where saliencyRun != nil:
      saliencyView.pane = 1
      isZoomed.toggle()
    case .goto(let number):
      saliencyView.page = number / SaliencyView.pageSize
      saliencyView.selection = number % SaliencyView.pageSize
    case .more: enlarge(by: 1)
    case .less: enlarge(by: -1)
    case .left, .up, .right, .down:
      if isPanning { pan(action) } else { moveInput(by: action == .left || action == .up ? -1 : 1) }
    case .top: saliencyView.selection = 0
    case .bottom: saliencyView.selection = max(0, shownInputs - 1)
    default: break
    }
    return []
  }

  /// Whether arrows move the part of the input that is shown.
  private var isPanning: Bool { saliencyView.zoom > 0 && saliencyView.pane == 1 }

  /// What is enlarged gets the keyboard, so that arrows move the part.
  private mutating func enlarge(by step: Int) {
    guard saliencyRun != nil else { return }
    saliencyView.zoom = min(SaliencyView.mostZoom, max(0, saliencyView.zoom + step))
    if saliencyView.zoom > 0 { saliencyView.pane = 1 }
    pan(.more)
  }

  private mutating func pan(_ action: Action) {
    let part = 1 / Double(1 << saliencyView.zoom)
    let step = part / 4
    switch action {
    case .up: saliencyView.centerRow -= step
    case .down: saliencyView.centerRow += step
    case .left: saliencyView.centerColumn -= step
    case .right: saliencyView.centerColumn += step
    default: break
    }
    // The part never leaves the input.
    saliencyView.centerRow = min(1 - part / 2, max(part / 2, saliencyView.centerRow))
    saliencyView.centerColumn = min(1 - part / 2, max(part / 2, saliencyView.centerColumn))
  }

  /// What the chosen method, class and page amount to; nil while there is no network to explain.
  var currentMapsRequest: SaliencyRequest? {
    guard let model = modelName, let method = saliencyView.method,
      let card = catalogue.experiment(Convention.Experiment.explain)
    else { return nil }
    let source = modelRun ?? selectedRun
    let dataset = source?.setting(Convention.Setting.dataset)
    let split = selectedRun?.setting(Convention.Setting.split)
    return SaliencyRequest(
      model: model, dataset: dataset ?? card.parameter(Convention.Setting.dataset)?.standard.spelled,
      split: split ?? card.parameter(Convention.Setting.split)?.standard.spelled, method: method,
      target: saliencyView.target, page: saliencyView.page)
  }

  /// Starts the maps that the controls name, unless they are there or under way.
  mutating func askForMaps() -> [Effect] {
    guard let request = currentMapsRequest, request != saliencyView.asked else { return [] }
    // A network that is still learning has no final weights to explain.
    if let model = modelRun, model.status.isLive { return [] }
    guard let start = start(for: request) else { return [] }
    // Whoever asks for other maps wants to see them.
    if frozen != nil, saliencyView.asked != nil { unfreeze() }
    let late = pendingSaliencyRun.map { [Effect.perform(.cancel($0.job))] } ?? []
    saliencyView.asked = request
    saliencyView.job = nil
    saliencyView.failure = nil
    return late + [.start(start)]
  }

  /// The run that answers a request, with the settings that the card has.
  func start(for request: SaliencyRequest) -> StartRequest? {
    guard let card = catalogue.experiment(Convention.Experiment.explain) else { return nil }
    var typed = [
      Convention.Setting.model: request.model, Convention.Setting.method: request.method,
      Convention.Setting.target: request.target.spelled, Convention.Setting.indices: request.indices,
    ]
    typed[Convention.Setting.dataset] = request.dataset
    typed[Convention.Setting.split] = request.split
    typed = typed.filter { card.parameter($0.key) != nil }
    guard let settings = try? Settings(card, typed: typed) else { return nil }
    return StartRequest(
      experiment: card.identifier, settings: settings, priority: .interactive, stored: false,
      purpose: .browse(request))
  }

  /// Shows a run's maps and sets the controls to what it was asked for.
  mutating func adopt(_ run: RunState) {
    expect(run.job, settings: run.description?.settings)
    saliencyView.answered = run.job
    saliencyView.answeredRequest = saliencyView.asked
  }

  /// The maps of `job` are the ones to show once they are there.
  mutating func expect(_ job: JobID, settings: Settings?) {
    let request = settings.flatMap(SaliencyRequest.init)
    saliencyView.method = request?.method ?? saliencyView.method
    saliencyView.target = request?.target ?? saliencyView.target
    saliencyView.page = request?.page ?? 0
    saliencyView.selection = 0
    saliencyView.job = job
    saliencyView.asked = currentMapsRequest
  }

  /// The classes in the order of their numbers: named by the result, else merely counted.
  var classNames: [String] {
    guard let run = saliencyRun else { return [] }
    if let names = run.result?["classes"]?.array?.compactMap(\.string), !names.isEmpty { return names }
    let scores = run.pictures[Convention.Pictures.inputs]?.scores ?? []
    return (0..<(scores.first?.count ?? 0)).map { "class \($0)" }
  }

  var shownInputs: Int {
    saliencyRun?.pictures[Convention.Pictures.inputs]?.values.shape.first ?? 0
  }

  mutating func moveInput(by step: Int) {
    let next = saliencyView.selection + step
    if next >= shownInputs, shownInputs == SaliencyView.pageSize {
      turnPage(by: 1)
    } else if next < 0, saliencyView.page > 0 {
      turnPage(by: -1)
      saliencyView.selection = SaliencyView.pageSize - 1
    } else {
      saliencyView.selection = min(max(0, next), max(0, shownInputs - 1))
    }
  }

  private mutating func turnPage(by step: Int) {
    let next = max(0, saliencyView.page + step)
    guard next != saliencyView.page else { return }
    saliencyView.page = next
    saliencyView.selection = 0
  }

  private mutating func turnMethod(by step: Int) {
    let methods = catalogue.explainers.map(\.identifier)
    guard !methods.isEmpty else { return }
    let place = methods.firstIndex(of: saliencyView.method ?? "") ?? 0
    saliencyView.method = methods[(place + step + methods.count) % methods.count]
  }

  private mutating func offerMethods() {
    let items = catalogue.explainers.map {
      ChooserState.Item(identifier: $0.identifier, title: $0.title, summary: $0.summary)
    }
    guard !items.isEmpty else { return }
    var chooser = ChooserState(subject: .method, title: "Method", items: items)
    chooser.selection = items.firstIndex { $0.identifier == saliencyView.method } ?? 0
    overlay = .chooser(chooser)
  }

  var targets: [SaliencyTarget] {
    [.predicted, .label] + classNames.indices.map(SaliencyTarget.number)
  }

  private mutating func turnTarget(by step: Int) {
    let place = targets.firstIndex(of: saliencyView.target) ?? 0
    saliencyView.target = targets[(place + step + targets.count) % targets.count]
  }

  private mutating func offerTargets() {
    let items = targets.map { target in
      ChooserState.Item(identifier: target.spelled, title: title(of: target), summary: "")
    }
    var chooser = ChooserState(subject: .target, title: "Class to explain", items: items)
    chooser.selection = targets.firstIndex(of: saliencyView.target) ?? 0
    overlay = .chooser(chooser)
  }

  func title(of target: SaliencyTarget) -> String {
    switch target {
    case .predicted: "predicted class"
    case .label: "labelled class"
    case .number(let number): classNames.indices.contains(number) ? classNames[number] : "class \(number)"
    }
  }
}
