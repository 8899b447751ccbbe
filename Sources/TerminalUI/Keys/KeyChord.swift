/// One key or several pressed one after the other, written `q`, `ctrl-n`, `g g`.
public struct KeyChord: Sendable, Hashable {
  public var presses: [KeyPress]

  public init(_ presses: [KeyPress]) { self.presses = presses }

  /// Reads presses divided by single spaces.
  /// - Returns: nil if one of them is not a key, or there is none.
  public init?(_ text: String) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    let presses = parts.compactMap { KeyPress(String($0)) }
    guard presses.count == parts.count, !presses.isEmpty else { return nil }
    self.presses = presses
  }

  public var text: String { presses.map(\.text).joined(separator: " ") }

  /// The form for a footer: `gg` for plain characters, else `Ctrl+X s`.
  public var display: String {
    let plain = presses.allSatisfy { $0.typed != nil && $0.typed != " " }
    return presses.map(\.display).joined(separator: plain ? "" : " ")
  }
}
