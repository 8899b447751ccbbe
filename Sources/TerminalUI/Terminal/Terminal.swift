import CNcurses
import Catalog
import Foundation

/// The terminal while the program has it: modes, keys, size, and the way back.
///
/// Belongs to one thread. ncurses keeps the modes and decodes keys whichever presenter draws; standard screen stays untouched by us
/// when the direct one does.
final class Terminal {
  let traits: TerminalTraits
  let presenter: any Presenter
  let signals: Pipe

  private let keyTable = KeyTable()
  private var decoder = InputDecoder()
  private let pad: UnsafeMutablePointer<WINDOW>
  private let output: TerminalOutput
  private let usesMouse: Bool
  private var isOpen = true

  /// - Throws: `UserError` if there is no terminal, or one without a movable cursor.
  init(_ options: TerminalOptions) throws {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      throw UserError(
        "no terminal: the workbench needs one on standard input and output; run an experiment without it, such as "
          + "`halftone train --json` (see `halftone --help`)")
    }
    signals = try Pipe()
    usesMouse = options.usesMouse
    let isUnicode = cn_set_locale()
    // They would override the real size for good.
    unsetenv("LINES")
    unsetenv("COLUMNS")
    let environment = ProcessInfo.processInfo.environment
    let (type, terminfo) = try Self.type(environment["TERM"] ?? "")
    var traits = TerminalTraits(glyphs: options.glyphs ?? GlyphSet.known(type: type, isUnicode: isUnicode))
    var typed: [UInt8] = []
    if let known = ColorDepth.known(option: options.colorDepth, environment: environment, terminfo: terminfo)
    {
      traits.depth = known
    } else {
      let probe = ColorProbe.ask(input: STDIN_FILENO, output: STDOUT_FILENO)
      traits.depth = probe.hasTruecolor ? .truecolor : ColorDepth.fallback(terminfo)
      typed = probe.typed
    }
    self.traits = traits
    let log = Self.openLog(options.logPath)
    guard cn_guard_install(STDOUT_FILENO, log, signals.writing) else {
      throw UserError("no terminal: its modes cannot be read (\(String(cString: strerror(errno))))")
    }
    cn_guard_arm()
    guard cn_open(type) else {
      cn_guard_uninstall()
      throw UserError("terminal type \"\(printable(type))\": ncurses cannot open it")
    }
    set_escdelay(Self.escapeDelay)
    cn_set_modes()
    guard let pad = cn_key_pad() else {
      endwin()
      cn_guard_uninstall()
      throw UserError("terminal: no memory for ncurses")
    }
    self.pad = pad
    keyTable.define()  // after the pad: its keypad mode loads terminfo's keys over ours
    output = TerminalOutput(terminal: STDOUT_FILENO)
    presenter =
      traits.depth == .truecolor ? DirectPresenter(output: output) : NcursesPresenter(depth: traits.depth)
    for byte in typed.reversed() { ungetch(Int32(byte)) }
    // Sends the alternate screen and the keypad mode now, so that nothing of ours comes before them.
    doupdate()
    sendModes(on: true)
  }

  deinit { close() }

  /// Milliseconds after which a lone escape is the key.
  private static let escapeDelay: Int32 = 50

  /// The terminal's type, or xterm-256color for one that terminfo does not know.
  private static func type(_ named: String) throws -> (String, ColorDepth.Terminfo?) {
    guard !named.isEmpty, cn_load_terminfo(named) else {
      guard cn_load_terminfo("xterm-256color") else {
        throw UserError(
          "terminal type \"\(printable(named))\" is unknown here, and so is xterm-256color: is ncurses' terminal data installed?"
        )
      }
      return ("xterm-256color", nil)
    }
    guard cn_has_string("cup"), cn_has_string("clear") else {
      throw UserError(
        "terminal type \"\(printable(named))\" cannot move its cursor; set TERM to what the terminal is, or run without one "
          + "(see `halftone --help`)")
    }
    let isDirect = tigetflag("RGB") > 0 || tigetflag("Tc") > 0 || tigetnum("RGB") > 0 || cn_has_string("RGB")
    return (named, ColorDepth.Terminfo(colors: Int(tigetnum("colors")), isDirect: isDirect))
  }

  /// Where standard error goes meanwhile; memory where no file can be written. Left alone if it is no terminal.
  private static func openLog(_ path: String?) -> Int32 {
    guard isatty(STDERR_FILENO) == 1 else { return -1 }
    if let path {
      let file = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
      if file >= 0 { return file }
    }
    return cn_memory_file()
  }

  /// The size now.
  var size: Size {
    var rows: Int32 = 0, columns: Int32 = 0
    guard cn_window_size(STDOUT_FILENO, &rows, &columns) else { return Size(rows: 24, columns: 80) }
    return Size(rows: Int(rows), columns: Int(columns))
  }

  /// Tells ncurses and the presenter of a new size.
  func resized() {
    let size = size
    resizeterm(Int32(size.rows), Int32(size.columns))
    presenter.invalidate()
  }

  /// Takes out everything that was typed. Nothing is sent meanwhile: the pad is never shown.
  func readEvents() -> [InputEvent] {
    var events: [InputEvent] = []
    var code: wint_t = 0
    while true {
      let result = wget_wch(pad, &code)
      if result == ERR { break }
      if result == KEY_CODE_YES {
        if let token = keyTable.token(for: Int32(bitPattern: code)) { events += decoder.feed(token) }
      } else if let scalar = Unicode.Scalar(UInt32(code)) {
        events += decoder.feed(scalar)
      }
    }
    return events + decoder.finishBatch()
  }

  /// Gives the terminal back to the shell, stops, and takes it again when the shell says so.
  func suspend() {
    leave()
    cn_suspend()
    resume()
  }

  /// After a stop: modes and screen are taken anew, and the next frame is whole.
  func resume() {
    cn_guard_arm()
    if !isendwin() { endwin() }
    doupdate()
    sendModes(on: true)
    presenter.invalidate()
  }

  /// Restores the terminal, and shows the end of what standard error got meanwhile. Again: nothing.
  func close() {
    guard isOpen else { return }
    isOpen = false
    leave()
    cn_guard_show_log()
    cn_guard_uninstall()
  }

  private func leave() {
    presenter.finish(within: 500)
    sendModes(on: false)
    endwin()
    cn_guard_disarm()
  }

  /// What ncurses would set differently from one TERM to the next, or not at all: mouse, paste, focus.
  private func sendModes(on: Bool) {
    let modes = (usesMouse ? ["1000", "1002", "1006"] : []) + ["2004", "1004"]
    let bytes = modes.map { "\u{1b}[?\($0)\(on ? "h" : "l")" }.joined()
    output.send(Array(bytes.utf8))
    output.finish(within: 500)
  }
}
