import Foundation
import Testing

@Suite("Habits that a compiler does not check")
struct HabitsTests {
  @Test("every unchecked claim of thread safety says what makes it true")
  func uncheckedClaims() throws {
    for file in try Repository.swiftFiles() {
      let lines = file.lines
      for (index, code) in file.code.enumerated()
      where code.contains("@unchecked Sendable") || code.contains("nonisolated(unsafe)") {
        let near = lines[max(0, index - 3)...index]
        #expect(
          near.contains { $0.contains("//") },
          "\(file.path):\(index + 1): no sentence within three lines names the lock, queue or immutability")
      }
    }
  }

  @Test("sources force nothing: no try!, as! or x!")
  func forced() throws {
    for file in try Repository.swiftFiles() {
      for (index, code) in file.code.enumerated() where code.utf8.contains(UInt8(ascii: "!")) {
        #expect(!code.contains("try!") && !code.contains(" as! "), "\(file.path):\(index + 1)")
        // A value followed by an exclamation mark that begins no operator and ends no type annotation.
        #expect(code.firstMatch(of: /[\w)\]]!(?![=\w])/) == nil, "\(file.path):\(index + 1): a forced value")
      }
    }
  }

  @Test("only the command line prints")
  func printing() throws {
    for file in try Repository.swiftFiles() where !file.path.hasPrefix("Sources/halftone/") {
      for (index, code) in file.code.enumerated() {
        #expect(
          code.firstMatch(of: /(?:^|[^\w.])(?:print|debugPrint|dump)\(/) == nil, "\(file.path):\(index + 1)")
      }
    }
  }

  @Test("main stays synchronous: no asynchronous command, no top-level await")
  func synchronousMain() throws {
    for file in try Repository.files(of: "halftone", ending: ["swift"]) {
      for (index, code) in file.code.enumerated() {
        #expect(
          !code.contains("AsyncParsableCommand") && !code.contains("static func main() async"),
          "\(file.path):\(index + 1)")
      }
    }
  }
}
