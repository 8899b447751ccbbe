import Foundation
import Testing

@Suite("The configuration file from the command line")
struct ConfigTests {
  private func run(_ arguments: [String], file text: String?, _ more: [String: String] = [:]) throws
    -> Outcome
  {
    let folder = try TemporaryFolder()
    if let text { _ = try folder.write(text, "halftone/config.toml") }
    var environment = more
    environment["XDG_CONFIG_HOME"] = folder.path
    for name in ["NO_COLOR", "HALFTONE_COLOR"] where environment[name] == nil { environment[name] = "" }
    return try Program.run(["config"] + arguments, home: folder.path + "/home", environment: environment)
  }

  @Test("check says where the file is and ends with 0, or says in one line what is wrong and ends with 2")
  func check() throws {
    let right = try run(["check"], file: "[keys.layers]\nsweep = \"q\"\n")
    #expect(right.code == 0 && right.output.hasSuffix("/halftone/config.toml: nothing wrong\n"))
    #expect(right.errors == "note: 'q' of sweep hides quit on Layers\n")
    let wrong = try run(["check"], file: "[keys]\nsweep = \"n\"\nzoom = \"f\"\n")
    #expect(wrong.code == 2 && wrong.output.isEmpty && wrong.errorLines.count == 1)
    #expect(wrong.errors.contains("/halftone/config.toml, line 3: keys.zoom: found 'f', which is freeze's"))
    #expect(try run(["check"], file: nil).code == 0)
  }

  @Test("show has every setting with its origin and the keys after the file's")
  func show() throws {
    let shown = try run(
      ["show"], file: "color = \"16\"\n[keys]\nzoom = \"ctrl-w\"\n", ["HALFTONE_MOUSE": "false"])
    #expect(shown.code == 0)
    for line in [
      "color\t16\tline 1", "mouse\tfalse\tHALFTONE_MOUSE", "bytes-per-second\tby the line\tdefault",
      "keys.everywhere.zoom\tctrl-w\tline 3", "keys.everywhere.first\tg g\tdefault",
    ] { #expect(shown.lines.contains(line), "\(line)") }
    #expect(try run(["show"], file: "color = \"pink\"").code == 2)
  }
}
