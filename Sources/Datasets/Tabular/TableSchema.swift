import Catalog

/// Which columns of a table are features, of which kind, and which one is the target.
struct TableSchema: Sendable {
  enum Kind: Sendable, Equatable {
    case numeric
    /// Coded by the levels that the training rows have.
    case categorical
    /// Coded by these levels; the base has no channel of its own.
    case coded([String], base: String)
  }

  enum TargetKind: Sendable, Equatable {
    /// A class by its number 0, 1, …, with the classes' names.
    case numbered([String])
    /// A class by its name, as the training rows have them.
    case named
    /// A number to be predicted.
    case number
  }

  struct Column: Sendable, Equatable {
    let place: Int
    let kind: Kind
  }

  let features: [Column]
  let target: Int
  let targetKind: TargetKind
}

/// A number as tables spell it: digits with a sign, a point and an exponent, spaces around it allowed.
enum TableNumber {
  /// Infinite or NaN where the text says so; nil where it is no number.
  static func parse(_ text: String) -> Double? {
    let trimmed = text.trimmingSpaces
    // Swift reads hexadecimal numbers too, which in a table are codes.
    guard !trimmed.isEmpty,
      !trimmed.utf8.contains(where: { $0 == UInt8(ascii: "x") || $0 == UInt8(ascii: "X") })
    else { return nil }
    return Double(trimmed)
  }
}

extension StringProtocol {
  /// Without the spaces and tabs at both ends.
  var trimmingSpaces: String {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    guard let start = firstIndex(where: { !isSpace($0) }), let end = lastIndex(where: { !isSpace($0) }) else {
      return ""
    }
    return String(self[start...end])
  }
}
