import Foundation
import TerminalUI

/// What is looked for, and whether it is still being typed.
public struct Search: Sendable, Equatable {
  public var line = TextFieldState()
  public var isTyping = false
  /// Where the search began, to return to when it is dropped.
  var origin = 0

  public var text: String { line.text }

  /// Whether a text holds what is looked for; upper and lower case are the same.
  func matches(_ text: String) -> Bool {
    line.isEmpty || text.range(of: line.text, options: [.caseInsensitive, .diacriticInsensitive]) != nil
  }
}
