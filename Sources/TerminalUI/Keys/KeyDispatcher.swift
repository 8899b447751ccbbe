/// Turns presses into actions and remembers the beginning of a chord.
public struct KeyDispatcher<Context: Hashable & Sendable, Action: Sendable>: Sendable {
  public var map: KeyMap<Context, Action>
  /// The presses of a chord that is not finished, to be shown in the footer.
  public private(set) var pending: [KeyPress] = []

  public init(_ map: KeyMap<Context, Action>) { self.map = map }

  /// - Parameter contexts: the innermost first.
  /// - Returns: the action to do now, if any.
  public mutating func press(_ press: KeyPress, in contexts: [Context]) -> Action? {
    let presses = pending + [press]
    switch map.match(presses, in: contexts) {
    case .action(let action):
      pending = []
      return action
    case .beginning:
      pending = presses
      return nil
    case .nothing:
      let hadBeginning = !pending.isEmpty
      pending = []
      // A beginning that leads nowhere is dropped, but the key that broke it still counts; escape only drops it.
      return hadBeginning && press.key != .escape ? self.press(press, in: contexts) : nil
    }
  }

  /// Forgets the beginning of a chord: after a change of screen, or a pause.
  public mutating func reset() { pending = [] }
}
