import Catalog

/// The command line that repeats a run.
enum CommandSpelling {
  static func spell(_ card: Card, _ settings: Settings) -> String {
    (["halftone", card.identifier]
      + settings.differences(from: card).map { "--\($0.name) \(quoted($0.value))" }).joined(separator: " ")
  }

  /// Quoted for a shell where it must be.
  private static func quoted(_ text: String) -> String {
    let plain = text.unicodeScalars.allSatisfy {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
        || "-_./,:=+@".unicodeScalars.contains($0)
    }
    return plain && !text.isEmpty ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
