import Catalog
import Foundation
import Testing

/// The built program, run as a child process the way a script would.
enum Program {
  /// Beside the test bundle, in `.build/<configuration>/`.
  static let path: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    var folder = (own as NSString).deletingLastPathComponent
    for argument in CommandLine.arguments where argument.hasSuffix(".xctest") {
      folder = (argument as NSString).deletingLastPathComponent
    }
    return folder + "/halftone"
  }()

  /// Runs it to its end, with no terminal anywhere.
  static func run(
    _ arguments: [String], home: String, environment: [String: String] = [:]
  ) throws -> Outcome {
    try Child(arguments, home: home, environment: environment).wait()
  }
}

/// How a run of the program ended.
struct Outcome {
  let code: Int32
  let output: String
  let errors: String

  var lines: [String] { output.split(separator: "\n").map(String.init) }
  var errorLines: [String] { errors.split(separator: "\n").map(String.init) }

  /// Every line of standard output as JSON.
  func json() throws -> [JSONValue] {
    try lines.map { try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8)) }
  }

  /// The last line, which is the result.
  func result() throws -> JSONValue {
    let last = try #require(try json().last, "nothing on standard output; on the other: \(errors)")
    #expect(last["event"] == "result")
    return last
  }
}

/// A child process whose outputs go to files, so that no pipe can fill.
final class Child {
  let process = Process()
  private let folder: TemporaryFolder

  /// - Parameter through: a program and its arguments that start this one.
  init(
    _ arguments: [String], home: String, environment: [String: String] = [:], through: [String] = []
  ) throws {
    folder = try TemporaryFolder()
    for name in ["out", "err"] {
      _ = FileManager.default.createFile(atPath: folder.path + "/" + name, contents: nil)
    }
    let command = through + [Program.path] + arguments
    process.executableURL = URL(filePath: command[0])
    process.arguments = Array(command.dropFirst())
    var all = ProcessInfo.processInfo.environment
    for name in ["HALFTONE_DATA", "HALFTONE_ASSETS", "XDG_DATA_HOME"] { all[name] = nil }
    // One thread: quick on a busy machine, and the same bits whatever the number of cores.
    all["OMP_NUM_THREADS"] = "1"
    all["HALFTONE_HOME"] = home
    process.environment = all.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: folder.path + "/out")
    process.standardError = FileHandle(forWritingAtPath: folder.path + "/err")
    try process.run()
  }

  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  func wait() throws -> Outcome {
    process.waitUntilExit()
    func text(_ name: String) throws -> String {
      String(decoding: try Data(contentsOf: URL(filePath: folder.path + "/" + name)), as: UTF8.self)
    }
    let code = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    return Outcome(code: code, output: try text("out"), errors: try text("err"))
  }
}

/// A folder that is gone with its owner.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/halftone-cli-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Files and folders by name, also those that a listing would hide.
  func names(_ folder: String = "") -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path + "/" + folder)) ?? []).sorted()
  }

  func write(_ data: Data, _ name: String) throws -> String {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try data.write(to: URL(filePath: file))
    return file
  }

  func write(_ text: String, _ name: String) throws -> String { try write(Data(text.utf8), name) }
}

func contents(_ path: String) throws -> Data { try Data(contentsOf: URL(filePath: path)) }
