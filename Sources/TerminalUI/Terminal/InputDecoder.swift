/// Turns what ncurses decoded into events: Alt, control characters, mouse reports and pastes, which arrive in pieces.
///
/// A mouse report or a paste may be split over reads; a lone escape may not: `finishBatch()` decides that it was the key. Sequences
/// that nobody knows, and answers of the terminal that come late, are swallowed whole: their letters are no keys.
struct InputDecoder {
  private enum State {
    case ground
    case escape
    case mouse(String)
    /// `ESC [ M` and three characters: button and place, each plus 32.
    case oldMouse([Int])
    /// `ESC [ …`, up to a letter.
    case control(String)
    /// `ESC ] …` or `ESC P …`, up to BEL or `ESC \`.
    case string(opener: Unicode.Scalar, length: Int, hasEscape: Bool)
    case paste(String.UnicodeScalarView)
  }

  private static let longestPaste = 1 << 20
  private static let longestMouseReport = 24
  private static let longestControl = 32
  private static let longestString = 512

  private var state = State.ground
  private var isAcknowledged = false

  /// A key or mark that is a sequence of bytes.
  mutating func feed(_ token: InputToken) -> [InputEvent] {
    switch (state, token) {
    case (.paste(let text), .pasteEnds):
      state = .ground
      return [.paste(Self.cleaned(text))]
    case (.paste, _):
      return []  // keys inside a paste are no commands, and no text either
    case (.escape, .key(var press)):
      state = .ground
      press.modifiers.insert(.alt)
      return [.key(press)]
    default: break
    }
    let before = finishBatch(dropping: true)
    if case .oldMouse = token {
      state = .oldMouse([])
      return before
    }
    switch token {
    case .key(let press): return before + [.key(press)]
    case .focus(let gained): return before + [.focus(gained)]
    case .mouse: state = .mouse("")
    case .pasteBegins: state = .paste(String.UnicodeScalarView())
    case .pasteEnds, .oldMouse: break
    }
    return before
  }

  /// A character.
  mutating func feed(_ scalar: Unicode.Scalar) -> [InputEvent] {
    switch state {
    case .paste(var text):
      state = .ground  // so that the text is not copied for each scalar
      if text.count < Self.longestPaste { text.append(scalar) }
      state = .paste(text)
      return []
    case .mouse(let report): return mouse(report, scalar)
    case .oldMouse(let fields): return oldMouse(fields + [Int(scalar.value) - 32])
    case .control(let text):
      // A final character, or one that can be no part of it.
      let isOver = scalar.value >= 0x40 || scalar.value < 0x20 || text.count >= Self.longestControl
      state = isOver ? .ground : .control(text + String(scalar))
      if text == "0", scalar == "n" { isAcknowledged = true }
      return isOver && scalar == "\u{1b}" ? feed(scalar) : []
    case .string(let opener, let length, let hasEscape):
      let isOver = scalar == "\u{7}" || (hasEscape && scalar == "\\") || length >= Self.longestString
      state =
        isOver ? .ground : .string(opener: opener, length: length + 1, hasEscape: scalar == "\u{1b}")
      return []
    case .escape:
      state = .ground
      switch scalar {
      case "\u{1b}":
        state = .escape
        return [.key(KeyPress(.escape))]
      case "[":
        state = .control("")
        return []
      case "]", "P":
        state = .string(opener: scalar, length: 0, hasEscape: false)
        return []
      default: break
      }
      var press = Self.press(scalar)
      press.modifiers.insert(.alt)
      return [.key(press)]
    case .ground:
      if scalar == "\u{1b}" {
        state = .escape
        return []
      }
      return [.key(Self.press(scalar))]
    }
  }

  /// Whether the terminal said since the last call that it is well: the answer to `LinkGauge.question`.
  mutating func takeAcknowledgement() -> Bool {
    defer { isAcknowledged = false }
    return isAcknowledged
  }

  /// Nothing more is there to be read now.
  mutating func finishBatch() -> [InputEvent] { finishBatch(dropping: false) }

  private mutating func finishBatch(dropping: Bool) -> [InputEvent] {
    switch state {
    case .escape:
      state = .ground
      return [.key(KeyPress(.escape))]
    // Nothing came after it: Alt and that key.
    case .control(""):
      state = .ground
      return [.key(KeyPress(.character("["), .alt))]
    case .string(let opener, 0, _):
      state = .ground
      return [.key(KeyPress(.character(Character(opener)), .alt))]
    default: break
    }
    if dropping { state = .ground }
    return []
  }

  private static func press(_ scalar: Unicode.Scalar) -> KeyPress {
    switch scalar.value {
    case 0: KeyPress(.character(" "), .control)
    case 8, 127: KeyPress(.backspace)
    case 9: KeyPress(.tab)
    case 10, 13: KeyPress(.enter)
    case 1...26: KeyPress(.character(Character(Unicode.Scalar(UInt8(scalar.value) + 0x60))), .control)
    case 28...31: KeyPress(.character(Character(Unicode.Scalar(UInt8(scalar.value) + 0x40))), .control)
    default: KeyPress(.character(Character(scalar)))
    }
  }

  private mutating func mouse(_ report: String, _ scalar: Unicode.Scalar) -> [InputEvent] {
    switch scalar {
    case "0"..."9", ";":
      let longer = report + String(scalar)
      state = longer.count > Self.longestMouseReport ? .ground : .mouse(longer)
      return []
    case "M", "m":
      state = .ground
      let fields = report.split(separator: ";").map { Int($0) ?? 0 }
      guard fields.count == 3, fields[1] > 0, fields[2] > 0 else { return [] }
      return Self.event(bits: fields[0], column: fields[1] - 1, row: fields[2] - 1, isRelease: scalar == "m")
        .map { [.mouse($0)] } ?? []
    default:
      state = .ground
      return []
    }
  }

  private mutating func oldMouse(_ fields: [Int]) -> [InputEvent] {
    state = fields.count < 3 ? .oldMouse(fields) : .ground
    guard fields.count == 3, fields.allSatisfy({ $0 >= 0 }), fields[1] > 0, fields[2] > 0 else { return [] }
    // Which button was released is not told.
    let isRelease = fields[0] & 3 == 3 && fields[0] & 96 == 0
    return Self.event(bits: fields[0], column: fields[1] - 1, row: fields[2] - 1, isRelease: isRelease)
      .map { [.mouse($0)] } ?? []
  }

  private static func event(bits: Int, column: Int, row: Int, isRelease: Bool) -> MouseEvent? {
    // The buttons beyond the wheel mean "back" and "forward" to some; never "left".
    if bits & 128 != 0 { return nil }
    var modifiers: KeyPress.Modifiers = []
    if bits & 4 != 0 { modifiers.insert(.shift) }
    if bits & 8 != 0 { modifiers.insert(.alt) }
    if bits & 16 != 0 { modifiers.insert(.control) }
    let button = [MouseEvent.Button.left, .middle, .right, nil][bits & 3]
    let kind: MouseEvent.Kind
    if bits & 64 != 0 {
      kind = .wheel([.up, .down, .left, .right][bits & 3])
    } else if isRelease {
      kind = .release
    } else if let button {
      kind = bits & 32 != 0 ? .drag(button) : .press(button)
    } else {
      return nil
    }
    return MouseEvent(kind, at: Position(row: row, column: column), modifiers: modifiers)
  }

  private static func cleaned(_ text: String.UnicodeScalarView) -> String {
    var clean = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in text {
      if scalar == "\r" || (scalar == "\n" && previous != "\r") {
        clean.append("\n")
      } else if scalar == "\t" || (scalar.value >= 0x20 && !(0x7f..<0xa0).contains(scalar.value)) {
        clean.append(scalar)
      }
      previous = scalar
    }
    return String(clean)
  }
}
