import ArgumentParser
import Catalog
import Experiments

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
      for (card, folder) in DataInventory(home: home).places {
        console.print("\(card.identifier)\t\(folder ?? "not found")\t\(card.summary)")
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
      let reports = try DataInventory(home: home).verify(names)
      for report in reports { console.print(report.problem.map { "bad  \($0)" } ?? "ok   \(report.path)") }
      let bad = reports.count { $0.problem != nil }
      if bad > 0 { throw UserError("\(bad) file\(bad == 1 ? " is" : "s are") not as published") }
    }
  }
}
