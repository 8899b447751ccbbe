/// What the terminal's loop tells an application.
public enum InputEvent: Sendable, Equatable {
  case key(KeyPress)
  case mouse(MouseEvent)
  /// Text pasted in one piece; line ends are `\n`. Never to be taken for commands.
  case paste(String)
  /// Also the first event of all.
  case resize(Size)
  /// The terminal's window gained or lost the focus.
  case focus(Bool)
  /// Another thread called `Waker.wake()`, once or many times.
  case wake
  /// The time that the application named in `nextTick` has come.
  case tick
  /// SIGTERM, SIGHUP or SIGINT came; the loop ends after this event.
  case terminate(signal: Int32)
}

public struct MouseEvent: Sendable, Equatable {
  public enum Button: Sendable, Equatable { case left, middle, right }
  public enum Direction: Sendable, Equatable { case up, down, left, right }
  public enum Kind: Sendable, Equatable {
    case press(Button)
    case release
    /// Movement with a button held.
    case drag(Button)
    case wheel(Direction)
  }

  public var kind: Kind
  /// From 0; may lie outside the surface for a moment, while the terminal is being resized.
  public var position: Position
  public var modifiers: KeyPress.Modifiers

  public init(_ kind: Kind, at position: Position, modifiers: KeyPress.Modifiers = []) {
    self.kind = kind
    self.position = position
    self.modifiers = modifiers
  }
}
