import TerminalUI

/// Keys as the state understands them: through its key table and nowhere else.
extension AppState {
  /// Where the next key counts, the innermost first.
  public var keyContexts: [KeyContext] {
    if search.isTyping { return [.search, .motion] }
    let found: [KeyContext] = hasMatches ? [.matches] : []
    switch overlay {
    case .palette: return [.palette, .motion]
    case .chooser: return found + [.chooser, .motion]
    case .form: return [.form, .motion]
    case .confirm(let question):
      return question.subject == .quit ? [.leaving, .question, .motion] : [.question, .motion]
    case .help, .command, .bytes: return [.help, .motion]
    case nil:
      return found + (replay == nil ? [] : [.replay]) + [KeyContext(screen), .everywhere, .motion]
    }
  }

  /// Whether letters are text just now.
  public var isTyping: Bool { keyContexts.contains(where: \.takesText) }

  /// Whether digits that no key has begin a count.
  private var takesCounts: Bool {
    switch overlay {
    case .chooser, .help, .command, .bytes, nil: !isTyping
    case .palette, .form, .confirm: false
    }
  }

  /// Takes one key in. Pure: what must happen in the world is returned; nil where the key means nothing here.
  @discardableResult
  public mutating func reduce(_ press: KeyPress) -> [Effect]? {
    let wasEmpty = typed.isEmpty
    if isTyping, let character = press.typed {
      typed.reset()
      return reduce(.type(character))
    }
    switch typed.press(press, in: keyContexts, of: keyMap, takesCounts: takesCounts) {
    case .action(let action, let count): return reduce(action, count: count)
    case .pending: return []
    case .nothing: return wasEmpty ? nil : []
    }
  }

  /// Does what a key asks for as often as the count says, or at the line that it says.
  mutating func reduce(_ action: Action, count: Int?) -> [Effect] {
    guard let count else { return reduce(action) }
    if action == .top || action == .bottom { return reduce(.goto(count)) }
    guard action.repeats else { return reduce(action) }
    return (0..<min(count, Self.mostRepeats)).flatMap { _ in apply(action) } + followUp()
  }

  /// More than any list here has lines; a held digit must not hold up the loop.
  private static let mostRepeats = 2000

  /// The first key of the action called `identifier`, for a text: `n`; empty where it has none.
  func key(_ identifier: String) -> String { keyMap[identifier]?.chords.first?.display ?? "" }

  /// The letters that move like an arrow outside text.
  func letters(for action: Action) -> [KeyChord] {
    keyMap.bindings.filter { $0.context == .everywhere && $0.action == action }.flatMap(\.chords)
  }
}

extension Action {
  /// Whether a count does it so many times; a count before anything else is dropped.
  var repeats: Bool {
    switch self {
    case .up, .down, .left, .right, .pageUp, .pageDown, .nextPane, .previousPane, .step, .nextMap,
      .previousMap, .nextPanel, .previousPanel,
      .nextMethod, .previousMethod, .nextTarget, .previousTarget, .nextPage, .previousPage, .nextMatch,
      .previousMatch, .replay(.events), .replay(.seconds), .replay(.percent), .replay(.faster),
      .replay(.slower), .more, .less:
      true
    default: false
    }
  }
}
