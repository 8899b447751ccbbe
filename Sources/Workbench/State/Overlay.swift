import Catalog
import Engine
import TerminalUI

/// What lies over a screen and takes the keys.
public enum Overlay: Sendable, Equatable {
  case help(offset: Int)
  case palette(PaletteState)
  case chooser(ChooserState)
  case form(FormSheet)
  case confirm(Confirmation)
  /// The command line that repeats what is shown.
  case command(String)
  /// What goes to the terminal.
  case bytes
}

/// The form of one card.
public struct FormSheet: Sendable, Equatable {
  public let card: Card
  public var form: FormState
}

/// A short list to pick from.
public struct ChooserState: Sendable, Equatable {
  public enum Subject: Sendable, Equatable { case experiment, method, target, theme, export }
  public struct Item: Sendable, Equatable {
    public let identifier: String
    public let title: String
    public let summary: String
  }

  public let subject: Subject
  public let title: String
  public let items: [Item]
  public var selection = 0
}

/// A question before something that cannot be undone.
public struct Confirmation: Sendable, Equatable {
  public enum Subject: Sendable, Equatable { case quit, cancel(JobID), remove(JobID) }

  public let subject: Subject
  public let title: String
  public let message: String
  /// What Enter does, in a word: `quit`, `cancel`, `remove`.
  public let verb: String
}

/// A message that goes away by itself.
public struct Toast: Sendable, Equatable {
  public enum Kind: Sendable, Equatable { case information, success, warning, failure }

  public let kind: Kind
  public let text: String
  /// Seconds since 1970.
  public let expires: Double
}
