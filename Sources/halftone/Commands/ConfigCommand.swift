import ArgumentParser
import Catalog
import Workbench

/// `halftone config check | show | path`
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "The workbench's configuration file.",
    subcommands: [Check.self, Show.self, Path.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Whether the file is right; exit 2 where not.")

    func run() throws {
      let preferences = try Preferences()
      if let problem = preferences.problem { throw UserError(problem) }
      let console = Console(isQuiet: false)
      for note in preferences.notes { console.say("note: \(note)") }
      console.print("\(preferences.path): nothing wrong")
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Every setting and every key, with where it comes from.")

    func run() throws {
      let preferences = try Preferences()
      if let problem = preferences.problem { throw UserError(problem) }
      let console = Console(isQuiet: false)
      for line in preferences.settings { console.print("\(line.name)\t\(line.value)\t\(line.origin)") }
      for (place, lines) in preferences.keys {
        for line in lines { console.print("keys.\(place).\(line.name)\t\(line.value)\t\(line.origin)") }
      }
      for note in preferences.notes { console.say("note: \(note)") }
    }
  }

  struct Path: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Where the file is, or would be.")

    func run() throws { Console(isQuiet: false).print(try Preferences().path) }
  }
}
