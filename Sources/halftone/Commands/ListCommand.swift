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
        for line in Self.hanging("  \(card.identifier)\(gap)", card.summary, Console.columns(of: 1)) {
          console.print(line)
        }
      }
    }
  }

  /// A text behind its label, its further lines indented by the label's width; one line where there is no terminal, for
  /// which scripts look.
  private static func hanging(_ label: String, _ text: String, _ columns: Int?) -> [String] {
    let room = (columns ?? 0) - label.count - 1
    guard room >= 20 else { return [label + text] }
    var lines = [label], filled = 0
    for word in text.split(separator: " ") {
      if filled > 0, filled + 1 + word.count > room {
        lines.append(String(repeating: " ", count: label.count))
        filled = 0
      }
      lines[lines.count - 1] += (filled > 0 ? " " : "") + word
      filled += (filled > 0 ? 1 : 0) + word.count
    }
    return lines
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
