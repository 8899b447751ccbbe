import Catalog
import Experiments

/// Experiments that belong together, as a command with sub-commands: `halftone senn explain` is `halftone senn-explain`.
struct ExperimentGroup {
  let name: String
  let summary: String

  static let all = [ExperimentGroup(name: "senn", summary: "What can be asked of a self-explaining network.")]

  static func named(_ name: String) -> ExperimentGroup? { all.first { $0.name == name } }

  private var members: [(name: String, card: Card)] {
    ExperimentRegistry.all.map(\.card).filter { $0.identifier.hasPrefix(name + "-") }
      .map { (String($0.identifier.dropFirst(name.count + 1)), $0) }
  }

  /// Takes the sub-command's name off `senn explain …`; options before it go to the others that stand before a command.
  ///
  /// - Returns: the experiment's identifier; nil where the help was wanted, which is printed then.
  /// - Throws: `UserError` for a name that no member bears, or none.
  func take(_ arguments: inout [String], _ leading: inout [String]) throws -> String? {
    var rest = Array(arguments.dropFirst())
    if let inner = LeadingOptions.split(rest) {
      leading += inner.leading
      rest = inner.command
    }
    guard let typed = rest.first, !typed.hasPrefix("-") else {
      if rest.contains("--help") || rest.contains("-h") {
        Console(isQuiet: false).print(help)
        return nil
      }
      throw UserError("\(name): expected one of \(members.map(\.name).joined(separator: ", ")) after it")
    }
    guard let member = members.first(where: { $0.name == typed }) else {
      throw unknownName(printable(typed), kind: "command of \(name)", known: members.map(\.name))
    }
    arguments = rest
    return member.card.identifier
  }

  private var help: String {
    let width = members.map(\.name.count).max() ?? 0
    return
      ([summary, "", "Usage: halftone \(name) <command> [--parameter value …] [options]", "", "Commands:"]
      + members.map { member in
        "  " + member.name + String(repeating: " ", count: width - member.name.count + 2)
          + member.card.summary
      } + ["", "'halftone \(name) <command> --help' lists its parameters."]).joined(separator: "\n")
  }
}
