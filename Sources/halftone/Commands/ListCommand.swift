import ArgumentParser
import Catalog
import Experiments

/// `halftone list [family]`
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List what there is, by family.")

  @Argument(help: "One of: \(Family.all.map(\.name).joined(separator: ", ")).")
  var family: String?

  @Flag(help: "One JSON object a line.")
  var json = false

  func run() throws {
    let console = Console(isQuiet: false)
    let families = try family.map { [try Family.find($0)] } ?? Family.all
    for family in families {
      if json {
        for card in family.cards {
          console.print(
            json: JSONValue.object([
              "family": .string(family.name), "identifier": .string(card.identifier),
              "title": .string(card.title),
              "summary": .string(card.summary),
            ]).line)
        }
        continue
      }
      console.print("\(family.name):")
      let width = family.cards.map(\.identifier.count).max() ?? 0
      for card in family.cards {
        let gap = String(repeating: " ", count: width - card.identifier.count + 2)
        console.print("  \(card.identifier)\(gap)\(card.summary)")
      }
    }
  }
}

/// `halftone describe NAME`
struct DescribeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe", abstract: "Say everything about one experiment, network, data set or method.")

  @Argument(help: "An identifier out of 'halftone list'.")
  var name: String

  func run() throws {
    let (card, family) = try Family.describing(name)
    let facts = family.name == Family.datasets.name ? try DataInventory(home: nil).facts(name) : []
    Console(isQuiet: false).print(CardText.describe(card, family: family.singular, facts: facts))
  }
}
