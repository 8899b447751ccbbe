import TerminalUI

/// What the mouse holds and where it pressed last.
struct Pointer: Sendable, Equatable {
  /// What was pressed and is dragged until the button is let go.
  var grabbed: HitTarget?
  /// Where it lies and how large it is.
  var corner = Position(row: 0, column: 0)
  var extent = 0
  var breadth = 0
  var pressed: Position?
  /// Seconds since 1970.
  var pressedAt = 0.0

  /// Seconds between the two presses of a double click.
  static let doubleClick = 0.4
}
