import Catalog
import Foundation

/// The command line's only way to the outside: results on standard output, everything else on standard error.
struct Console: Sendable {
  let isQuiet: Bool

  /// Standard error is a terminal, so a line there may be drawn anew.
  static var errorIsTerminal: Bool { isatty(2) == 1 }

  /// The width of the terminal behind a descriptor; nil where there is none.
  static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    return ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : nil
  }

  /// Text for people: what it quotes out of files cannot command their terminal.
  func print(_ line: String) { Self.write(harmless(line) + "\n", to: 1) }

  /// A line of JSON, the same to its reader and harmless to a terminal.
  func print(json line: String) { Self.write(harmlessJSON(line) + "\n", to: 1) }

  /// A message for people.
  func say(_ line: String) {
    if !isQuiet { Self.write(harmless(line) + "\n", to: 2) }
  }

  /// Draws the last line of standard error anew.
  func redraw(_ line: String) {
    if !isQuiet { Self.write("\r" + harmless(line) + "\u{1b}[K", to: 2) }
  }

  func endRedrawing() {
    if !isQuiet { Self.write("\r\u{1b}[K", to: 2) }
  }

  /// One line, whatever a library put into its message.
  static func complain(_ message: String) {
    let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
    write("halftone: \(harmless(line))\n", to: 2)
  }

  /// A whole file on standard output.
  ///
  /// - Throws: ``UserError`` for one that is no text where a person would get it on their terminal.
  static func write(file data: Data, isText: Bool) throws {
    guard isText || isatty(1) == 0 else {
      throw UserError("standard output is a terminal: a picture wants --output FILE")
    }
    write(Array(data), to: 1)
  }

  private static func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8), to: descriptor) }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var bytes = bytes[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 && errno != EINTR {
        guard descriptor == 1 else { return }
        // A script must not take what is missing for a success. The store is whole at any moment.
        complain("standard output: cannot be written: \(String(cString: strerror(errno)))")
        Foundation.exit(2)
      }
      bytes = bytes.dropFirst(max(0, written))
    }
  }
}
