/// What resetting a layer does to the network: hardly anything, something, destroys it.
public enum Verdict: String, Sendable, CaseIterable {
  case ambient, sensitive, critical

  /// Reads without colour, too.
  public var glyph: String {
    switch self {
    case .ambient: "○"
    case .sensitive: "◐"
    case .critical: "●"
    }
  }

  public var role: Role {
    switch self {
    case .ambient: .ambient
    case .sensitive: .sensitive
    case .critical: .critical
    }
  }
}
