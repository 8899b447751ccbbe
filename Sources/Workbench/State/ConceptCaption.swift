import Foundation

/// What stands beside an input: `#123 sandal h 2.31`, and for a row of a table its features in words, each behind a unit
/// separator with its name and value divided by a record separator.
struct ConceptCaption: Sendable, Equatable {
  let text: String
  let features: [(name: String, value: String)]

  init(_ caption: String) {
    let parts = caption.split(separator: "\u{1f}", omittingEmptySubsequences: false)
    text = parts.first.map(String.init) ?? ""
    features = parts.dropFirst().map { part in
      let pair = part.split(separator: "\u{1e}", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(pair[0]), pair.count > 1 ? String(pair[1]) : "")
    }
  }

  static func == (first: ConceptCaption, second: ConceptCaption) -> Bool {
    first.text == second.text && first.features.elementsEqual(second.features) { $0 == $1 }
  }

  /// What a value or a distance is called.
  private static let signs = ["h", "d", "‖Δh‖"]

  /// The same with what tells inputs of one concept apart in front: `sandal 2.31 #123`.
  var short: String {
    var words = text.split(separator: " ").map(String.init)
    guard let number = words.first, number.hasPrefix("#"), words.count > 1 else { return text }
    words.removeFirst()
    if words.count > 1, Self.signs.contains(words[words.count - 2]) { words.remove(at: words.count - 2) }
    return (words + [number]).joined(separator: " ")
  }
}
