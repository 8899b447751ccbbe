import Catalog
import Foundation
import TerminalUI
import Testing

@testable import Workbench

/// The configuration file, and what stands above it.
@Suite struct PreferencesTests {
  private func read(
    _ text: String?, _ flags: Preferences.Flags = Preferences.Flags(), _ environment: [String: String] = [:]
  ) throws -> Preferences {
    let folder = NSTemporaryDirectory() + "preferences-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(
      atPath: folder + "/halftone", withIntermediateDirectories: true)
    if let text { try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/halftone/config.toml")) }
    var all = environment
    all["XDG_CONFIG_HOME"] = folder
    return try Preferences(flags, environment: all, themes: ThemeLibrary(folders: []))
  }

  private func origins(_ preferences: Preferences) -> [String] {
    preferences.settings.map { "\($0.name) = \($0.value) (\($0.origin))" }
  }

  @Test("Flag before environment before file before default, and each says which it was")
  func precedence() throws {
    let file =
      "theme = \"dark\"\ncolor = \"256\"\nmouse = false\n\nbytes-per-second = 9600\nexports = \".\"\n"
    #expect(
      origins(try read(nil)) == [
        "theme = the one last chosen (default)", "color = auto (default)", "background = auto (default)",
        "mouse = true (default)",
        "ascii = by the locale (default)", "bytes-per-second = by the line (default)",
        "exports = the run's folder (default)",
      ])
    #expect(
      origins(try read(file)) == [
        "theme = dark (line 1)", "color = 256 (line 2)", "background = auto (default)",
        "mouse = false (line 3)",
        "ascii = by the locale (default)", "bytes-per-second = 9600 (line 5)",
        "exports = . (line 6)",
      ])
    #expect(
      origins(
        try read(
          file, Preferences.Flags(mouse: true),
          ["NO_COLOR": "1", "HALFTONE_ASCII": "true", "HALFTONE_MOUSE": "0", "HALFTONE_EXPORTS": "/tmp"]))
        == [
          "theme = dark (line 1)", "color = mono (NO_COLOR)", "background = auto (default)",
          "mouse = true (--mouse)",
          "ascii = true (HALFTONE_ASCII)", "bytes-per-second = 9600 (line 5)",
          "exports = /tmp (HALFTONE_EXPORTS)",
        ])
  }

  @Test(
    "A mistake in the file is one line with file, line, what was found and what was expected",
    arguments: [
      ("theme = ", "line 1:"),
      ("\n\ncolour = \"256\"", "line 3: colour: unknown setting 'colour'; did you mean 'color'?"),
      ("color = \"pink\"", "line 1: color: found 'pink', expected auto, truecolor, 256, 16, 8 or mono"),
      ("background = \"grey\"", "line 1: background: found 'grey', expected auto, dark or light"),
      ("mouse = \"no\"", "line 1: mouse: found 'no', expected true or false"),
      (
        "bytes-per-second = -1", "line 1: bytes-per-second: found -1, expected a whole number, 0 for no limit"
      ),
      ("exports = 3", "line 1: exports: found 3, expected a folder in quotes"),
      ("theme = \"neon\"", "line 1: theme: unknown theme 'neon'"),
      ("theme = 3", "line 1: theme: found 3, expected a theme's name in quotes"),
      ("[keys]\nfly = \"f\"", "line 2: keys.fly: unknown action 'fly'"),
      ("[keys]\nzom = \"f5\"", "did you mean 'zoom'?"),
      (
        "[keys.layer]\nsweep = \"f5\"",
        "line 2: keys.layer.sweep: unknown place 'layer'; did you mean 'layers'?"
      ),
      ("[keys.runs]\nzoom = \"f5\"", "line 2: keys.runs.zoom: is an action of [keys.everywhere]"),
      ("[keys]\nzoom = \"meta-z\"", "line 2: keys.zoom: found 'meta-z', expected a key such as"),
      ("[keys]\nzoom = 5", "line 2: keys.zoom: found 5, expected a key in quotes or a list of them"),
      (
        "[keys]\n# mine\nnew-run = \"z\"",
        "line 3: keys.new-run: found 'z', which is zoom's in Everywhere; expected a key of its own, or another one for zoom too"
      ),
      ("[keys]\nzoom = \"g\"", "line 2: keys.zoom: found 'g"),
      ("[keys.form]\nstart = \"s\"", "expected a key that types nothing: letters are text in Form"),
      ("[keys]\nquit = []", "line 2: keys.quit: found no key, expected one at least"),
      ("keys = 3", "line 1: keys: found 3, expected the table [keys]"),
    ])
  func mistakes(_ text: String, _ expected: String) throws {
    let preferences = try read(text)
    let problem = try #require(preferences.problem)
    #expect(problem.contains("/halftone/config.toml, ") && problem.contains(expected), "\(problem)")
    #expect(!problem.contains("\n"))
    // A file with a mistake counts for nothing.
    #expect(preferences.keyMap == WorkbenchKeys.map && preferences.color.value == "auto")
  }

  @Test("A wrong word in the environment or on the command line is refused")
  func refused() {
    #expect(throws: UserError("HALFTONE_MOUSE: found 'maybe', expected true or false")) {
      try read(nil, Preferences.Flags(), ["HALFTONE_MOUSE": "maybe"])
    }
    #expect(throws: UserError("--color: found 'pink', expected auto, truecolor, 256, 16, 8 or mono")) {
      try read(nil, Preferences.Flags(color: "pink"))
    }
  }

  @Test("Keys of one's own drive dispatch, last row, help and palette; what they hide is noted")
  func remaps() throws {
    let preferences = try read(
      """
      [keys]
      zoom = "ctrl-w"
      new-run = ["z", "g n"]
      [keys.layers]
      sweep = "q"
      """)
    #expect(preferences.problem == nil)
    #expect(preferences.notes == ["'q' of sweep hides quit on Layers"])
    var state = AppState(catalogue: Sample.catalogue, keyMap: preferences.keyMap) { _, _ in "" }
    for event in Sample.training() + Sample.sweep() { _ = state.reduce(event) }
    _ = state.reduce(KeyPress("ctrl-w")!)
    #expect(state.isZoomed)
    _ = state.reduce(KeyPress("g")!)
    #expect(state.footerHints.contains { $0.keys == "n" && $0.action == .newRun })
    _ = state.reduce(KeyPress("n")!)
    guard case .chooser? = state.overlay else { return #expect(Bool(false), "gn starts a run") }
    _ = state.reduce(.back)
    #expect(state.footerHints.contains { $0.keys == "z" && $0.label == "new run" })
    #expect(state.helpGroups.flatMap(\.hints).contains(KeyHint("z gn", "start a new run")))
    #expect(state.paletteItems("").contains { $0.entry.keys == "Ctrl+W" && $0.action == .zoom })
    #expect(
      preferences.keys.flatMap(\.lines).contains(
        Preferences.Line(name: "new-run", value: "z, g n", origin: "line 3")))
  }
}
