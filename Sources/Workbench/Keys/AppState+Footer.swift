import TerminalUI

/// One hint of the last row: the keys, what they do, and what a click on it does.
struct FooterHint: Sendable, Equatable {
  let keys: String
  let label: String
  let action: Action
}

extension AppState {
  /// What the keys do here, the most telling first; what makes no sense just now is left out. While a chord is typed,
  /// what can follow.
  var footerHints: [FooterHint] {
    if !typed.presses.isEmpty {
      return keyMap.continuations(of: typed.presses, in: keyContexts).map { rest, binding in
        FooterHint(
          keys: rest.display, label: binding.label.isEmpty ? binding.help : binding.label,
          action: binding.action)
      }
    }
    var hints: [FooterHint] = []
    var taken: Set<KeyChord> = []
    for context in keyContexts {
      for binding in keyMap.bindings where binding.context == context {
        // A key that an inner context has is not named again for an outer one.
        let free = binding.chords.filter { taken.insert($0).inserted }
        guard !binding.label.isEmpty, isUseful(binding.action), let chord = free.first else { continue }
        hints.append(
          FooterHint(
            keys: keys(binding) ?? chord.display, label: label(binding.action) ?? binding.label,
            action: binding.action))
      }
    }
    return hints
  }

  /// At the right end of the last row: what has been typed of a count or a chord, what is looked for, else the way
  /// to the help and out.
  var footerStatus: TextLine {
    if !typed.isEmpty { return TextLine(" \(typed.display)… ", .accent, .bold) }
    if let status = searchStatus { return status }
    guard overlay == nil, !isTyping else { return "" }
    return TextLine(key("help"), .key, .bold) + TextLine(" help   ", .muted)
      + TextLine(key("quit"), .key, .bold)
      + TextLine(" quit", .muted)
  }

  /// Does what a hint that was clicked says.
  mutating func perform(_ hint: FooterHint) -> [Effect] {
    typed.reset()
    return apply(hint.action)
  }

  /// Pairs of keys that belong together are named together.
  private func keys(_ binding: KeyBinding<KeyContext, Action>) -> String? {
    guard overlay == nil else { return nil }
    let other: Action? =
      switch binding.action {
      case .left where screen == .training: .right
      case .right where screen == .lesions || screen == .concepts: .left
      case .down where screen == .concepts: .up
      case .nextMap: .previousMap
      case .nextTarget: .previousTarget
      case .nextPage: .previousPage
      case .nextMatch: .previousMatch
      case .more: .less
      case .replay(let action): action.opposite.map(Action.replay)
      default: nil
      }
    let pair = keyMap.bindings.first { $0.context == binding.context && $0.action == other }
    guard let first = binding.chords.first?.display, let second = pair?.chords.first?.display else {
      return nil
    }
    // A page further is right of a page back.
    return [.nextMap, .nextTarget, .nextPage].contains(binding.action) || binding.context == .replay
      ? "\(second) \(first)" : "\(first) \(second)"
  }

  private func label(_ action: Action) -> String? {
    switch action {
    case .pauseOrResume: currentRun?.status == .paused ? "go on" : "pause"
    case .freeze: frozen == nil ? "freeze" : "unfreeze"
    case .zoom: isZoomed ? "unzoom" : "zoom"
    case .mark where screen == .runs: selected.map(runsView.marked.contains) == true ? "unmark" : "mark"
    case .sweep where screen == .layers: modelRun?.status.isLive == true ? "follow" : "sweep"
    case .log: showsLog ? "hide log" : "log"
    case .left where overlay == nil && screen == .training: "read out"
    case .right where overlay == nil && screen == .lesions: "block"
    case .right where overlay == nil && screen == .concepts: conceptsView.page == .sweep ? "λ" : "input"
    case .nextMethod where screen == .concepts: conceptsView.page == .prototypes ? "kind" : "quantity"
    case .nextPage where screen == .concepts: "noise"
    case .rawRelevances: conceptsView.isRaw ? "less mean" : "raw θ"
    case .sortConcepts: conceptsView.isSorted ? "in order" : "sort"
    case .nextMap: screen == .layers ? "map" : "view"
    case .activate where overlay == nil && screen == .lesions: deletionVerb
    case .activate where overlay == nil && screen == .concepts: conceptVerb
    case .compare where screen == .lesions: comparesLesions ? "stems" : "compare"
    case .nextMatch: "match"
    case .nextPage: "page"
    case .replay(.toggle): replay?.isPlaying == true ? "hold" : "play"
    case .activate: confirmVerb
    default: nil
    }
  }

  private var confirmVerb: String? {
    if case .confirm(let question)? = overlay { question.verb } else { nil }
  }

  private func isUseful(_ action: Action) -> Bool {
    guard overlay == nil else { return true }
    if replay != nil, action.touchesJobs { return false }
    if screen == .concepts, let useful = isUsefulOnConcepts(action) { return useful }
    let status = currentRun?.status
    let isOwn = currentRun?.isElsewhere == false
    return switch action {
    case .pauseOrResume: isOwn && status?.isLive == true
    case .step: isOwn && status == .paused
    case .cancel: isOwn && status?.isLive == true
    case .remove: status?.isLive == false
    case .restart: status?.isResumable == true || !interrupted.isEmpty
    case .activate where screen == .lesions: showsPathGraph
    case .activate: screen != .runs || selectedRun != nil
    case .search: canSearch
    case .mark where screen == .layers: !layersUnits.isEmpty
    case .sweepMarked: !markedUnits.isEmpty
    case .mark: selectedRun.map(canMark) ?? false
    case .compare where screen == .lesions: lesionRun != nil
    case .nextMap where screen == .lesions: lesionRun != nil || pathsRun != nil
    case .compare:
      layersRun.map { own in
        shown.listed.contains { Self.isSweep($0) && $0.job != own.job } && Self.isSweep(own)
      } ?? false
    case .nextPanel: layersPanels.count > 1
    case .more: screen == .training ? trainingRun != nil : saliencyRun != nil
    case .less: screen != .layers || !layersRows.groups.isEmpty
    case .foldAll: !layersRows.groups.isEmpty
    case .log: currentRun != nil
    case .sweep where screen == .layers: modelRun.map { $0.status != .queued } ?? false
    case .sweep: modelRun?.status.isLive == false
    case .measurePaths: modelRun?.status.isLive == false
    case .right where screen == .lesions: lesionRun != nil
    case .logarithmic, .left: trainingRun != nil
    case .nextMap: layersRun != nil
    case .nextMethod, .nextTarget, .nextPage: saliencyRun != nil
    case .freeze: frozen != nil || !runs.live.isEmpty
    case .command, .zoom: currentRun != nil
    default: true
    }
  }
}
