import Catalog
import Engine
import TerminalUI

/// Keys while something lies over the screen.
extension AppState {
  mutating func reduceOverlay(_ action: Action) -> [Effect] {
    switch action {
    case .search:
      beginSearch()
      return []
    case .nextMatch, .previousMatch:
      turnMatch(by: action == .nextMatch ? 1 : -1)
      return []
    case .back where !search.line.isEmpty:
      endSearch()
      return []
    default: break
    }
    switch overlay {
    case .help(let offset): scrollHelp(offset, action)
    case .palette(var palette):
      if action == .activate { return run(palette) }
      palette.reduce(action, count: palette.matches(paletteItems(palette.query)).count)
      overlay = action == .back ? nil : .palette(palette)
    case .chooser(var chooser):
      if action == .activate { return choose(chooser) }
      chooser.reduce(action)
      overlay = action == .back ? nil : .chooser(chooser)
    case .form(var sheet):
      if action == .activate { return submit(sheet) }
      sheet.form.reduce(action)
      overlay = action == .back ? nil : .form(sheet)
    case .confirm(let confirmation):
      if action == .activate { return confirm(confirmation) }
      if action == .back { overlay = nil }
    case .command, .bytes: if action == .back { overlay = nil }
    case nil: break
    }
    return []
  }

  private mutating func scrollHelp(_ offset: Int, _ action: Action) {
    switch action {
    case .down: overlay = .help(offset: offset + 1)
    case .up: overlay = .help(offset: max(0, offset - 1))
    case .pageDown: overlay = .help(offset: offset + 10)
    case .pageUp: overlay = .help(offset: max(0, offset - 10))
    case .top: overlay = .help(offset: 0)
    case .goto(let line): overlay = .help(offset: max(0, line - 1))
    case .back: overlay = nil
    default: break
    }
  }

  private mutating func submit(_ sheet: FormSheet) -> [Effect] {
    let settings: Settings
    do {
      settings = try Settings(sheet.card, typed: sheet.form.typed)
    } catch {
      toast(.failure, (error as? UserError)?.message ?? "\(error)")
      return []
    }
    overlay = nil
    tour?.leads = false
    // A sweep runs beside a training and hardly slows it; of normal priority it would wait for the training's end.
    let besides = [Convention.Experiment.layers] + Convention.Experiment.concepts
    let priority: Priority = besides.contains(sheet.card.identifier) ? .background : .normal
    return [
      .start(
        StartRequest(
          experiment: sheet.card.identifier, settings: settings, priority: priority, stored: true,
          purpose: .form))
    ]
  }

  // MARK: Lists to choose from

  mutating func offerExperiments() {
    let items = catalogue.experiments.map {
      ChooserState.Item(identifier: $0.identifier, title: $0.title, summary: $0.summary)
    }
    var chooser = ChooserState(subject: .experiment, title: "New run", items: items)
    // On a screen that shows one kind of run, that kind is what a person most likely wants more of.
    chooser.selection = items.firstIndex { Self.screen(of: $0.identifier) == screen } ?? 0
    overlay = items.isEmpty ? nil : .chooser(chooser)
  }

  private mutating func choose(_ chooser: ChooserState) -> [Effect] {
    guard chooser.items.indices.contains(chooser.selection) else { return [] }
    let identifier = chooser.items[chooser.selection].identifier
    overlay = nil
    switch chooser.subject {
    case .experiment: openForm(identifier)
    case .export: return ExportKind(rawValue: identifier).map { [.export($0)] } ?? []
    case .method: saliencyView.method = identifier
    case .target: saliencyView.target = SaliencyTarget(spelled: identifier) ?? .predicted
    case .theme: return [.theme(identifier)]
    }
    return []
  }

  /// All themes; the one that is chosen is seen at once.
  mutating func offerThemes() {
    let items = themeNames.map { name in
      ChooserState.Item(identifier: name, title: name, summary: name == themeName ? "in use" : "")
    }
    guard !items.isEmpty else { return toast(.information, "There are no other themes") }
    var chooser = ChooserState(subject: .theme, title: "Theme", items: items)
    chooser.selection = items.firstIndex { $0.identifier == themeName } ?? 0
    overlay = .chooser(chooser)
  }

  /// The theme that the screen is drawn in: the one looked at in the list of themes, else the one in use.
  public var shownTheme: String {
    if case .chooser(let chooser)? = overlay, chooser.subject == .theme,
      chooser.items.indices.contains(chooser.selection)
    {
      return chooser.items[chooser.selection].identifier
    }
    return themeName
  }

  mutating func openForm(_ experiment: String) {
    guard replay == nil, let card = catalogue.experiment(experiment) else { return }
    var filled: [String: String] = [:]
    if let model = modelName, card.parameter(Convention.Setting.model) != nil {
      filled[Convention.Setting.model] = model
    }
    if experiment == Convention.Experiment.sennSweep { filled.merge(sweepSettings(card)) { $1 } }
    // A second run of the same kind most often changes one thing about the first.
    if let run = currentRun, run.experiment == experiment, let settings = run.description?.settings {
      for (name, value) in settings.differences(from: card) { filled[name] = value }
    }
    var offered = catalogue.choices(models: modelNames)
    // The default, such as `auto`, can be turned back to.
    for parameter in card.parameters {
      let standard = parameter.standard.spelled
      if let words = offered[parameter.name], !standard.isEmpty, !words.contains(standard) {
        offered[parameter.name] = [standard] + words
      }
    }
    // What is left empty and can be chosen begins with the first choice.
    for parameter in card.parameters where filled[parameter.name] == nil && parameter.standard.spelled.isEmpty
    {
      filled[parameter.name] = offered[parameter.name]?.first
    }
    let common = card.parameters.filter(\.isCommon) + card.parameters.filter { !$0.isCommon }
    overlay = .form(FormSheet(card: card, form: FormState(common, typed: filled, offered: offered)))
  }
}

extension PaletteState {
  mutating func reduce(_ action: Action, count: Int) {
    switch action {
    case .type(let character): insert(character)
    case .paste(let text): paste(text)
    case .erase: backspace()
    case .down, .nextPane: list.move(by: 1, count: count)
    case .up, .previousPane: list.move(by: -1, count: count)
    case .pageDown: list.move(by: 8, count: count)
    case .pageUp: list.move(by: -8, count: count)
    default: break
    }
  }
}

extension ChooserState {
  mutating func reduce(_ action: Action) {
    let last = max(0, items.count - 1)
    switch action {
    case .down, .nextPane: selection = selection >= last ? 0 : selection + 1
    case .up, .previousPane: selection = selection == 0 ? last : selection - 1
    case .top, .pageUp: selection = 0
    case .bottom, .pageDown: selection = last
    case .goto(let line): selection = min(max(0, line - 1), last)
    default: break
    }
  }
}

extension FormState {
  mutating func reduce(_ action: Action) {
    switch action {
    case .up, .previousPane: previous()
    case .down, .nextPane: next()
    case .pageUp: focus(0)
    case .pageDown: focus(parameters.count)
    case .left: move(by: -1)
    case .right: move(by: 1)
    case .top: moveToStart()
    case .bottom: moveToEnd()
    case .type(let character): insert(character)
    case .paste(let text): paste(text)
    case .erase: backspace()
    case .eraseForward: deleteForward()
    case .reset: reset()
    default: break
    }
  }
}
