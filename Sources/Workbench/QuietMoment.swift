import TerminalUI

/// Finds the moment at which the person has stopped for a while after doing much: what was drawn meanwhile left free
/// memory behind, and giving it back keeps nobody waiting.
struct QuietMoment {
  private var count = 0
  private var last = 0.0

  /// What the person did since the last such moment is worth one.
  private static let least = 200
  /// Seconds without anything from the person.
  private static let patience = 2.0

  mutating func note(_ event: InputEvent, at time: Double) {
    switch event {
    case .key, .paste, .mouse, .resize: (count, last) = (count + 1, time)
    case .wake, .tick, .focus, .terminate: break
    }
  }

  /// When it comes, unless something is done before; nil while there is nothing to give back.
  var due: Double? { count < Self.least ? nil : last + Self.patience }

  /// Whether it has come; once.
  mutating func hasCome(at time: Double) -> Bool {
    guard let due, due <= time else { return false }
    count = 0
    return true
  }
}
