import Foundation
import Testing

@testable import Catalog

@Suite("Text that is safe to show")
struct PrintableTests {
  private static let hostile = "a\u{1b}[2J\u{9b}31m\u{202e}fdp\u{2066}\u{85}\u{7f}é日👩\u{200d}💻"

  @Test("Control characters and directional marks are replaced, and nothing else is")
  func replaced() {
    #expect(
      printable(Self.hostile) == "a\u{fffd}[2J\u{fffd}31m\u{fffd}fdp\u{fffd}\u{fffd}\u{fffd}é日👩\u{200d}💻")
    #expect(harmless("one\ttwo\n\u{7}") == "one\ttwo\n\u{fffd}")
    #expect(printable("one\ttwo\n") == "one\u{fffd}two\u{fffd}")
    let letters = "Grüße, 日本語, שלום, ไทย ▀⣿"
    #expect(printable(letters) == letters && harmless(letters) == letters)
  }

  @Test("What is longer than 300 characters is cut, and what is not is whole")
  func cut() {
    #expect(printable(String(repeating: "x", count: 300)).count == 300)
    let long = printable(String(repeating: "x", count: 301))
    #expect(long.count == 301 && long.hasSuffix("x…"))
  }

  @Test("JSON made safe is read as the same value")
  func json() throws {
    let value = JSONValue.object(["na\u{9d}me\u{2028}": .string(Self.hostile)])
    let line = harmlessJSON(value.line)
    #expect(!line.unicodeScalars.contains { $0.isUnsafeToShow })
    #expect(try JSONDecoder().decode(JSONValue.self, from: Data(line.utf8)) == value)
  }
}
