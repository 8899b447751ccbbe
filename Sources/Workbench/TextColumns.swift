import TerminalUI

/// The measure of text on a terminal, for what the command line prints: the same table as the screens'.
public enum TextColumns {
  /// The columns that the text takes.
  public static func width(_ text: String) -> Int { displayWidth(text) }

  /// The text, cut with `…` where it is wider than `columns`.
  public static func cut(_ text: String, to columns: Int) -> String { fitted(text, to: columns) }
}
