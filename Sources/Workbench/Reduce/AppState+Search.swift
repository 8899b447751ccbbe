import Catalog
import TerminalUI

/// `/`, `n` and `N`: on the Runs screen what is typed filters the list, in the help it filters the keys, elsewhere it
/// leads to what matches; where the log has the keyboard it leads through its lines.
extension AppState {
  private var filtersRuns: Bool { overlay == nil && screen == .runs && !isLogFocused }
  private var looksInLog: Bool { overlay == nil && isLogFocused }

  /// Where what is typed goes: the filter of the runs outlives a look at another screen.
  var searchLine: TextFieldState {
    get { filtersRuns ? runsView.filter : search.line }
    set {
      if filtersRuns { runsView.filter = newValue } else { search.line = newValue }
    }
  }

  /// Whether n and N lead somewhere.
  var hasMatches: Bool {
    guard !search.isTyping, !searchLine.isEmpty else { return false }
    if case .chooser? = overlay { return true }
    return overlay == nil
  }

  /// Whether there is anything to look through.
  var canSearch: Bool {
    switch overlay {
    case .help: true
    case nil where filtersRuns: !shown.listed.isEmpty
    default: !searchTexts.isEmpty
    }
  }

  /// The lines that are looked through, in their order.
  var searchTexts: [String] {
    switch overlay {
    case .chooser(let chooser): return chooser.items.map { "\($0.title) \($0.identifier)" }
    case nil: break
    default: return []
    }
    if looksInLog { return logLines }
    switch screen {
    case .runs: return visibleRuns.map(\.job)
    case .training: return []
    case .layers: return layersGrid?.grid.rows ?? []
    case .lesions: return lesionRun?.grid(Convention.Grid.single)?.grid.columns ?? []
    case .concepts: return conceptTexts
    case .saliency:
      guard let inputs = saliencyRun?.pictures[Convention.Pictures.inputs] else { return [] }
      return (0..<shownInputs).map { index in
        let caption = inputs.captions.indices.contains(index) ? inputs.captions[index] : ""
        let predicted = inputs.scores.indices.contains(index) ? inputs.scores[index].first?.name : nil
        return "\(caption) \(predicted ?? "")"
      }
    }
  }

  /// The chosen one among ``searchTexts``.
  private var searchPlace: Int {
    if case .chooser(let chooser)? = overlay { return chooser.selection }
    if looksInLog { return (logState.match ?? currentRun?.log.end ?? 0) - (currentRun?.log.first ?? 0) }
    switch screen {
    case .runs: return visibleRuns.firstIndex { $0.job == selected } ?? -1
    case .training: return 0
    case .layers: return layersView.row
    case .saliency: return saliencyView.selection
    case .lesions: return lesionsView.block
    case .concepts: return conceptPlace
    }
  }

  private var logLines: [String] {
    guard let log = currentRun?.log else { return [] }
    return (log.first..<log.end).compactMap { log[$0]?.text }
  }

  private mutating func moveSearch(to place: Int) {
    if case .chooser(var chooser)? = overlay {
      chooser.selection = place
      overlay = .chooser(chooser)
      return
    }
    if looksInLog, let log = currentRun?.log {
      logState.search.set(search.text)
      logState.go(to: log.first + place, log, visible: logRows)
      return
    }
    switch screen {
    case .runs:
      let visible = visibleRuns
      if visible.indices.contains(place) { select(visible[place].job) }
    case .training: break
    case .layers: layersView.row = max(0, place)
    case .saliency: saliencyView.selection = max(0, place)
    case .lesions: chooseBlock(place)
    case .concepts: moveConceptSearch(to: place)
    }
  }

  /// The places of ``searchTexts`` that match; the filtered list of runs matches as a whole.
  var matchPlaces: [Int] {
    let texts = searchTexts
    if filtersRuns { return Array(texts.indices) }
    return texts.indices.filter { search.matches(texts[$0]) }
  }

  mutating func beginSearch() {
    guard canSearch else { return toast(.information, "Nothing to look through here") }
    if filtersRuns { runsView.pane = 0 } else { search.line = TextFieldState() }
    search.isTyping = true
    search.origin = searchPlace
  }

  /// A key while what is looked for is typed; nil for what means something beyond it.
  mutating func reduceSearch(_ action: Action) -> [Effect]? {
    switch action {
    case .type(let character): searchLine.insert(character)
    case .paste(let text): searchLine.insert(text)
    case .erase: searchLine.backspace()
    case .eraseForward: searchLine.deleteForward()
    case .reset: searchLine.set("")
    case .left: searchLine.move(by: -1)
    case .right: searchLine.move(by: 1)
    case .activate:
      search.isTyping = false
      return []
    case .back:
      endSearch()
      return []
    case .up, .down, .pageUp, .pageDown, .top, .bottom: return nil
    default:
      search.isTyping = false
      return nil
    }
    if case .help? = overlay { overlay = .help(offset: 0) }
    if filtersRuns {
      let visible = visibleRuns
      if !visible.contains(where: { $0.job == selected }) { select(visible.first?.job) }
    } else if !search.line.isEmpty {
      let places = matchPlaces
      if let place = places.first(where: { $0 >= search.origin }) ?? places.first { moveSearch(to: place) }
    }
    return []
  }

  /// Drops what was looked for; while it is still typed the view goes back to where it was.
  mutating func endSearch() {
    let isTyping = search.isTyping
    let origin = search.origin
    searchLine.set("")
    let wasInLog = looksInLog
    search = Search()
    if wasInLog { logState = LogState() }
    if isTyping, !filtersRuns, !wasInLog { moveSearch(to: origin) }
  }

  mutating func turnMatch(by step: Int) {
    let places = matchPlaces, here = searchPlace
    guard let first = places.first, let last = places.last else {
      return toast(.information, "No match for \(searchLine.text)")
    }
    moveSearch(
      to: step > 0 ? places.first { $0 > here } ?? first : places.last { $0 < here } ?? last)
  }

  /// What is looked for and how much was found, for the last row: `/bag  2 of 5`.
  var searchStatus: TextLine? {
    guard search.isTyping || !searchLine.isEmpty else { return nil }
    if filtersRuns, !search.isTyping { return nil }
    var line = TextLine("/", .key, .bold)
    let text = searchLine.text, cursor = searchLine.cursor
    if search.isTyping {
      line += TextLine(String(text.prefix(cursor)), .title)
      line += TextLine(text.dropFirst(cursor).first.map(String.init) ?? " ", .title, .reverse)
      line += TextLine(String(text.dropFirst(cursor + 1)), .title)
    } else {
      line += TextLine(text, .title)
    }
    if case .help? = overlay { return line }
    let places = matchPlaces
    guard !places.isEmpty else { return line + TextLine("  no match", .warning) }
    let place = places.firstIndex(of: searchPlace).map { "\($0 + 1) of " } ?? ""
    return line + TextLine("  \(place)\(places.count)", .muted)
  }
}
