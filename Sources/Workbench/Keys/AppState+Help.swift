import TerminalUI

extension AppState {
  /// All keys of this screen by group; those that match what is looked for.
  var helpGroups: [HelpGroup] {
    let bindings = keyMap.bindings
    let own = bindings.filter { $0.context == KeyContext(screen) }
    let general = bindings.filter { $0.context == .everywhere && !$0.action.isMotion }
    let found = bindings.filter { $0.context == .matches }
    let moving = bindings.filter {
      $0.context == .motion && $0.action != .erase && $0.action != .eraseForward
    }
    func hints(_ bindings: [KeyBinding<KeyContext, Action>]) -> [KeyHint] {
      bindings.filter { !$0.chords.isEmpty }.map { binding in
        // Arrows and letters that do the same are named together.
        let letters = binding.context == .motion ? letters(for: binding.action) : []
        return KeyHint((binding.chords + letters).map(\.display).joined(separator: " "), binding.help)
      }.filter { search.matches("\($0.keys) \($0.label)") }
    }
    let played = replay == nil ? [] : bindings.filter { $0.context == .replay }
    let groups = [
      HelpGroup(KeyContext.replay.title, hints(played)),
      HelpGroup(screen.title, hints(own)), HelpGroup("Everywhere", hints(general)),
      HelpGroup(KeyContext.matches.title, hints(found)), HelpGroup("Moving", hints(moving)),
    ]
    return groups.filter { !$0.hints.isEmpty }
  }
}
