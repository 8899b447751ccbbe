import Catalog
import Foundation
import Testing

@Suite("What comes out of files and arguments cannot command the terminal")
struct HostileTextTests {
  private static let word = "x\u{1b}]0;mine\u{7}\u{9b}31m\u{202e}fdp\u{2066}y"

  private func expectSafe(_ outcome: Outcome, location: SourceLocation = #_sourceLocation) {
    for text in [outcome.output, outcome.errors] {
      #expect(
        !text.unicodeScalars.contains { $0.isUnsafeToShow && $0 != "\n" && $0 != "\t" },
        "\(text.debugDescription)",
        sourceLocation: location)
    }
  }

  @Test("a refused argument is quoted harmlessly, wherever it stands")
  func arguments() throws {
    let home = try TemporaryFolder()
    for arguments in [
      [Self.word], ["describe", Self.word], ["explain", "--model", Self.word],
      ["train", "--" + Self.word, "1"],
      ["train", "--dataset", Self.word], ["train", "--epochs", Self.word], ["explain", "--input", Self.word],
      ["runs", "show", Self.word], ["list", Self.word], ["train", "--output", "/nowhere/" + Self.word],
    ] {
      let outcome = try Program.run(arguments, home: home.path)
      #expect(outcome.code == 2 && outcome.errorLines.count == 1, "\(arguments.debugDescription)")
      expectSafe(outcome)
    }
  }

  @Test("a run with a hostile title is listed and shown harmlessly, and its JSON still says the title")
  func runs() throws {
    let home = try Trained.get().copy()
    let file = home.path + "/runs/\(try Trained.get().run)/run.json"
    let record = String(decoding: try contents(file), as: UTF8.self)
    let escaped = JSONValue.string(Self.word).line.dropFirst().dropLast()
    let title = try #require(
      try JSONDecoder().decode(JSONValue.self, from: Data(record.utf8))["title"]?.string)
    try Data(record.replacing(title, with: escaped).utf8).write(to: URL(filePath: file))
    let shown = try Program.run(["runs", "show", "latest"], home: home.path)
    expectSafe(shown)
    #expect(try shown.json()[0]["record"]?["title"]?.string == Self.word)
    for arguments in [["runs"], ["runs", "list", "--json"]] {
      let listed = try Program.run(arguments, home: home.path)
      expectSafe(listed)
      #expect(listed.lines.count == 1)
    }
  }
}
