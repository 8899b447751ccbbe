import Foundation
import Testing

/// Runs Scripts/terminal/check.py, which drives `terminal-probe` in a pseudo-terminal beside an emulator.
///
/// ncurses is one per process, so none of this can happen inside the test process.
@Suite(
  "In a pseudo-terminal", .serialized,
  .enabled(if: Emulator.python != nil, "no Python with pyte: Scripts/python-tools tests"))
struct EmulatorTests {
  @Test(
    "random frames: the emulator's cells are the surface's, in each depth",
    arguments: ["truecolor", "256", "16", "8", "monochrome"])
  func frames(depth: String) throws { try Emulator.check("fuzz", depth, "4") }

  @Test("frames that a slow link gets in pieces end in the surface's cells", arguments: ["truecolor", "16"])
  func hurried(depth: String) throws { try Emulator.check("hurried", depth, "2") }

  @Test("every way out leaves the terminal as it was, and shows the last words")
  func exits() throws { try Emulator.check("exits") }

  @Test("^Z gives the terminal to the shell, and fg takes it again")
  func suspend() throws { try Emulator.check("suspend") }

  @Test("no terminal, an unknown one, and one that goes away")
  func lost() throws { try Emulator.check("lost") }

  @Test(
    "a 9 600 baud line answers keys and ends with the right frame",
    arguments: [["truecolor"], ["256", "960"], ["monochrome", "960"]])
  func slow(_ arguments: [String]) throws { try Emulator.check(["slow"] + arguments) }

  @Test(arguments: ["stalled", "budget", "asked", "plain", "crash", "sizes"])
  func ways(check: String) throws { try Emulator.check(check) }

  @Test("a flood of wake-ups delays no key, and an idle program does nothing")
  func busy() throws { try Emulator.check("busy") }
}

enum Emulator {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The interpreter that Scripts/python-tools prepared, or another that has pyte.
  static let python: String? = [root.path + "/.build-python/bin/python3", "/usr/bin/python3"].first { path in
    FileManager.default.isExecutableFile(atPath: path) && (try? run(path, ["-c", "import pyte"]).code) == 0
  }

  static func check(_ arguments: String...) throws { try check(arguments) }

  static func check(_ arguments: [String]) throws {
    let probe = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/terminal-probe"
    try #require(FileManager.default.isExecutableFile(atPath: probe), "no \(probe)")
    let script = root.path + "/Scripts/terminal/check.py"
    let (code, output) = try run(try #require(python), ["-B", script, probe] + arguments)
    #expect(code == 0, "\(output)")
  }

  /// What the interpreter prints.
  static func output(_ arguments: [String]) throws -> String {
    let (code, output) = try run(try #require(python), arguments)
    try #require(code == 0, "\(output)")
    return output
  }

  private static func run(_ program: String, _ arguments: [String]) throws -> (code: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
