import Foundation
import Testing

/// The built program in a folder of its own, away from the library that it loads for its first tensor.
private struct Installation {
  let folder = FileManager.default.temporaryDirectory.path + "/halftone-" + UUID().uuidString
  var home: String { folder + "/home" }

  init() throws {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let program = (own as NSString).deletingLastPathComponent + "/halftone"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // A second name costs nothing, and is what the program then finds itself under.
    if link(program, folder + "/halftone") != 0 {
      try FileManager.default.copyItem(atPath: program, toPath: folder + "/halftone")
    }
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  func run(_ arguments: [String]) throws -> (code: Int32, errors: [Substring]) {
    let process = Process(), errors = Pipe()
    process.executableURL = URL(filePath: folder + "/halftone")
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["HALFTONE_HOME": home]) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text.split(separator: "\n"))
  }
}

@Suite("libtorch is loaded for the first tensor and not before")
struct LoadingTests {
  @Test(
    "what needs no tensor does without the library",
    arguments: [
      ["--version"], ["--help"], ["train", "--help"], ["list"], ["describe", "train"], ["runs"],
      ["data", "list"],
    ])
  func without(arguments: [String]) throws {
    let installation = try Installation()
    defer { installation.remove() }
    let (code, errors) = try installation.run(arguments)
    #expect(code == 0 && errors.isEmpty, "\(errors)")
  }

  @Test("a missing library is a user error in one line, and leaves no run behind")
  func missing() throws {
    let installation = try Installation()
    defer { installation.remove() }
    let (code, errors) = try installation.run(["train", "--quiet"])
    #expect(code == 2)
    #expect(errors.count == 1 && errors[0].contains("libHalftoneTorch.so: not found"), "\(errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: installation.home + "/runs").isEmpty)
  }

  @Test("a library that is none is a user error that names the file")
  func broken() throws {
    let installation = try Installation()
    defer { installation.remove() }
    let library = installation.folder + "/libHalftoneTorch.so"
    try Data("no library".utf8).write(to: URL(filePath: library))
    let (code, errors) = try installation.run(["explain", "--quiet"])
    #expect(code == 2)
    #expect(errors.count == 1 && errors[0].contains("\(library): cannot be loaded: "), "\(errors)")
  }
}
