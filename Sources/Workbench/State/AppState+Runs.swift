import Engine
import TerminalUI

/// Which run each screen is about.
extension AppState {
  /// The screen on which a run is best looked at.
  static func naturalScreen(_ run: RunState) -> ScreenID {
    if Convention.Experiment.concepts.contains(run.experiment) { return .concepts }
    return switch run.experiment {
    case Convention.Experiment.train: .training
    case Convention.Experiment.layers, Convention.Experiment.regimes: .layers
    case Convention.Experiment.explain: .saliency
    case Convention.Experiment.lesion, Convention.Experiment.paths: .lesions
    default: run.hasGrids ? .layers : .training
    }
  }

  /// The rows of the Runs table: listed runs that match the filter.
  public var visibleRuns: [RunState] {
    let listed = shown.listed
    guard !runsView.filter.isEmpty else { return listed }
    let texts = listed.map { "\(title(of: $0)) \($0.experiment) \($0.status.rawValue) \($0.job)" }
    return Fuzzy.filter(texts, query: runsView.filter.text).map { listed[$0.index] }
  }

  /// A run's title for people: where it names another run by its identifier, that run's title stands instead.
  public func title(of run: RunState) -> String {
    guard let model = run.model, run.title.contains(model), let made = shown[model] else { return run.title }
    return run.title.replacing(model, with: made.title)
  }

  /// The title with the kind of run, unless the title says it.
  func fullTitle(of run: RunState) -> String {
    let title = title(of: run)
    return title.hasPrefix(run.experiment) ? title : "\(run.experiment) \(title)"
  }

  public var selectedRun: RunState? { selected.flatMap { shown[$0] } }

  /// The run that made the network that the selected run is about.
  public var modelRun: RunState? {
    guard let run = selectedRun else { return shown.listed.first { Self.naturalScreen($0) == .training } }
    if Self.naturalScreen(run) == .training { return run }
    return run.model.flatMap { shown[$0] }
  }

  /// The run whose curves the Training screen shows: of several networks where it trains several.
  public var trainingRun: RunState? {
    if let run = selectedRun, run.experiment == Convention.Experiment.regimes { return run }
    return modelRun
  }

  public var layersRun: RunState? {
    if let run = selectedRun, Self.naturalScreen(run) == .layers { return run }
    // A set that was tried alone is looked at beside the maps of all units, where there are any.
    let isSweep: (RunState) -> Bool = { Self.naturalScreen($0) == .layers && !$0.triesSetsOnly }
    guard let model = modelName else { return shown.listed.first(where: isSweep) }
    return shown.newest(of: model, where: isSweep) ?? shown.newest(of: model, where: \.triesSetsOnly)
  }

  public var lesionRun: RunState? { newest(of: Convention.Experiment.lesion) }
  public var pathsRun: RunState? { newest(of: Convention.Experiment.paths) }

  /// The selected run if it is of that experiment, else the newest one on the same network.
  func newest(of experiment: String) -> RunState? {
    if let run = selectedRun, run.experiment == experiment { return run }
    let isWanted: (RunState) -> Bool = { $0.experiment == experiment }
    guard let model = modelName else { return shown.listed.first(where: isWanted) }
    return shown.newest(of: model, where: isWanted)
  }

  /// The run whose maps the Saliency screen shows.
  public var saliencyRun: RunState? {
    guard let run = saliencyView.answered.flatMap({ shown[$0] }) else { return nil }
    // Maps of another network are not shown under this one's name.
    if let request = saliencyView.answeredRequest, request.model != modelName { return nil }
    return run
  }

  /// The run that is busy with the maps asked for.
  public var pendingSaliencyRun: RunState? {
    guard let job = saliencyView.job, job != saliencyView.answered else { return nil }
    return shown[job].flatMap { $0.status.isLive ? $0 : nil }
  }

  /// The network that the selected run is about, as the `model` setting names it.
  var modelName: String? {
    guard let run = selectedRun else { return modelRun?.job }
    return Self.naturalScreen(run) == .training ? run.job : run.model
  }

  /// The run that keys such as pause act on.
  public var currentRun: RunState? { run(on: screen) }

  public func run(on screen: ScreenID) -> RunState? {
    switch screen {
    case .runs: selectedRun
    case .training: trainingRun
    case .layers: layersRun
    case .saliency: pendingSaliencyRun ?? saliencyRun
    case .concepts: conceptsRun
    case .lesions:
      if let run = selectedRun, Self.naturalScreen(run) == .lesions { run } else { lesionRun ?? pathsRun }
    }
  }

  /// All runs whose figures a screen draws.
  func runsDrawn(on screen: ScreenID) -> [RunState] {
    let beside: [RunState?] =
      switch screen {
      case .lesions: [lesionRun, pathsRun] + markedLesions
      case .layers: setRuns + [layersPartner]
      case .concepts: conceptRunsDrawn
      default: []
      }
    return ([run(on: screen)] + beside).compactMap { $0 }
  }

  /// Names on offer where a form asks for a model: finished trainings, the current one first.
  var modelNames: [String] {
    let trained = runs.listed.filter { Self.naturalScreen($0) == .training && $0.status != .queued }
    let names = trained.map(\.job)
    guard let current = modelName else { return names }
    return [current] + names.filter { $0 != current }
  }

  public var interrupted: [RunState] { runs.listed.filter { $0.status == .interrupted } }
}
