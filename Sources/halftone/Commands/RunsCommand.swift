import ArgumentParser
import Catalog
import Engine
import Experiments
import Foundation

/// `halftone runs list | show | resume | remove | export`
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "The stored runs.",
    subcommands: [List.self, Show.self, Resume.self, Remove.self, Export.self], defaultSubcommand: List.self)

  struct Home: ParsableArguments {
    @Option(help: "Where runs are kept; else HALFTONE_HOME or the XDG data directory.")
    var home: String?

    var store: RunStore { RunStore(home: home) }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "The runs, newest first.")
    @OptionGroup var home: Home
    @Flag(help: "One JSON object a line.") var json = false

    func run() throws {
      let console = Console(isQuiet: false)
      for summary in try home.store.list() {
        if json {
          let data = try JSONEncoder().encode(summary)
          console.print(json: try JSONDecoder().decode(JSONValue.self, from: data).line)
        } else {
          let figure = summary.figures["testAccuracy"] ?? summary.figures["baseAccuracy"]
          let shown = figure.map { "\(($0 * 1000).rounded() / 10) %" } ?? ""
          console.print("\(summary.id)\t\(summary.status.rawValue)\t\(printable(summary.title))\t\(shown)")
        }
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "What a run is and what came of it, as JSON.")
    @OptionGroup var home: Home
    @Argument(help: ArgumentHelp("A run's id or name.", valueName: "run")) var named: String

    func run() throws {
      let folder = try home.store.find(named)
      let record = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(folder.record()))
      Console(isQuiet: false).print(
        json: JSONValue.object([
          "id": .string(folder.id), "path": .string(folder.path), "status": .string(folder.status.rawValue),
          "record": record, "result": try folder.result() ?? .null,
        ]).line)
    }
  }

  struct Resume: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Go on with an interrupted run from its last checkpoint.")
    @OptionGroup var home: Home
    @Argument(help: ArgumentHelp("A run's id or name.", valueName: "run")) var named: String
    @Option(help: "libtorch's threads; as many as before by default, which gives the same bits.")
    var threads: Int?
    @Flag(help: "One JSON object a line.") var json = false
    @Flag(help: "No progress.") var quiet = false

    func run() throws {
      let folder = try home.store.find(named)
      var options = GlobalOptions()
      (options.home, options.threads, options.json, options.quiet) = (
        home.home, try threads ?? folder.record().threads, json, quiet
      )
      let experiment = try ExperimentRegistry.find(try folder.record().experiment)
      let engine = try options.startEngine()
      throw ExitCode(
        try HeadlessRun(engine: engine, card: experiment.card, options: options, output: nil)
          .run(.restart(folder.id)))
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Remove a run with all its files.")
    @OptionGroup var home: Home
    @Argument(help: ArgumentHelp("A run's whole id.", valueName: "run")) var named: String

    func run() throws {
      try home.store.remove(named)
      Console(isQuiet: false).say("removed \(named)")
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Copy a run's folder elsewhere: network.toml, weights, checkpoints, events, results.")
    @OptionGroup var home: Home
    @Argument(help: ArgumentHelp("A run's id or name.", valueName: "run")) var named: String
    @Argument(help: "The folder to make.") var target: String

    func run() throws {
      let folder = try home.store.find(named)
      guard !FileManager.default.fileExists(atPath: target) else {
        throw UserError("\(target): exists, expected a name that is free")
      }
      do {
        try FileManager.default.copyItem(atPath: folder.path, toPath: target)
      } catch {
        throw UserError("\(target): cannot be written: \(error.localizedDescription)")
      }
      Console(isQuiet: false).say("copied \(folder.id) to \(target)")
    }
  }
}
