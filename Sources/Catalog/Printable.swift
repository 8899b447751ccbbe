extension Unicode.Scalar {
  /// Whether a terminal could take it for a command, or show what stands around it in another order: control
  /// characters, line and paragraph separators, directional marks, embeddings, overrides and isolates.
  public var isUnsafeToShow: Bool {
    switch value {
    case 0..<0x20, 0x7f..<0xa0, 0x61c, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069: true
    default: false
    }
  }
}

/// The text with every scalar that is unsafe to show replaced by U+FFFD; line feeds and tabs stay.
public func harmless(_ text: String) -> String {
  replacingUnsafe(text) { $0 == "\n" || $0 == "\t" ? nil : "\u{fffd}" }
}

/// Text out of a file that nobody vouches for, made fit for one line on a terminal: what is unsafe to show is replaced,
/// and what is longer than 300 characters is cut.
public func printable(_ text: String) -> String {
  let start = text.unicodeScalars.prefix(300)
  let line = replacingUnsafe(String(start)) { _ in "\u{fffd}" }
  return start.endIndex == text.unicodeScalars.endIndex ? line : line + "…"
}

/// JSON that says the same and is safe to show: only inside strings can such scalars stand, and there an escape means them.
public func harmlessJSON(_ text: String) -> String {
  replacingUnsafe(text) { scalar in
    if scalar == "\n" || scalar == "\t" { return nil }
    let digits = String(scalar.value, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}

private func replacingUnsafe(_ text: String, with replacement: (Unicode.Scalar) -> String?) -> String {
  guard text.unicodeScalars.contains(where: \.isUnsafeToShow) else { return text }
  var safe = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if scalar.isUnsafeToShow, let other = replacement(scalar) {
      safe.append(contentsOf: other.unicodeScalars)
    } else {
      safe.append(scalar)
    }
  }
  return String(safe)
}
