import CNcurses
import Foundation

/// Asks the terminal whether it kept a 24-bit colour: sets one, asks for it back, and asks for the device attributes, which every
/// terminal answers, so that the end of the answer is known.
struct ColorProbe {
  private static let question = "\u{1b}[48;2;1;2;3m\u{1b}P$qm\u{1b}\\\u{1b}[m\u{1b}[c"
  private static let patience = Duration.milliseconds(200)

  var hasTruecolor = false
  /// Keys that were typed meanwhile.
  var typed: [UInt8] = []

  /// Before the first clear: some terminals show the question.
  static func ask(input: Int32, output: Int32) -> ColorProbe {
    var modes = termios()
    guard cn_make_raw(input, &modes) else { return ColorProbe() }
    defer { tcsetattr(input, TCSANOW, &modes) }
    let bytes = Array(question.utf8)
    guard write(output, bytes, bytes.count) == bytes.count else { return ColorProbe() }
    var answer: [UInt8] = []
    let clock = ContinuousClock()
    let end = clock.now + patience
    while !isComplete(answer), clock.now < end {
      var descriptor = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
      let left = clock.now.duration(to: end).components.attoseconds / 1_000_000_000_000_000
      guard poll(&descriptor, 1, Int32(max(1, left))) > 0 else { break }
      var buffer = [UInt8](repeating: 0, count: 256)
      let count = read(input, &buffer, buffer.count)
      guard count > 0 else { break }
      answer += buffer[..<count]
    }
    return parse(answer)
  }

  /// Splits an answer into the two replies and what was typed around them.
  static func parse(_ bytes: [UInt8]) -> ColorProbe {
    var probe = ColorProbe()
    var index = 0
    while index < bytes.count {
      if let end = deviceControlEnd(bytes, from: index) {
        let reply = String(decoding: bytes[index..<end], as: UTF8.self)
        probe.hasTruecolor =
          reply.contains("48:2::1:2:3") || reply.contains("48:2:1:2:3") || reply.contains("48;2;1;2;3")
        index = end
      } else if let end = deviceAttributesEnd(bytes, from: index) {
        index = end
      } else {
        probe.typed.append(bytes[index])
        index += 1
      }
    }
    return probe
  }

  private static func isComplete(_ bytes: [UInt8]) -> Bool {
    bytes.indices.contains { deviceAttributesEnd(bytes, from: $0) != nil }
  }

  /// `ESC P … ESC \`
  private static func deviceControlEnd(_ bytes: [UInt8], from start: Int) -> Int? {
    guard bytes[start...].starts(with: Array("\u{1b}P".utf8)) else { return nil }
    var index = start + 2
    while index + 1 < bytes.count {
      if bytes[index] == 0x1b, bytes[index + 1] == UInt8(ascii: "\\") { return index + 2 }
      index += 1
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
