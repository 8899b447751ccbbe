import CNcurses
import Foundation

/// Asks the terminal what its name does not tell: whether it keeps a 24-bit colour, and which ground it has. The last question, for the
/// device attributes, is one that every terminal answers, so that the end of the answer is known.
struct TerminalQuery {
  struct Questions: OptionSet {
    let rawValue: Int
    static let color = Questions(rawValue: 1)
    static let ground = Questions(rawValue: 2)
  }

  var hasTruecolor = false
  /// The terminal's own background, if it said so.
  var ground: Color?
  /// How long the answer took; nil if none came.
  var roundTrip: Duration?
  /// Keys that were typed meanwhile.
  var typed: [UInt8] = []

  /// Whether a terminal of that name takes a question for one. Consoles and the first terminals show what they do not know.
  static func isPossible(type: String) -> Bool {
    !["linux", "vt1", "vt2", "vt3", "vt4", "vt5", "ansi", "cons", "pcansi", "cygwin", "minix", "sun"].contains
    { type.hasPrefix($0) }
  }

  /// Before the first clear: some terminals show the question.
  static func ask(
    _ questions: Questions, input: Int32, output: Int32, patience: Duration
  ) -> TerminalQuery {
    var modes = termios()
    guard cn_make_raw(input, &modes) else { return TerminalQuery() }
    defer { tcsetattr(input, TCSANOW, &modes) }
    var text = ""
    if questions.contains(.ground) { text += "\u{1b}]11;?\u{1b}\\" }
    if questions.contains(.color) { text += "\u{1b}[48;2;1;2;3m\u{1b}P$qm\u{1b}\\\u{1b}[m" }
    let bytes = Array((text + "\u{1b}[c").utf8)
    guard write(output, bytes, bytes.count) == bytes.count else { return TerminalQuery() }
    var answer: [UInt8] = []
    let clock = ContinuousClock()
    let start = clock.now
    let end = start + patience
    while !isComplete(answer), clock.now < end {
      var descriptor = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
      let left = (end - clock.now) / .milliseconds(1)
      guard poll(&descriptor, 1, Int32(max(1, left))) > 0 else { break }
      var buffer = [UInt8](repeating: 0, count: 256)
      let count = read(input, &buffer, buffer.count)
      guard count > 0 else { break }
      answer += buffer[..<count]
    }
    var query = parse(answer)
    if isComplete(answer) { query.roundTrip = clock.now - start }
    return query
  }

  /// Splits an answer into the replies and what was typed around them.
  static func parse(_ bytes: [UInt8]) -> TerminalQuery {
    var query = TerminalQuery()
    var index = 0
    while index < bytes.count {
      if let end = stringEnd(bytes, from: index) {
        query.take(String(decoding: bytes[index..<end], as: UTF8.self))
        index = end
      } else if let end = deviceAttributesEnd(bytes, from: index) {
        index = end
      } else {
        query.typed.append(bytes[index])
        index += 1
      }
    }
    return query
  }

  private mutating func take(_ reply: String) {
    if reply.hasPrefix("\u{1b}P") {
      hasTruecolor = ["48:2::1:2:3", "48:2:1:2:3", "48;2;1;2;3"].contains { reply.contains($0) }
    } else if reply.hasPrefix("\u{1b}]11;") {
      ground = Self.color(reply.dropFirst(5))
    }
  }

  /// `rgb:1c1c/1c1c/1c1c`, each part of one to four digits; `rgba:` has a fourth, for which there is no use.
  private static func color(_ text: Substring) -> Color? {
    guard let colon = text.firstIndex(of: ":"), text[..<colon].hasPrefix("rgb") else { return nil }
    let parts = text[text.index(after: colon)...].prefix { $0 == "/" || $0.isHexDigit }.split(separator: "/")
    let values = parts.prefix(3).compactMap { part -> UInt8? in
      guard (1...4).contains(part.count), let value = Int(part, radix: 16) else { return nil }
      return UInt8(value * 255 / ((1 << (4 * part.count)) - 1))
    }
    return values.count == 3 ? Color(red: values[0], green: values[1], blue: values[2]) : nil
  }

  private static func isComplete(_ bytes: [UInt8]) -> Bool {
    bytes.indices.contains { deviceAttributesEnd(bytes, from: $0) != nil }
  }

  /// `ESC P …` or `ESC ] …`, ended by `ESC \` or BEL.
  private static func stringEnd(_ bytes: [UInt8], from start: Int) -> Int? {
    guard bytes.count > start + 1, bytes[start] == 0x1b,
      bytes[start + 1] == UInt8(ascii: "P") || bytes[start + 1] == UInt8(ascii: "]")
    else { return nil }
    for index in (start + 2)..<max(start + 2, bytes.count) {
      if bytes[index] == 0x07 { return index + 1 }
      if bytes[index] == 0x1b {
        return index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\\") ? index + 2 : nil
      }
    }
    return nil
  }

  /// `ESC [ ? digits and semicolons c`
  private static func deviceAttributesEnd(_ bytes: [UInt8], from start: Int) -> Int? {
    guard bytes[start...].starts(with: Array("\u{1b}[?".utf8)) else { return nil }
    var index = start + 3
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "c"): return index + 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ";"): index += 1
      default: return nil
      }
    }
    return nil
  }
}
