import Catalog
import Engine
import TerminalUI

extension AppState {
  /// Does what a key asks for. Pure: what must happen in the world is returned.
  public mutating func reduce(_ action: Action) -> [Effect] { apply(action) + followUp() }

  /// As ``reduce(_:)``, for several actions in a row: what they make necessary is seen to once, by ``followUp()``.
  mutating func apply(_ action: Action) -> [Effect] {
    if action == .suspend { return [.suspend] }
    if action == .repaint { return [.repaint] }
    if action == .copy { return copy() }
    if replay != nil, action.touchesJobs {
      toast(.information, "A replay starts and steers no jobs: \(key("quit")) leaves it")
      return []
    }
    if overlay == nil, !search.isTyping { learn(action) }
    let before = layer
    if search.isTyping, let effects = reduceSearch(action) { return effects }
    let effects = overlay != nil ? reduceOverlay(action) : reduceScreen(action)
    // What is looked for belongs to what lies uppermost.
    if before != layer {
      search = Search()
      typed.reset()
    }
    return effects
  }

  /// What lies uppermost: the place of a screen or of what lies above it.
  private var layer: KeyContext {
    switch overlay {
    case .palette: .palette
    case .chooser: .chooser
    case .form: .form
    case .confirm: .question
    case .help, .command, .bytes: .help
    case nil: KeyContext(screen)
    }
  }

  /// What the screen now needs and does not have: streams not yet read, maps not yet asked for.
  mutating func followUp() -> [Effect] {
    var effects: [Effect] = []
    let wanted = [screen, .runs].flatMap(runsDrawn) + markedRuns
    for run in wanted {
      guard !run.isWhole, loading.insert(run.job).inserted else { continue }
      effects.append(.load(run.job))
    }
    // The curves of the other runs in the list come one after the other, for they are only ornament there.
    if loading.isEmpty,
      let next = runs.listed.prefix(Self.curvesListed).first(where: { !$0.isWhole && !$0.isThinned })
    {
      loading.insert(next.job)
      effects.append(.load(next.job))
    }
    thinUnseen()
    settleTable()
    if screen == .saliency, overlay == nil, replay == nil { effects += askForMaps() }
    if hints != rememberedHints {
      rememberedHints = hints
      effects.append(.remember(hints))
    }
    return effects
  }

  /// How many of the newest runs are read for the small curves in the list.
  private static let curvesListed = 24

  private mutating func settleTable() {
    let visible = visibleRuns
    guard let place = visible.firstIndex(where: { $0.job == selected }) else { return }
    runsView.scroll.select(place, count: visible.count)
    let rows = RunsScreen.visibleRows(self, in: WorkbenchFrame.body(self, in: size))
    runsView.scroll.settle(visible: rows, count: visible.count)
  }

  private mutating func reduceScreen(_ action: Action) -> [Effect] {
    switch action {
    case .help: overlay = .help(offset: 0)
    case .palette: overlay = .palette(PaletteState())
    case .zoom: isZoomed.toggle()
    case .freeze: frozen == nil ? freeze() : unfreeze()
    case .chooseTheme: offerThemes()
    case .log: toggleLog()
    case .bytes: overlay = .bytes
    case .hints: toggleHints()
    case .theme(let name): return [.theme(name)]
    case .exportMenu: offerExports()
    case .export(let kind): return [.export(kind)]
    case .record: return [.record]
    case .replay(let action): reduceReplay(action)
    case .search: beginSearch()
    case .nextMatch: turnMatch(by: 1)
    case .previousMatch: turnMatch(by: -1)
    case .axis(let isLogarithmic): trainingView.isLogarithmic = isLogarithmic
    case .map(let map): turnMap(to: map)
    case .method(let method): saliencyView.method = method
    case .target(let target): saliencyView.target = target
    case .conceptsPage(let page): turnConceptsPage(to: page)
    case .form(let experiment): openConceptForm(experiment)
    case .command: overlay = commandOverlay
    case .quit: return quit()
    case .newRun: offerExperiments()
    case .show(let screen): return show(screen)
    case .open(let job):
      guard let run = runs[job] else { return [] }
      return open(run)
    case .pauseOrResume, .step, .cancel, .restart, .remove: return control(action)
    case .nextPane, .previousPane: turnPane(by: action == .nextPane ? 1 : -1)
    case .back: back()
    case .up, .down, .pageUp, .pageDown, .top, .bottom:
      if isLogFocused { scrollLog(action) } else { return reduceOwn(action) }
    default: return reduceOwn(action)
    }
    return []
  }

  private mutating func reduceOwn(_ action: Action) -> [Effect] {
    switch screen {
    case .runs: reduceRuns(action)
    case .training: reduceTraining(action)
    case .layers: reduceLayers(action)
    case .saliency: reduceSaliency(action)
    case .lesions: reduceLesions(action)
    case .concepts: reduceConcepts(action)
    }
  }

  /// Esc undoes the nearest thing that can be undone and never quits.
  private mutating func back() {
    if isZoomed {
      isZoomed = false
    } else if screen == .saliency, saliencyView.zoom > 0 {
      saliencyView.zoom = 0
    } else if screen == .concepts, !conceptsView.edits.isEmpty || conceptsView.moved != .nowhere {
      conceptsView.edits = [:]
      conceptsView.moved = .nowhere
    } else if !searchLine.isEmpty {
      endSearch()
    } else if screen == .training, trainingView.cursor != nil {
      trainingView.cursor = nil
    } else if frozen != nil {
      unfreeze()
    } else if !toasts.isEmpty {
      toasts = []
    } else if showsLog {
      toggleLog()
    } else if !openHints.isEmpty {
      hints.isHidden = true
    }
  }

  mutating func show(_ screen: ScreenID) -> [Effect] {
    tour?.leads = false
    guard self.screen != screen else { return [] }
    self.screen = screen
    isZoomed = false
    return [.save(interfaceState)]
  }

  /// Opens a run on the screen that suits it.
  mutating func open(_ run: RunState) -> [Effect] {
    select(run.job)
    let screen = Self.naturalScreen(run)
    if screen == .saliency { adopt(run) }
    if screen == .concepts { turnConceptsPage(to: ConceptsPage(run.experiment)) }
    return show(screen)
  }

  private mutating func turnPane(by step: Int) {
    func turned(_ pane: Int, _ count: Int) -> Int { (pane + step + count) % count }
    // The log comes after the screen's last pane.
    if isLogFocused {
      isLogFocused = false
      if step > 0 { focusPane(0) } else { focusPane(paneOrder.last ?? 0) }
      return
    }
    if showsLog, focusedPane == (step > 0 ? paneOrder.last : paneOrder.first) {
      isLogFocused = true
      return
    }
    switch screen {
    case .runs: runsView.pane = turned(runsView.pane, 2)
    case .training, .concepts:
      let place = paneOrder.firstIndex(of: focusedPane) ?? 0
      focusPane(paneOrder[turned(place, paneOrder.count)])
    case .layers: turnLayersPane(by: step)
    case .saliency: saliencyView.pane = turned(saliencyView.pane, 2)
    case .lesions: lesionsView.pane = turned(lesionsView.pane, 4)
    }
  }

  private var commandOverlay: Overlay? {
    if screen == .saliency, let request = currentMapsRequest, let start = start(for: request) {
      return catalogue.experiment(start.experiment).map { .command(spelling.spell($0, start.settings)) }
    }
    if screen == .concepts, currentRun == nil { return conceptsCommand.map(Overlay.command) }
    guard let description = currentRun?.description, let card = catalogue.experiment(description.experiment)
    else { return nil }
    return .command(spelling.spell(card, description.settings))
  }
}
