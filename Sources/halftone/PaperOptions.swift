import ArgumentParser
import Catalog
import Experiments
import Foundation
import Workbench

/// What commands that draw without a terminal can be told.
struct PaperOptions: ParsableArguments {
  @Option(help: "Columns and rows.")
  var size = "120x40"

  @Option(help: "A theme's name or file.")
  var theme = "dark"

  @Option(help: "truecolor, 256, 16, 8 or mono.")
  var color = "truecolor"

  @Flag(help: "Plain ASCII instead of lines, blocks and dots.")
  var ascii = false

  @Option(help: "Where runs are kept; else HALFTONE_HOME or the XDG data directory.")
  var home: String?

  /// The theme is always named, so that where the workbench was left changes no picture.
  func configuration() throws -> WorkbenchConfiguration {
    try .paper(home: home, theme: theme, color: color, ascii: ascii)
  }
}

/// The forms of a picture, by their names and by the endings of files.
enum PaperFormat {
  static let names = ["png", "svg", "ansi", "text"]

  /// What was asked for, else what the file's name says, else text.
  static func chosen(_ named: String?, output: String?) throws -> String {
    if let named {
      guard names.contains(named) else { throw unknownName(printable(named), kind: "format", known: names) }
      return named
    }
    guard let output else { return "text" }
    let ending = (output as NSString).pathExtension.lowercased()
    return names.contains(ending) ? ending : "text"
  }
}

extension WorkbenchConfiguration {
  /// To draw without a terminal: nothing of the person's preferences changes what is drawn.
  static func paper(home: String?, theme: String, color: String, ascii: Bool) throws -> WorkbenchConfiguration
  {
    var global = GlobalOptions()
    global.home = home
    return try WorkbenchConfiguration(
      engine: try global.startEngine(), catalogue: .own, theme: theme, color: color, ascii: ascii,
      spell: CommandSpelling.spell)
  }
}

extension Catalogue {
  /// The program's cards.
  static var own: Catalogue {
    Catalogue(
      experiments: Family.experiments.cards, networks: Family.networks.cards,
      datasets: Family.datasets.cards, explainers: Family.explainers.cards)
  }
}
