import Foundation
import Testing

/// Runs Scripts/terminal/stories.py: the built program in a pseudo-terminal beside an emulator, under tmux, over ssh.
@Suite(
  "The workbench in real terminals", .serialized,
  .enabled(if: TerminalStory.python != nil, "no Python with pyte: Scripts/python-tools tests"))
struct TerminalStoryTests {
  @Test(
    "every screen, with what lies above it and through resizes, shows what a fresh draw shows",
    arguments: ["80x24", "132x43"])
  func screens(size: String) throws { try TerminalStory.play("screens", size) }

  @Test("every way out while a run is on: the terminal as before, the run whole, the last words say where")
  func exits() throws { try TerminalStory.play("exits") }

  @Test(
    "a training is followed live, a column for each checkpoint; of another program its death is seen",
    arguments: ["other", "own"])
  func follow(whose: String) throws { try TerminalStory.play("follow", whose) }

  @Test("^Z and fg while a run is on")
  func suspend() throws { try TerminalStory.play("suspend") }

  @Test("a terminal that goes away ends the program and interrupts the run")
  func lost() throws { try TerminalStory.play("lost") }

  @Test(
    "under tmux: the same screens, detached, attached in another size, resized",
    .enabled(if: TerminalStory.has("tmux"), "no tmux here"))
  func tmux() throws { try TerminalStory.play("tmux") }

  @Test(
    "over ssh: every screen, and a connection that drops at either end loses no run and leaves no orphan",
    .enabled(if: TerminalStory.sshProblem == nil, "\(TerminalStory.sshProblem ?? "")"))
  func ssh() throws { try TerminalStory.play("ssh") }

  @Test(
    "on the kernel's own console: every screen in its glyphs and colours, and the way out",
    .enabled(if: TerminalStory.consoleProblem == nil, "\(TerminalStory.consoleProblem ?? "")"))
  func console() throws { try TerminalStory.play("console") }

  @Test("random keys, mouse and resizes while a run is on: no crash, no wrong frame")
  func faults() throws {
    // Without arguments the script plays ten thousand on each screen, in five minutes, and looks at the memory too.
    let arguments = ["--events", "150", "--resizes", "15", "--seed", "1"]
    let (code, output) = try TerminalStory.script("fuzz.py", arguments)
    #expect(code == 0, "\(output)")
  }
}

enum TerminalStory {
  private static let scripts = Repository.root + "/Scripts/terminal"

  /// The interpreter that Scripts/python-tools prepared, or another that has pyte.
  static let python: String? = [Repository.root + "/.build-python/bin/python3", "/usr/bin/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0) && (try? run($0, ["-c", "import pyte"]).code) == 0
  }

  /// Why no ssh server can be started here; nil where one can.
  static let sshProblem = problem("secure.py")

  /// Why no virtual terminal can be used here; nil where one can.
  static let consoleProblem = problem("console.py")

  /// What a script says that tries whether something can be had here.
  private static func problem(_ script: String) -> String? {
    guard let python else { return "no Python" }
    guard let tried = try? run(python, ["-B", scripts + "/" + script]) else {
      return "\(script) does not run"
    }
    return tried.code == 0 ? nil : tried.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  static func has(_ program: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: $0 + "/" + program)
    }
  }

  static func play(_ story: String, _ arguments: String...) throws {
    let (code, output) = try script("stories.py", [story] + arguments)
    #expect(code == 0, "\(output)")
  }

  /// A script that takes the program, a store with a run in it, and more.
  static func script(_ name: String, _ arguments: [String]) throws -> (code: Int32, output: String) {
    let home = try Trained.get().home.path
    return try run(try #require(python), ["-B", scripts + "/" + name, Program.path, home] + arguments)
  }

  static func run(_ program: String, _ arguments: [String]) throws -> (code: Int32, output: String) {
    let process = Process(), pipe = Pipe()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
