import Catalog
import Dispatch
import Engine
import Foundation
import TerminalUI

/// The workbench as the terminal's loop sees it: events and keys go into the reducer, effects into the world, the
/// state onto the surface. Everything happens on the loop's thread but reading the store.
final class Workbench: TerminalApplication {
  var state: AppState
  let engine: Engine
  private let themes: ThemeLibrary
  private(set) var theme: Theme
  private var adapter = ThemeAdapter()
  /// The themes that were looked at in the list of themes.
  private var previews: [String: Theme] = [:]
  /// What the terminal has taken so far; nil where none is written to.
  var statistics: (() -> OutputStatistics)?
  let configuration: WorkbenchConfiguration
  /// What the terminal shows, as the last frame knew it.
  private(set) var traits = TerminalTraits()
  /// Hands a text to the terminal's clipboard; false where it is too long for one.
  var clipboard: (String) -> Bool = { _ in false }
  var recorder: SessionRecorder?
  /// What lies where in the last frame.
  private var hits = HitMap()
  private let firstRun: [TourStep]
  private let warning: String?
  let now: () -> Double
  private var subscription: Subscription?
  private var watch: StoreWatch?
  let reader = DispatchQueue(label: "halftone.workbench.reader", qos: .utility)
  let answers = Answers()
  private(set) var wake: @Sendable () -> Void = {}
  private var reaction = Reaction.nothing
  private var saysUnsaved = true
  private var hasBegun = false
  private var quiet = QuietMoment()
  /// Nobody chose a theme, now or earlier.
  private var isThemeOpen = false

  /// - Parameter now: seconds since 1970.
  /// - Throws: ``UserError`` for an unknown or broken theme.
  init(
    _ configuration: WorkbenchConfiguration, now: @escaping () -> Double = { Date().timeIntervalSince1970 }
  ) throws {
    self.configuration = configuration
    engine = configuration.engine
    themes = configuration.themes
    firstRun = configuration.firstRun
    warning = configuration.warning
    self.now = now
    state = AppState(
      catalogue: configuration.catalogue, keyMap: configuration.keyMap, spell: configuration.spell)
    theme = .dark
    let earlier = InterfaceState.read(interfacePath)
    if let name = configuration.theme {
      theme = try themes.theme(name)
    } else if let name = earlier?.theme, let last = try? themes.theme(name) {
      theme = last
    } else {
      theme = (try? themes.theme(Theme.dark.name)) ?? .dark
      isThemeOpen = true
    }
    state.themeName = configuration.theme ?? theme.name
    state.themeNames = themes.names
    state.hints = Hints.read(hintsPath)
    state.rememberedHints = state.hints
  }

  /// What the terminal turned out to be: where nobody chose a theme, a light ground gets the light one.
  func adopt(_ traits: TerminalTraits) {
    guard isThemeOpen, !traits.isDark, let light = try? themes.theme("light") else { return }
    theme = light
    state.themeName = light.name
  }

  private var interfacePath: String { engine.store.home + "/ui.json" }
  private var hintsPath: String { engine.store.home + "/hints.json" }

  /// Listens to the engine, lists the runs, and goes on where the person left off. The first wake-up, which comes after
  /// the first paint, prepares the engine and begins the tour.
  ///
  /// - Parameter wake: wakes the loop, from any thread.
  /// - Throws: ``UserError`` when the store cannot be read.
  func open(wake: @escaping @Sendable () -> Void) throws {
    self.wake = wake
    state.now = now()
    if let request = configuration.replay { return try open(request) }
    subscription = engine.bus.subscribe(wake: wake)
    let listed = try engine.store.list()
    for summary in listed where state.runs[summary.id] == nil { state.runs.insert(RunState(summary)) }
    watch = watched(listed)
    if let earlier = InterfaceState.read(interfacePath) { state.restore(earlier) }
    if state.selected == nil { state.selected = state.runs.listed.first?.job }
    if let warning { state.toast(.failure, warning) }
    let interrupted = state.interrupted.count
    if interrupted > 0 {
      state.toast(
        .warning,
        interrupted == 1
          ? "1 interrupted run: \(state.key("resume")) resumes it"
          : "\(interrupted) interrupted runs: \(state.key("resume")) resumes the newest")
    }
    wake()
  }

  /// What the first paint need not wait for.
  private func begin() {
    hasBegun = true
    if state.replay != nil { return }
    engine.prepare()
    if state.runs.order.isEmpty, !firstRun.isEmpty {
      perform(state.begin(tour: firstRun))
      reaction = .redraw
    }
    perform(state.followUp())
  }

  // MARK: The loop

  func handle(_ event: InputEvent) -> Reaction {
    let before = state.now
    state.now = now()
    // Time in which the program was stopped is not played.
    state.play(for: min(1, state.now - before))
    reaction = .nothing
    quiet.note(event, at: state.now)
    switch event {
    case .key(let press): take(state.reduce(press))
    case .paste(let text) where state.isTyping: reduce(.paste(text))
    case .mouse(let mouse): take(state.reduce(mouse, on: hits))
    case .resize(let size):
      state.size = size
      perform(state.followUp())
      reaction = .redraw
    case .wake:
      if !hasBegun { begin() }
      drain()
    case .tick:
      state.expireToasts()
      if quiet.hasCome(at: state.now) { engine.tidy() }
      reaction = .redraw
    case .paste, .focus, .terminate: break
    }
    return reaction
  }

  func draw(on surface: inout Surface) {
    state.output = state.overlay == .bytes ? statistics?() : nil
    WorkbenchFrame.draw(state, on: &surface, theme: adapter.theme(shownTheme, at: surface.traits.depth))
    hits = surface.hits
    state.keepScroll(hits)
    traits = surface.traits
    record(surface)
  }

  /// The theme in use, or the one that is looked at in the list; a broken one is not shown.
  private var shownTheme: Theme {
    let name = state.shownTheme
    guard name != state.themeName else { return theme }
    if let preview = previews[name] { return preview }
    let preview = (try? themes.theme(name)) ?? theme
    previews[name] = preview
    return preview
  }

  /// Nothing on the screen changes by itself but toasts, which go, ages, which are told in minutes, and what is counted
  /// of the terminal; and a quiet moment is used.
  var nextTick: ContinuousClock.Instant? {
    var seconds = state.toasts.map { $0.expires - state.now }
    if state.replay?.isPlaying == true { seconds.append(0.05) }
    if state.screen == .runs, state.replay == nil, !state.shown.listed.isEmpty { seconds.append(60) }
    if state.overlay == .bytes { seconds.append(1) }
    if let due = quiet.due { seconds.append(due - state.now) }
    guard let least = seconds.min() else { return nil }
    return ContinuousClock.now + .seconds(max(0.05, least - (now() - state.now)))
  }

  /// Draws again only where something looks different: a key that means nothing costs nothing.
  private func take(_ effects: [Effect]?) {
    guard let effects else { return }
    if reaction == .nothing { reaction = .redraw }
    perform(effects)
  }

  private func reduce(_ action: Action) {
    if reaction == .nothing { reaction = .redraw }
    perform(state.reduce(action))
  }

  // MARK: What comes in

  private func drain() {
    guard let subscription else { return }
    let events = subscription.drain()
    for event in events { perform(state.reduce(event)) }
    for job in subscription.takeLagging() { perform(state.reduce(lagging: job)) }
    let answered = answers.take()
    for answer in answered {
      switch answer {
      case .loaded(let run): perform(state.reduce(loaded: run))
      case .unreadable(let job, let message): perform(state.reduce(unreadable: job, message: message))
      case .stored(let changes): perform(state.reduce(stored: changes))
      case .failed(let message): state.toast(.failure, message)
      case .exported(let files): announce(files)
      }
    }
    if !events.isEmpty { perform(state.followUp()) }
    if !events.isEmpty || !answered.isEmpty { reaction = .redraw }
  }

  // MARK: What goes out

  private func perform(_ effects: [Effect]) { for effect in effects { perform(effect) } }

  private func perform(_ effect: Effect) {
    if state.replay != nil, effect.touchesStore { return }
    switch effect {
    case .perform(.restart(let job)): restart(job)
    case .perform(let command): attempt { try engine.perform(command) }
    case .start(let request):
      do {
        perform(state.reduce(accepted: request, as: try engine.perform(request.command)))
      } catch {
        perform(state.reduce(refused: request, message: Self.message(error)))
      }
    case .load(let job): load(job)
    case .remove(let job): remove(job)
    case .save: saveInterface()
    case .remember(let hints): remember(hints)
    case .theme(let name): choose(theme: name)
    case .export(let kind): export(kind)
    case .copy(let text): copy(text)
    case .record: toggleRecording()
    case .suspend: reaction = .suspend
    case .repaint: reaction = .repaint
    case .quit: reaction = .quit
    }
  }

  func attempt(_ body: () throws -> Void) {
    do { try body() } catch { state.toast(.failure, Self.message(error)) }
  }

  /// Writes where the person is, for the next start. A store that cannot be written is said once.
  func saveInterface() {
    guard state.replay == nil else { return }
    guard FileManager.default.fileExists(atPath: engine.store.home) else { return }
    var interface = state.interfaceState
    // What the terminal's ground chose is chosen anew the next time.
    if isThemeOpen { interface.theme = nil }
    do { try interface.write(interfacePath) } catch {
      if saysUnsaved { state.toast(.warning, Self.message(error)) }
      saysUnsaved = false
    }
  }

  private func remember(_ hints: Hints) {
    guard FileManager.default.fileExists(atPath: engine.store.home) else { return }
    attempt { try hints.write(hintsPath) }
  }

  private func choose(theme name: String) {
    attempt {
      theme = try themes.theme(name)
      state.toast(.information, "theme \(name)")
    }
    isThemeOpen = false
    // A broken theme is passed over the next time.
    state.themeName = name
  }

  static func message(_ error: any Error) -> String { (error as? UserError)?.message ?? "\(error)" }
}
