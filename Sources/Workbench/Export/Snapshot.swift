import Catalog
import Engine
import Foundation
import TerminalUI

/// What `halftone snapshot` asks for, in the words of the command line.
public struct SnapshotRequest: Sendable {
  /// `runs`, `training`, `layers`, `saliency`, `lesions`, `concepts`.
  public var screen: String
  /// nil for the newest that the screen is made for.
  public var run: JobID?
  /// What is chosen on the screen; see ``SnapshotView``.
  public var view = ""
  /// The run as it stood then; nil for its end. See ``ReplayPoint``.
  public var point: String?
  /// Columns and rows: `120x40`.
  public var size = "120x40"
  /// `png`, `svg`, `ansi` or `text`.
  public var format = "text"

  public init(screen: String, run: JobID? = nil) {
    self.screen = screen
    self.run = run
  }

  /// The bytes of the file.
  ///
  /// - Throws: ``UserError`` for an unknown word, and for a screen that the run has nothing for.
  public func file(_ configuration: WorkbenchConfiguration) throws -> Data {
    let format = try ExportFormat(named: format)
    let snapshot = try Snapshot(
      screen, of: run, view: SnapshotView(view), at: point.map(ReplayPoint.init), size: Size(spelled: size),
      configuration)
    return try snapshot.surface.exported(as: format, theme: snapshot.theme)
  }
}

/// One screen of a stored run, drawn without a terminal: the same run gives the same cells, at any time.
struct Snapshot {
  let surface: Surface
  let theme: Theme

  init(
    _ screen: String, of run: JobID?, view: SnapshotView = SnapshotView(), at point: ReplayPoint? = nil,
    size: Size, _ configuration: WorkbenchConfiguration
  ) throws {
    let names = ScreenID.allCases.map { $0.title.lowercased() }
    guard let place = names.firstIndex(of: screen.lowercased()) else {
      throw unknownName(printable(screen), kind: "screen", known: names)
    }
    let workbench = try Workbench(configuration)
    theme = workbench.theme
    var state = workbench.state
    state.size = size
    state.hints = .none
    state.screen = ScreenID.allCases[place]
    var loader = Loader(store: configuration.engine.store)
    try loader.list(into: &state)
    if let run {
      guard let found = state.runs[run] else { throw UserError("\(printable(run)): no run of that id") }
      state.selected = run
      state.turnConceptsPage(to: ConceptsPage(found.experiment))
    } else {
      let listed = state.runs.listed
      let suited = listed.first { AppState.naturalScreen($0) == state.screen }
      state.selected = (suited ?? listed.first)?.job
      state.turnConceptsPage(to: ConceptsPage(suited?.experiment ?? ""))
    }
    try loader.settle(&state, at: point)
    try view.apply(to: &state)
    try loader.settle(&state, at: nil)
    state.toasts = []
    var surface = Surface(size: size, traits: configuration.paperTraits)
    WorkbenchFrame.draw(state, on: &surface, theme: theme.adapted(to: surface.traits.depth))
    self.surface = surface
  }
}

/// Reads from the store what a screen needs, at once.
private struct Loader {
  let store: RunStore
  private var timelines: [JobID: Timeline] = [:]

  init(store: RunStore) { self.store = store }

  func list(into state: inout AppState) throws {
    for summary in try store.list() { state.runs.insert(RunState(summary)) }
  }

  /// Until the screen has all that it asks for. Nothing is started: what is not there is not drawn.
  mutating func settle(_ state: inout AppState, at point: ReplayPoint?) throws {
    if let selected = state.selected { try load(selected, into: &state) }
    if let model = state.selectedRun?.model, state.runs[model] != nil { try load(model, into: &state) }
    if state.screen == .saliency { try adoptMaps(&state) }
    if state.screen == .runs {
      for run in state.runs.listed.prefix(
        RunsScreen.visibleRows(state, in: WorkbenchFrame.body(state, in: state.size)) + 1)
      {
        try load(run.job, into: &state)
      }
    }
    if state.screen == .lesions { try loadLesions(into: &state) }
    if state.screen == .concepts { try loadConcepts(into: &state) }
    if state.screen == .layers { try loadSets(into: &state) }
    for run in state.runsDrawn(on: state.screen) { try load(run.job, into: &state) }
    guard let shown = state.currentRun?.job else { return }
    let timeline = timelines[shown]
    if let point, let timeline {
      let place = timeline.place(point)
      state.runs.insert(timeline.run(after: place.count))
      state.now = timeline.clock(at: place.position)
      state.frozen = nil
    } else if state.now == 0 {
      // Ages are told from the last thing that happened in what is shown, not from today.
      state.now = timelines.values.compactMap { $0.events.last?.time }.max() ?? 0
    }
  }

  private mutating func load(_ job: JobID, into state: inout AppState) throws {
    guard timelines[job] == nil else { return }
    let timeline = try Timeline(job, in: store)
    timelines[job] = timeline
    var run = timeline.run(after: timeline.count)
    run.figures = state.runs[job]?.figures ?? [:]
    state.runs.insert(run)
  }

  private mutating func loadLesions(into state: inout AppState) throws {
    try loadNewest([Convention.Experiment.lesion, Convention.Experiment.paths], into: &state)
  }

  /// Sweeps train networks of their own: the newest is read whatever they are about.
  private mutating func loadConcepts(into state: inout AppState) throws {
    try loadNewest(Convention.Experiment.concepts, into: &state)
    if let sweep = state.runs.all.first(where: { $0.experiment == Convention.Experiment.sennSweep }) {
      try load(sweep.job, into: &state)
    }
  }

  /// The newest of each experiment on the network: what a run is about is known once it is read.
  private mutating func loadNewest(_ experiments: [String], into state: inout AppState) throws {
    for experiment in experiments {
      let newest = state.runs.all.first { run in
        run.experiment == experiment && (try? model(of: run.job)) == state.modelRun?.job
      }
      if let newest { try load(newest.job, into: &state) }
    }
  }

  /// The sets of units that were tried on the network.
  private mutating func loadSets(into state: inout AppState) throws {
    for run in state.runs.all where run.experiment == Convention.Experiment.layers {
      let settings = try? store.folder(run.job).record().settings
      let sets = settings?[Convention.Setting.sets]?.string ?? "none"
      guard sets != "none", settings?[Convention.Setting.model]?.string == state.modelRun?.job else {
        continue
      }
      try load(run.job, into: &state)
    }
  }

  /// The maps of the run itself, else the newest of its network.
  private mutating func adoptMaps(_ state: inout AppState) throws {
    guard state.saliencyView.answered == nil else { return }
    let own = state.selectedRun.flatMap { AppState.naturalScreen($0) == .saliency ? $0.job : nil }
    let newest = state.runs.all.first { run in
      AppState.naturalScreen(run) == .saliency && (try? model(of: run.job)) == state.modelRun?.job
    }?.job
    guard let job = own ?? newest else {
      let model = state.modelRun?.job ?? "latest"
      throw UserError(
        "saliency: no stored run holds maps of \(model); `halftone explain --model \(model)` makes them")
    }
    try load(job, into: &state)
    state.selected = own ?? state.selected
    if let run = state.runs[job] { state.adopt(run) }
  }

  /// The network that a listed run is about.
  private func model(of job: JobID) throws -> JobID? {
    try store.folder(job).record().settings[Convention.Setting.model]?.string
  }
}

extension WorkbenchConfiguration {
  /// What is drawn for without a terminal: all colours and characters, unless others were asked for.
  var paperTraits: TerminalTraits {
    TerminalTraits(depth: terminal.colorDepth ?? .truecolor, glyphs: terminal.glyphs ?? .unicode)
  }
}

extension Size {
  /// `120x40`: columns and rows.
  ///
  /// - Throws: ``UserError`` for another form, and for what no screen has.
  init(spelled text: String) throws {
    let sides = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    guard sides.count == 2, (1...1000).contains(sides[0]), (1...500).contains(sides[1]) else {
      throw UserError(
        "size: found '\(printable(text))', expected columns and rows such as 120x40, 1000x500 at most")
    }
    self.init(rows: sides[1], columns: sides[0])
  }
}
