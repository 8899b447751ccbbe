import ArgumentParser
import Catalog
import Datasets

/// `halftone data list | verify`
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "The data sets and their files.", subcommands: [List.self, Verify.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Which data sets are here, and where.")

    @Option(help: "Halftone's home.")
    var home: String?

    func run() throws {
      let console = Console(isQuiet: false)
      let locator = DataLocator(home: home)
      for source in datasetRegistry.entries {
        let place = source.location(locator) ?? "not found"
        console.print("\(source.card.identifier)\t\(place)\t\(source.card.summary)")
      }
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check every file that is here against its published checksum.")

    @Argument(help: "Data sets; all that are here by default.")
    var names: [String] = []

    @Option(help: "Halftone's home.")
    var home: String?

    func run() throws {
      let console = Console(isQuiet: false)
      let locator = DataLocator(home: home)
      let sources =
        names.isEmpty
        ? datasetRegistry.entries.filter { $0.location(locator) != nil } : try names.map(datasetRegistry.find)
      var problems = 0
      for source in sources {
        for report in try source.verify(locator) {
          if let problem = report.problem {
            problems += 1; console.print("bad  \(problem)")
          } else {
            console.print("ok   \(report.path)")
          }
        }
      }
      if problems > 0 {
        throw UserError("\(problems) file\(problems == 1 ? " is" : "s are") not as published")
      }
    }
  }
}
