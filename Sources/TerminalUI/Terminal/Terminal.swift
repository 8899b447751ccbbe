import CNcurses
import Catalog
import Foundation

/// The terminal while the program has it: modes, keys, size, and the way back.
///
/// Belongs to one thread. ncurses keeps the modes and decodes keys; its standard screen stays untouched.
final class Terminal {
  let traits: TerminalTraits
  let presenter: Presenter
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
    let type = try TerminalType(named: environment["TERM"] ?? "")
    let found = TerminalTraits.find(options, type: type, isUnicode: isUnicode, environment: environment)
    traits = found.traits
    let log = Self.openLog(options.logPath)
    guard cn_guard_install(STDOUT_FILENO, log, signals.writing, traits.glyphs == .ascii) else {
      throw UserError("no terminal: its modes cannot be read (\(String(cString: strerror(errno))))")
    }
    cn_guard_arm()
    guard cn_open(type.name) else {
      cn_guard_uninstall()
      throw UserError("terminal type \"\(printable(type.name))\": ncurses cannot open it")
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
    presenter = Presenter(
      form: type.form(traits, bracketsFrames: options.synchronisesUpdates),
      rate: ByteBudget.rate(
        option: options.bytesPerSecond, environment: environment,
        lineSpeed: Int(cn_line_speed(STDOUT_FILENO))),
      gauge: LinkGauge(roundTrip: found.answer.roundTrip), output: output)
    for byte in found.answer.typed.reversed() { ungetch(Int32(byte)) }
    // Sends the alternate screen and the keypad mode now, so that nothing of ours comes before them.
    doupdate()
    sendModes(on: true)
  }

  deinit { close() }

  /// Milliseconds after which a lone escape is the key.
  private static let escapeDelay: Int32 = 50

  /// Where standard error goes meanwhile; memory where no file can be written. Left alone if it is no terminal.
  private static func openLog(_ path: String?) -> Int32 {
    guard isatty(STDERR_FILENO) == 1 else { return -1 }
    if let path {
      let file = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
      if file >= 0 { return file }
    }
    return cn_memory_file()
  }

  /// What a crash says and leaves: see `TerminalSession.describeCrash`.
  func describeCrash(report: String, note: String) { cn_guard_describe(report, note) }

  /// To be polled for writing while the presenter is not ready.
  var outputDescriptor: Int32 { output.descriptor }
  var isLost: Bool { output.isLost }
  func send(_ bytes: [UInt8]) { output.send(bytes) }

  /// The size now; 80×24 where the terminal does not know it, as on a serial line.
  var size: Size {
    var rows: Int32 = 0, columns: Int32 = 0
    guard cn_window_size(STDOUT_FILENO, &rows, &columns), rows > 0 || columns > 0 else {
      return Size(rows: 24, columns: 80)
    }
    return Size(rows: Int(rows), columns: Int(columns))
  }

  /// Tells ncurses and the presenter of a new size.
  func resized() {
    let size = size
    resizeterm(Int32(max(1, size.rows)), Int32(max(1, size.columns)))
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
    events += decoder.finishBatch()
    if decoder.takeAcknowledgement() { presenter.acknowledge() }
    return events
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
    output.abandon()
    awaitAnswer()
    sendModes(on: false)
    endwin()
    cn_guard_disarm()
  }

  /// An answer that is still on its way must not reach the shell, which would take it for something typed.
  private func awaitAnswer() {
    let clock = ContinuousClock()
    let end = clock.now + .milliseconds(700)
    while presenter.isAsking, clock.now < end, !output.isLost {
      var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      _ = poll(&input, 1, 50)
      if input.revents & Int16(POLLHUP | POLLERR) != 0 { return }
      _ = readEvents()
    }
  }

  /// What ncurses would set differently from one TERM to the next, or not at all: mouse, paste, focus. And text in the order in which
  /// it is written: a terminal that turns words round by itself would turn them out of their columns.
  private func sendModes(on: Bool) {
    let modes = (usesMouse ? ["1000", "1002", "1006"] : []) + ["2004", "1004"]
    let order = traits.glyphs == .unicode ? "\u{1b}[8\(on ? "l" : "h")" : ""
    let bytes = modes.map { "\u{1b}[?\($0)\(on ? "h" : "l")" }.joined() + order
    output.send(Array(bytes.utf8))
    output.finish(within: 500)
  }
}
