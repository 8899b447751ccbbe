import Catalog
import Engine
import TerminalUI
import Testing

@testable import Workbench

/// A named state of the workbench.
struct Story: Sendable, CustomTestStringConvertible {
  let name: String
  let state: AppState
  var testDescription: String { name }
}

/// States worth drawing: what a person sees in the first minute and after it.
enum Stories {
  static let all: [Story] = [
    Story(name: "empty", state: Sample.state()),
    Story(name: "runs", state: showing(.runs, Sample.training() + Sample.sweep())),
    Story(name: "training-live", state: showing(.training, Sample.training(epochs: 7))),
    Story(name: "training", state: showing(.training, Sample.training())),
    Story(name: "layers-live", state: showing(.layers, Sample.training() + Sample.sweep(cells: 23))),
    Story(name: "layers", state: showing(.layers, Sample.training() + Sample.sweep())),
    Story(name: "layers-152", state: showing(.layers, Sample.training() + Sample.residualSweep())),
    Story(name: "layers-sets", state: trying()),
    Story(name: "layers-follow", state: following()),
    Story(name: "layers-compare", state: twoSweeps()),
    Story(name: "layers-regimes", state: showing(.layers, Sample.regimes())),
    Story(name: "layers-regimes-begun", state: showing(.layers, Sample.regimesBegun())),
    Story(name: "layers-distance", state: distances(Sample.sweep())),
    Story(name: "layers-none", state: showing(.layers, Sample.training())),
    Story(name: "saliency", state: saliency()),
    Story(name: "saliency-rows", state: saliency(Sample.rowExplanation())),
    Story(name: "replay", state: replay()),
    Story(
      name: "lesions", state: showing(.lesions, Sample.training() + Sample.lesions() + Sample.pathLengths())),
    Story(name: "lesions-live", state: showing(.lesions, Sample.training() + Sample.lesions(sets: 4))),
    Story(name: "lesions-compared", state: lesions([.compare], Sample.lesions() + Sample.plainLesions())),
    Story(
      name: "lesions-survival", state: lesions([.nextMap], Sample.lesions() + Sample.pathLengths())),
    Story(
      name: "lesions-graph",
      state: lesions([.previousMap, .right, .activate, .right, .zoom], Sample.fewBlocks())),
    Story(name: "lesions-none", state: showing(.lesions, Sample.training())),
    Story(name: "concepts", state: concepts(Sample.sennExplanation())),
    Story(
      name: "concepts-edited",
      state: concepts(Sample.sennExplanation(), [.right, .down, .activate, .nextPage, .nextPage, .more])),
    Story(name: "concepts-rows", state: rows(.explanation)),
    Story(
      name: "concepts-grid", state: concepts(Sample.sennPrototypes(), [.conceptsPage(.prototypes), .down])),
    Story(name: "concepts-measures", state: concepts(Sample.measures(), [.conceptsPage(.measures)])),
    Story(
      name: "concepts-sweep",
      state: concepts(Sample.sennSweepEvents(), [.conceptsPage(.sweep), .right, .right, .right])),
    Story(name: "concepts-none", state: concepts([])),
    Story(name: "training-senn", state: showing(.training, Sample.sennTraining(epochs: 7))),
    Story(name: "saliency-learning", state: showing(.saliency, Sample.training(epochs: 2))),
  ]

  /// States of which frames are recorded besides, and that teach the slower laws nothing more.
  static let more: [Story] = [
    Story(
      name: "concepts-attack",
      state: concepts(Sample.sennExplanation(), [.attackConcepts, .nextMethod, .sortConcepts])),
    Story(name: "concepts-rows-grid", state: rows(.prototypes)),
    Story(
      name: "concepts-decoded",
      state: concepts(Sample.sennPrototypes(), [.conceptsPage(.prototypes), .previousMethod])),
    Story(
      name: "concepts-sweep-live",
      state: concepts(Sample.sennSweepEvents(columns: 3), [.conceptsPage(.sweep), .nextPane, .nextPane])),
  ]

  /// States that are looked at and held to the laws, but of which no frame is recorded.
  static let others: [Story] = [
    Story(name: "runs-many", state: showing(.runs, Sample.siblings() + Sample.training(epochs: 7))),
    Story(name: "compare", state: comparing(.training)),
    Story(name: "runs-marked", state: comparing(.runs)),
    Story(name: "first-start", state: starting()),
    Story(name: "training-regimes", state: showing(.training, Sample.regimes(isLive: true))),
    Story(name: "layers-deep-distance", state: distances(Sample.residualSweep())),
    Story(name: "layers-deep", state: showing(.layers, Sample.training() + Sample.deepSweep())),
  ]

  /// Each overlay over the screen where it is opened.
  static var above: [Story] {
    var base = named("runs") ?? Sample.state()
    (base.themeNames, base.themeName) = (["dark", "light"], "dark")
    let actions: [(String, [Action])] = [
      ("themes", [.chooseTheme]), ("bytes", [.bytes]), ("log", [.log]),
      ("help", [.help]), ("palette", [.palette]), ("chooser", [.newRun]),
      ("form", [.newRun, .activate]), ("remove", [.remove]), ("command", [.command]),
    ]
    return actions.map { [base] name, actions in
      var state = base
      for action in actions { _ = state.reduce(action) }
      return Story(name: name, state: state)
    }
  }

  static var pictured: [Story] { all + more + others + above }

  static func named(_ name: String) -> AppState? { all.first { $0.name == name }?.state }

  private static func showing(_ screen: ScreenID, _ events: [Event]) -> AppState {
    var state = Sample.state()
    for event in events { _ = state.reduce(event) }
    state.toasts = []
    state.now = Sample.start + (screen == .runs ? 4000 : 100)
    _ = state.reduce(.show(screen))
    return state
  }

  /// A trained self-explaining network with what else is known of it.
  private static func concepts(_ events: [Event], _ actions: [Action] = []) -> AppState {
    var state = showing(.concepts, Sample.sennTraining() + events)
    for action in actions { _ = state.reduce(action) }
    return state
  }

  private static func rows(_ page: ConceptsPage) -> AppState {
    var state = showing(.concepts, Sample.rowsTraining() + Sample.rowsExplanation())
    _ = state.reduce(.conceptsPage(page))
    return state
  }

  private static func lesions(_ actions: [Action], _ events: [Event]) -> AppState {
    var state = showing(.lesions, Sample.training() + events)
    for action in actions { _ = state.reduce(action) }
    // A run that ended unseen is read again when it is looked at.
    for job in state.runsView.marked {
      _ = state.reduce(loaded: RunState(job, events: events.filter { $0.job == job }))
    }
    return state
  }

  /// Two sets of units were reset together, a third is marked.
  private static func trying() -> AppState {
    var state = showing(
      .layers,
      Sample.training() + Sample.sweep() + Sample.tried(["fc2,fc3", "fc1,fc2"], as: Sample.setsJob))
    for action in [Action.mark, .down, .down, .down, .mark, .map(.sets)] { _ = state.reduce(action) }
    state.layersView.row = 0
    return state
  }

  private static func distances(_ sweep: [Event]) -> AppState {
    var state = showing(.layers, Sample.training() + sweep)
    _ = state.reduce(.map(.distanceRelative))
    return state
  }

  /// The sweeps of two trainings that differ in their learning rate.
  private static func twoSweeps() -> AppState {
    let model = Sample.siblings().filter { $0.job == Sample.sibling(0) }
    var state = showing(.layers, model + Sample.training() + Sample.sweep() + Sample.otherSweep())
    state.selected = Sample.layersJob
    _ = state.reduce(.compare)
    for (job, events) in [(Sample.layersJob, Sample.sweep()), (Sample.otherJob, Sample.otherSweep())] {
      _ = state.reduce(loaded: RunState(job, events: events))
    }
    _ = state.reduce(.nextPanel)
    return state
  }

  /// A training with what follows it.
  private static func following() -> AppState {
    var state = showing(.layers, Sample.training(epochs: 7) + Sample.following(checkpoints: 5))
    _ = state.reduce(.bottom)
    for _ in 0..<4 { _ = state.reduce(.right) }
    return state
  }

  private static func comparing(_ screen: ScreenID) -> AppState {
    var state = showing(.runs, Sample.siblings())
    state.runsView.marked = (0..<3).map(Sample.sibling)
    _ = state.reduce(.top)
    for index in [0, 1, 2, 4] {
      let events = Sample.siblings().filter { $0.job == Sample.sibling(index) }
      _ = state.reduce(loaded: RunState(Sample.sibling(index), events: events))
    }
    _ = state.reduce(.show(screen))
    return state
  }

  /// The first start, while its first step is under way.
  private static func starting() -> AppState {
    var state = Sample.state()
    let steps = [
      TourStep(experiment: "train", settings: Settings(Sample.train)),
      TourStep(experiment: "layers", settings: Settings(Sample.layers), usesModel: true),
      TourStep(experiment: "explain", settings: Settings(Sample.explain), stored: false, usesModel: true),
    ]
    for case .start(let request) in state.begin(tour: steps) {
      _ = state.reduce(accepted: request, as: Sample.trainJob)
    }
    for event in Sample.training(epochs: 3) { _ = state.reduce(event) }
    state.now = Sample.start + 20
    return state
  }

  private static func replay() -> AppState {
    var state = Sample.state()
    let timeline = Timeline(Sample.layersJob, events: Sample.sweep())
    state.open(
      replay: ReplayState(timeline), beside: [RunState(Sample.trainJob, events: Sample.training())])
    state.reduceReplay(.to(0.4))
    state.reduceReplay(.toggle)
    return state
  }

  private static func saliency(_ events: [Event] = Sample.explanation()) -> AppState {
    var state = showing(.runs, Sample.training() + events)
    if let run = state.runs[Sample.explainJob] { state.adopt(run) }
    _ = state.reduce(.show(.saliency))
    _ = state.reduce(loaded: RunState(Sample.explainJob, events: events))
    state.saliencyView.selection = 2
    return state
  }
}
