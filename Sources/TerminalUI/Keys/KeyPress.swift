/// A key with what was held beside it.
public struct KeyPress: Sendable, Hashable {
  public enum Key: Sendable, Hashable {
    /// What the key types, case included; shift is not told apart from it.
    case character(Character)
    case up, down, left, right, home, end, pageUp, pageDown, insert, delete
    case backspace, tab, enter, escape
    /// F1 is `function(1)`.
    case function(Int)
  }

  public struct Modifiers: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let shift = Modifiers(rawValue: 1)
    public static let alt = Modifiers(rawValue: 2)
    public static let control = Modifiers(rawValue: 4)
  }

  public var key: Key
  public var modifiers: Modifiers

  public init(_ key: Key, _ modifiers: Modifiers = []) {
    self.key = key
    self.modifiers = modifiers
  }

  /// The character that this types into a text field; nil for a command.
  public var typed: Character? {
    guard case .character(let character) = key, modifiers.subtracting(.shift).isEmpty else { return nil }
    return character
  }
}

extension KeyPress {
  private static let names: [(name: String, key: Key)] = [
    ("up", .up), ("down", .down), ("left", .left), ("right", .right), ("home", .home), ("end", .end),
    ("page-up", .pageUp), ("page-down", .pageDown), ("insert", .insert), ("delete", .delete),
    ("backspace", .backspace), ("tab", .tab), ("enter", .enter), ("escape", .escape),
    ("space", .character(" ")), ("comma", .character(",")),
  ]

  private static let modifierNames: [(name: String, modifier: Modifiers)] = [
    ("ctrl", .control), ("alt", .alt), ("shift", .shift),
  ]

  /// Reads the form that tables and key files use: `q`, `G`, `?`, `ctrl-n`, `shift-tab`, `page-up`, `f5`, `space`, `-`, `ctrl--`.
  /// - Returns: nil for anything else.
  public init?(_ text: String) {
    var rest = Substring(text)
    var modifiers: Modifiers = []
    while let (name, modifier) = Self.modifierNames.first(where: { rest.hasPrefix($0.name + "-") }) {
      modifiers.insert(modifier)
      rest = rest.dropFirst(name.count + 1)
    }
    if rest.count == 1, let character = rest.first, character != " " {
      self.init(.character(character), modifiers)
    } else if let named = Self.names.first(where: { $0.name == rest }) {
      self.init(named.key, modifiers)
    } else if rest.first == "f", let number = Int(rest.dropFirst()), (1...24).contains(number) {
      self.init(.function(number), modifiers)
    } else {
      return nil
    }
  }

  /// The form that `init(_:)` reads.
  public var text: String {
    let held = Self.modifierNames.filter { modifiers.contains($0.modifier) }.map { $0.name + "-" }.joined()
    switch key {
    case .function(let number): return held + "f\(number)"
    case .character(let character) where character != " ": return held + String(character)
    default: return held + (Self.names.first { $0.key == key }?.name ?? "?")
    }
  }

  /// The form for a footer: `↑`, `Ctrl+N`, `Enter`.
  public var display: String {
    let held = Self.modifierNames.filter { modifiers.contains($0.modifier) }
      .map { $0.name.prefix(1).uppercased() + $0.name.dropFirst() + "+" }.joined()
    let symbol: String
    switch key {
    case .up: symbol = "↑"
    case .down: symbol = "↓"
    case .left: symbol = "←"
    case .right: symbol = "→"
    case .escape: symbol = "Esc"
    case .pageUp: symbol = "PgUp"
    case .pageDown: symbol = "PgDn"
    case .function(let number): symbol = "F\(number)"
    case .character(" "): symbol = "Space"
    case .character(let character):
      symbol = modifiers.isEmpty ? String(character) : character.uppercased()
    default:
      let name = Self.names.first { $0.key == key }?.name ?? "?"
      symbol = name.prefix(1).uppercased() + name.dropFirst()
    }
    return held + symbol
  }
}
