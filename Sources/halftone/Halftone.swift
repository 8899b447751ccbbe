import ArgumentParser
import Catalog
import Engine
import Experiments
import Foundation

/// The program. `main` is synchronous to its end: the terminal belongs to this thread.
@main
struct Halftone: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "halftone",
    abstract: "A terminal workbench for the interpretability and robustness of neural networks.",
    discussion: """
      Without a command it opens the workbench. An experiment runs headless:

      \(ExperimentRegistry.all.map { "  halftone \($0.card.identifier)  \($0.card.summary)" }.joined(separator: "\n"))

      'halftone <experiment> --help' lists its parameters. --home, --threads, --json and --quiet may also stand
      before the command.
      """,
    version: Version.current,
    subcommands: [
      ListCommand.self, DescribeCommand.self, RunsCommand.self, DataCommand.self, ConfigCommand.self,
      SnapshotCommand.self, ReplayCommand.self,
      GalleryCommand.self,
    ])

  @OptionGroup var workbench: WorkbenchOptions

  func run() throws { try OpenWorkbench(workbench).run() }

  static func main() {
    let given = Array(CommandLine.arguments.dropFirst())
    let split = LeadingOptions.split(given)
    do {
      var (leading, arguments) = split ?? ([], given)
      // 'help train' as 'train --help'; the parser knows its own commands only.
      if arguments.first == "help", arguments.count > 1,
        isExperiment(arguments[1]) && arguments.count == 2 || ExperimentGroup.named(arguments[1]) != nil
      {
        arguments = arguments.dropFirst() + ["--help"]
      }
      if let name = arguments.first, let group = ExperimentGroup.named(name) {
        guard let member = try group.take(&arguments, &leading) else { return }
        arguments[0] = member
      }
      if let name = arguments.first,
        let experiment = ExperimentRegistry.all.first(where: { $0.card.identifier == name })
      {
        try LeadingOptions.check(leading, before: name)
        Foundation.exit(try run(experiment.card, leading + arguments.dropFirst()))
      }
      if let name = arguments.first, !name.hasPrefix("-"), !commands.contains(name) {
        throw unknownName(printable(name), kind: "command", known: commands)
      }
      var command =
        arguments.first.map(Subcommands.isOne) == true
        ? try Subcommands.parseAsRoot(LeadingOptions.place(leading, in: arguments))
        : try parseAsRoot(arguments)
      try command.run()
    } catch let error as UserError {
      Console.complain(error.message)
      Foundation.exit(2)
    } catch let code as ExitCode {
      Foundation.exit(code.rawValue)
    } catch {
      // Help and version end well; a usage error ends with 2.
      if exitCode(for: error).isSuccess {
        Console(isQuiet: false).print(fullMessage(for: error))
        Foundation.exit(0)
      }
      let isUsage = exitCode(for: error) == .validationFailure
      let isEarly = split == nil && given.contains(where: commands.contains)
      Console.complain(
        message(for: error) + (isEarly ? " (a command's own options go behind its name)" : ""))
      Foundation.exit(isUsage ? 2 : 1)
    }
  }

  /// What may stand first on the command line.
  private static var commands: [String] {
    ExperimentRegistry.all.map(\.card.identifier) + ExperimentGroup.all.map(\.name)
      + configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
  }

  private static func isExperiment(_ name: String) -> Bool {
    ExperimentRegistry.all.contains { $0.card.identifier == name }
  }

  private static func run(_ card: Card, _ arguments: [String]) throws -> Int32 {
    let request = try ExperimentRequest(card, arguments)
    if request.wantsHelp {
      Console(isQuiet: false).print(CardText.help(card))
      return 0
    }
    let engine = try request.options.startEngine()
    var settings = request.settings
    // The run says which network it was, so that the same command can be given again after other trainings.
    if settings.values["model"] == .text("latest"), let run = try? engine.store.find("train") {
      try settings.set("model", run.id, on: card)
    }
    return try HeadlessRun(
      engine: engine, card: card, options: request.options, output: request.output
    ).run(.start(experiment: card.identifier, settings: settings, priority: .normal, stored: true))
  }
}
