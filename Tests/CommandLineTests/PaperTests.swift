import Catalog
import Foundation
import Testing

@Suite("Screens without a terminal") struct PaperTests {
  @Test("a snapshot is the same file every time, in the form that was asked for")
  func snapshot() throws {
    let trained = try Trained.get()
    let folder = try TemporaryFolder()
    for (ending, magic) in [
      ("png", "\u{89}PNG"), ("svg", "<svg "), ("ansi", "\u{1b}["), ("txt", " ▚ Halftone"),
    ] {
      var files: [Data] = []
      for number in 1...2 {
        let path = "\(folder.path)/\(number).\(ending)"
        let outcome = try Program.run(
          ["snapshot", "training", "--run", trained.run, "--size", "100x30", "--output", path],
          home: trained.home.path)
        #expect(outcome.code == 0 && outcome.output.isEmpty && outcome.errors.isEmpty, "\(outcome.errors)")
        files.append(try Data(contentsOf: URL(filePath: path)))
      }
      #expect(files[0] == files[1])
      #expect(files[0].starts(with: ending == "png" ? Data([0x89, 0x50, 0x4e, 0x47]) : Data(magic.utf8)))
    }
    let piped = try Program.run(
      ["snapshot", "training", "--size", "100x30", "--ascii", "--color", "mono"], home: trained.home.path)
    #expect(piped.code == 0 && piped.lines.count > 20 && piped.output.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test("a replay leaves as an asciicast and as frames, and computes nothing")
  func replay() throws {
    let trained = try Trained.get()
    let home = try trained.copy()
    let folder = try TemporaryFolder()
    let before = try FileManager.default.subpathsOfDirectory(atPath: home.path + "/runs").sorted()
    let outcome = try Program.run(
      [
        "replay", "latest", "--speed", "1000", "--size", "90x24", "--cast", folder.path + "/run.cast",
        "--frames", folder.path + "/frames", "--count", "3", "--format", "text",
      ], home: home.path)
    #expect(outcome.code == 0, "\(outcome.errors)")
    let lines = try String(contentsOfFile: folder.path + "/run.cast", encoding: .utf8).split(separator: "\n")
    let values = try lines.map { try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8)) }
    #expect(values.first?["version"] == 2 && values.count > 1)
    let frames = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/frames").sorted()
    #expect(frames == ["0001.txt", "0002.txt", "0003.txt"])
    let last = try String(contentsOfFile: folder.path + "/frames/0003.txt", encoding: .utf8)
    #expect(last.contains("completed") && last.contains("100 %"))
    #expect(try FileManager.default.subpathsOfDirectory(atPath: home.path + "/runs").sorted() == before)
  }

  @Test(
    "what cannot be drawn is one line and exit 2",
    arguments: [
      (["snapshot", "lyaers"], ["'lyaers'", "'layers'"]),
      (["snapshot", "layers", "--size", "12"], ["size: found '12'", "120x40"]),
      (["snapshot", "layers", "--format", "gif"], ["'gif'", "png"]),
      (["snapshot", "layers", "--view", "jiont"], ["'jiont'", "'joint'"]),
      (["snapshot", "training", "--at", "soon"], ["at: found 'soon'", "50%"]),
      (["snapshot", "training", "--run", "nobody"], ["'nobody'"]),
      (["snapshot", "training", "--theme", "drak"], ["'drak'", "'dark'"]),
      (["snapshot", "training", "--color", "pink"], ["color: found 'pink'"]),
      (["snapshot", "training", "--output", "/nowhere/x.png"], ["/nowhere/x.png"]),
      (["snapshot", "saliency"], ["saliency", "halftone explain"]),
      (["replay", "nobody"], ["'nobody'"]),
      (["replay", "latest"], ["no terminal"]),
      (["replay", "latest", "--speed", "0"], ["speed: found 0"]),
      (["replay", "latest", "--at", "101%"], ["at: found '101%'"]),
      (["replay", "latest", "--frames", "/dev/null/x"], ["/dev/null/x"]),
    ] as [([String], [String])])
  func refused(arguments: [String], words: [String]) throws {
    let outcome = try Program.run(arguments, home: try Trained.get().home.path)
    #expect(outcome.code == 2 && outcome.output.isEmpty && outcome.errorLines.count == 1, "\(outcome)")
    for word in words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
  }
}
