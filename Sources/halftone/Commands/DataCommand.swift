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
      for (card, place) in DataInventory(home: home).places {
        console.print("\(card.identifier)\t\(place)\t\(card.summary)")
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
      var bad = 0
      for report in reports {
        switch report.finding {
        case .asPublished: console.print("ok   \(report.path)")
        case .whole: console.print("ok   \(report.path) (whole; no checksum is published)")
        case .bad(let problem):
          console.print("bad  \(problem)")
          bad += 1
        }
      }
      if bad > 0 { throw UserError("\(bad) file\(bad == 1 ? " is" : "s are") not as expected") }
    }
  }
}
