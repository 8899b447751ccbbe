/// What a colour is for.
public enum Role: Sendable, Hashable {
  /// The ground of the screen.
  case background
  /// The ground of what lies above the screen or stands out from it: dialogs, footer, fields.
  case raised
  case text
  /// Labels, units, hints.
  case muted
  /// What must hardly be seen: tracks of bars, grid lines, missing cells.
  case faint
  /// What the eye should find first.
  case accent
  case title
  case border
  case focusBorder
  case selection
  case selectionText
  /// Keys in footers and help.
  case key
  case good
  case warning
  case bad
  /// Verdicts on a layer: resetting it hardly matters, matters, destroys.
  case ambient
  case sensitive
  case critical
  /// Curve or bar number n; wraps around.
  case series(Int)

  /// The roles a theme file names, with the names it uses.
  static let named: [(name: String, role: Role)] = [
    ("accent", .accent), ("ambient", .ambient), ("background", .background), ("bad", .bad),
    ("border", .border), ("critical", .critical), ("faint", .faint), ("focus-border", .focusBorder),
    ("good", .good), ("key", .key), ("muted", .muted), ("raised", .raised), ("selection", .selection),
    ("selection-text", .selectionText), ("sensitive", .sensitive), ("text", .text), ("title", .title),
    ("warning", .warning),
  ]
}
