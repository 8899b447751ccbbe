import CNcurses

/// What a sequence of bytes from the terminal means.
enum InputToken: Equatable {
  case key(KeyPress)
  /// `ESC [ <`: the characters that follow are a mouse report.
  case mouse
  /// `ESC [ M`: the three characters that follow are one, from terminals that know no better.
  case oldMouse
  case pasteBegins, pasteEnds
  case focus(Bool)
}

/// The sequences that terminals of xterm's family send, each with a key code of our own.
///
/// ncurses' own codes for them differ from one TERM to the next, and some entries lack them; defined by hand they are the same
/// under xterm, tmux, screen and the rest.
struct KeyTable {
  private static let firstCode: Int32 = 0x1000
  let entries: [(sequence: String, token: InputToken)]

  init() {
    var entries: [(String, InputToken)] = [
      ("[<", .mouse), ("[M", .oldMouse), ("[200~", .pasteBegins), ("[201~", .pasteEnds), ("[I", .focus(true)),
      ("[O", .focus(false)), ("[Z", .key(KeyPress(.tab, .shift))),
    ]
    let letters: [(String, KeyPress.Key)] = [
      ("A", .up), ("B", .down), ("C", .right), ("D", .left), ("H", .home), ("F", .end),
    ]
    let functions: [(String, KeyPress.Key)] = zip("PQRS", 1...4).map { (String($0), .function($1)) }
    let numbers: [(Int, KeyPress.Key)] =
      [
        (1, .home), (2, .insert), (3, .delete), (4, .end), (5, .pageUp), (6, .pageDown), (7, .home),
        (8, .end),
      ]
      + zip([11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24], 1...12).map { ($0, .function($1)) }
    for (letter, key) in letters + functions {
      entries.append(("O" + letter, .key(KeyPress(key))))
    }
    for (letter, key) in letters { entries.append(("[" + letter, .key(KeyPress(key)))) }
    for (number, key) in numbers { entries.append(("[\(number)~", .key(KeyPress(key)))) }
    // xterm's modifier is 1 + shift + 2 alt + 4 control, which is our option set's own numbering.
    for bits in UInt8(1)...7 {
      let modifiers = KeyPress.Modifiers(rawValue: bits)
      for (letter, key) in letters + functions {
        entries.append(("[1;\(bits + 1)\(letter)", .key(KeyPress(key, modifiers))))
      }
      for (number, key) in numbers {
        entries.append(("[\(number);\(bits + 1)~", .key(KeyPress(key, modifiers))))
      }
    }
    self.entries = entries
  }

  /// Makes ncurses decode the sequences; after newterm.
  func define() {
    for (index, entry) in entries.enumerated() {
      define_key("\u{1b}" + entry.sequence, Self.firstCode + Int32(index))
    }
  }

  /// The meaning of a code that wget_wch returned as a key; nil for what we have no use for (KEY_RESIZE).
  func token(for code: Int32) -> InputToken? {
    let index = Int(code - Self.firstCode)
    if entries.indices.contains(index) { return entries[index].token }
    return Self.ownKeys[code].map { .key($0) }
  }

  /// What only the terminfo entry knows: the Linux console's function keys, rxvt's keys.
  private static let ownKeys: [Int32: KeyPress] = {
    var keys: [Int32: KeyPress] = [
      KEY_UP: KeyPress(.up), KEY_DOWN: KeyPress(.down), KEY_LEFT: KeyPress(.left),
      KEY_RIGHT: KeyPress(.right),
      KEY_HOME: KeyPress(.home), KEY_END: KeyPress(.end), KEY_PPAGE: KeyPress(.pageUp),
      KEY_NPAGE: KeyPress(.pageDown), KEY_IC: KeyPress(.insert), KEY_DC: KeyPress(.delete),
      KEY_BACKSPACE: KeyPress(.backspace), KEY_BTAB: KeyPress(.tab, .shift), KEY_ENTER: KeyPress(.enter),
      KEY_SLEFT: KeyPress(.left, .shift), KEY_SRIGHT: KeyPress(.right, .shift),
      KEY_SF: KeyPress(.down, .shift),
      KEY_SR: KeyPress(.up, .shift),
    ]
    for number in 1...24 { keys[KEY_F0 + Int32(number)] = KeyPress(.function(number)) }
    return keys
  }()
}
