import CNcurses
import Catalog

/// What terminfo says of the terminal.
struct TerminalType {
  /// The entry's name: the terminal's own, or that of an xterm where nobody knows it.
  let name: String
  /// nil for a terminal that nobody knows.
  let terminfo: ColorDepth.Terminfo?
  let attributes: Attributes
  let erasesInColor: Bool

  /// - Throws: `UserError` for a terminal that cannot move its cursor, or not as ECMA-48 has it.
  init(named: String) throws {
    if !named.isEmpty, cn_load_terminfo(named) {
      name = named
    } else {
      guard cn_load_terminfo("xterm-256color") else {
        throw UserError(
          "terminal type \"\(printable(named))\" is unknown here, and so is xterm-256color: is ncurses' terminal data installed?"
        )
      }
      name = "xterm-256color"
    }
    guard cn_has_string("cup"), cn_has_string("clear") else {
      throw UserError(
        "terminal type \"\(printable(named))\" cannot move its cursor; set TERM to what the terminal is, or run without one "
          + "(see `halftone --help`)")
    }
    guard cn_is_ansi() else {
      throw UserError(
        "terminal type \"\(printable(named))\" has commands of its own, not those of ANSI X3.64; run without it (see `halftone --help`)"
      )
    }
    let isDirect = tigetflag("RGB") > 0 || tigetflag("Tc") > 0 || tigetnum("RGB") > 0 || cn_has_string("RGB")
    terminfo = name == named ? ColorDepth.Terminfo(colors: Int(tigetnum("colors")), isDirect: isDirect) : nil
    // Where one is missing its code may mean another: in screen, italics would be reversed.
    let known: [(String, Attributes)] = [
      ("bold", .bold), ("dim", .dim), ("sitm", .italic), ("smul", .underline), ("rev", .reverse),
    ]
    attributes = Attributes(known.filter { cn_has_string($0.0) }.map(\.1))
    erasesInColor = tigetflag("bce") > 0
  }

  /// How frames are written for it.
  func form(_ traits: TerminalTraits, bracketsFrames: Bool) -> FrameEncoder.Form {
    FrameEncoder.Form(
      traits: traits, attributes: attributes, erasesInColor: erasesInColor,
      bracketsFrames: bracketsFrames && TerminalQuery.isPossible(type: name))
  }
}
