/// What has been typed towards a command: a count and the beginning of a chord, shown while they last.
///
/// A digit begins a count where no binding has it; once a count has begun every digit belongs to it, so `0` is a way
/// to begin one with a digit that is bound: `012j`.
public struct KeySequence: Sendable, Equatable {
  public private(set) var count: Int?
  /// The presses of a chord that is not finished.
  public private(set) var presses: [KeyPress] = []

  public init() {}

  public enum Outcome<Action: Sendable>: Sendable {
    /// - count: how often, or to which line; nil where none was typed.
    case action(Action, count: Int?)
    /// More is awaited.
    case pending
    case nothing
  }

  public var isEmpty: Bool { count == nil && presses.isEmpty }

  /// As it is shown while it lasts: `12g`.
  public var display: String {
    (count.map(String.init) ?? "") + presses.map(\.display).joined()
  }

  /// - Parameters:
  ///   - contexts: the innermost first.
  ///   - takesCounts: whether unbound digits begin a count.
  public mutating func press<Context, Action>(
    _ press: KeyPress, in contexts: [Context], of map: KeyMap<Context, Action>, takesCounts: Bool = true
  ) -> Outcome<Action> {
    if press.key == .escape, !isEmpty {
      reset()
      return .nothing
    }
    if takesCounts, presses.isEmpty, let digit = press.digit, count != nil || isFree(press, contexts, map) {
      count = min(Self.most, (count ?? 0) * 10 + digit)
      return .pending
    }
    switch map.match(presses + [press], in: contexts) {
    case .action(let action):
      let typed = count.flatMap { $0 > 0 ? $0 : nil }
      reset()
      return .action(action, count: typed)
    case .beginning:
      presses.append(press)
      return .pending
    case .nothing:
      let hadBeginning = !presses.isEmpty
      reset()
      // A beginning that leads nowhere is dropped, but the key that broke it still counts.
      return hadBeginning
        ? self.press(press, in: contexts, of: map, takesCounts: takesCounts) : .nothing
    }
  }

  /// Forgets what was typed: after a change of screen, or a click.
  public mutating func reset() { self = KeySequence() }

  /// No list is longer for a count.
  private static let most = 999_999

  private func isFree<Context, Action>(
    _ press: KeyPress, _ contexts: [Context], _ map: KeyMap<Context, Action>
  ) -> Bool {
    if case .nothing = map.match([press], in: contexts) { true } else { false }
  }
}

extension KeyPress {
  fileprivate var digit: Int? {
    guard modifiers.isEmpty, case .character(let character) = key, ("0"..."9").contains(character) else {
      return nil
    }
    return character.wholeNumberValue
  }
}
