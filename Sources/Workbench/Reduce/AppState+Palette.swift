import TerminalUI

/// One line of the palette.
struct PaletteItem: Sendable, Equatable {
  let entry: PaletteEntry
  let action: Action

  init(_ title: String, keys: String = "", _ action: Action) {
    entry = PaletteEntry(title, keys: keys)
    self.action = action
  }
}

/// `:`: everything by name, and words that take an argument: `:theme light`, `:goto 12`, `:map joint`.
extension AppState {
  /// What the palette offers while `query` is typed: what can be done here and everywhere, words with each argument
  /// they take, then the runs.
  func paletteItems(_ query: String) -> [PaletteItem] {
    let contexts = (replay == nil ? [] : [.replay]) + [KeyContext(screen), .everywhere]
    let actions = contexts.flatMap { context in
      keyMap.bindings.filter { $0.context == context && !$0.action.isMotion && $0.action != .palette }
    }.map { PaletteItem("\($0.identifier): \($0.help)", keys: $0.chords.first?.display ?? "", $0.action) }
    let opened = shown.listed.map {
      PaletteItem("open \(fullTitle(of: $0))", keys: $0.keyFigure, .open($0.job))
    }
    return line(query) + seek(query) + actions + words + exports + opened
  }

  /// `:12` and `:goto 12`, which cannot be listed.
  private func line(_ query: String) -> [PaletteItem] {
    let words = query.split(separator: " ")
    guard let last = words.last, words.count == 1 || (words.count == 2 && words[0] == "goto") else {
      return []
    }
    guard let number = Int(last), (0...999_999).contains(number) else { return [] }
    return [PaletteItem(query, keys: gotoMeaning, .goto(number))]
  }

  /// `:seek 50%`, `:seek epoch:7`.
  private func seek(_ query: String) -> [PaletteItem] {
    guard replay != nil, query.hasPrefix("seek "), let point = try? ReplayPoint(String(query.dropFirst(5)))
    else { return [] }
    return [PaletteItem(query, keys: "go there", .replay(.point(point)))]
  }

  private var exports: [PaletteItem] {
    ExportKind.allCases.map { PaletteItem("export \($0.rawValue)", keys: $0.title, .export($0)) }
  }

  private var gotoMeaning: String {
    switch screen {
    case .runs: "the run in that line"
    case .training: "read out that epoch"
    case .layers: "the layer in that line"
    case .saliency: "the input of that number"
    case .lesions: "the block of that number"
    case .concepts: "the concept in that line"
    }
  }

  /// Each word with each argument.
  private var words: [PaletteItem] {
    let themes = themeNames.map { PaletteItem("theme \($0)", .theme($0)) }
    switch screen {
    case .runs, .lesions: return themes
    case .concepts:
      let pages = ConceptsPage.allCases.map {
        PaletteItem("page \($0.rawValue)", keys: $0.title, .conceptsPage($0))
      }
      let classes = (conceptExplanation?.classes ?? []).enumerated().map {
        PaletteItem("contrast \($1)", .contrast($0))
      }
      return pages + classes + themes
    case .training:
      return [
        PaletteItem("axis log", .axis(isLogarithmic: true)),
        PaletteItem("axis linear", .axis(isLogarithmic: false)),
      ] + themes
    case .layers:
      return layersMaps.map { PaletteItem("map \($0.rawValue)", keys: $0.title, .map($0)) } + themes
    case .saliency:
      let methods = catalogue.explainers.map {
        PaletteItem("method \($0.identifier)", .method($0.identifier))
      }
      let classes = targets.map { PaletteItem("class \(title(of: $0))", .target($0)) }
      return methods + classes + themes
    }
  }

  mutating func run(_ palette: PaletteState) -> [Effect] {
    let items = paletteItems(palette.query)
    guard let chosen = CommandPalette(items.map(\.entry), state: palette).chosen else {
      toast(.information, "No command is called \(palette.query)")
      return []
    }
    overlay = nil
    return apply(items[chosen].action)
  }
}

extension Action {
  /// Movement makes no sense in a palette.
  var isMotion: Bool {
    [
      .up, .down, .left, .right, .top, .bottom, .pageUp, .pageDown, .nextPane, .previousPane, .activate,
      .back,
    ].contains(self)
  }
}

extension PaletteState {
  /// The places of the items that match what is typed.
  func matches(_ items: [PaletteItem]) -> [Int] { CommandPalette(items.map(\.entry), state: self).matches }
}
