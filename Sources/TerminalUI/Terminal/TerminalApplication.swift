/// What runs in a terminal: told of events, asked for pictures of itself, always on the loop's own thread.
///
/// Keep implementations out of any actor: closures and types of a `main.swift` are bound to the main actor, which is not this thread.
public protocol TerminalApplication: AnyObject {
  /// Handles one event and says what follows.
  func handle(_ event: InputEvent) -> Reaction
  /// Draws everything; the surface is blank and as large as the terminal.
  func draw(on surface: inout Surface)
  /// When a `tick` is wanted; nil for never. Asked after every event, so it may move.
  var nextTick: ContinuousClock.Instant? { get }
}

/// What the loop does after an event.
public enum Reaction: Sendable, Equatable {
  case nothing
  /// Something looks different.
  case redraw
  /// Something else may have written on the screen: send everything (`^L`).
  case repaint
  /// Go to the shell and come back (`^Z`).
  case suspend
  case quit
}

/// Why a loop ended.
public enum LoopEnd: Sendable, Equatable {
  case quit
  /// SIGTERM, SIGHUP or SIGINT, from outside: in the terminal, ^C is a key.
  case signal(Int32)
  /// The terminal went away.
  case terminalLost
}
