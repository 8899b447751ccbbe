import ArgumentParser
import Catalog

/// What may stand before a command: `halftone --home DIR train --epochs 3`.
struct LeadingOptions: ParsableArguments {
  @OptionGroup var workbench: WorkbenchOptions
  @Flag var json = false
  @Flag var quiet = false

  /// Parts a command line before its command's name.
  ///
  /// - Returns: nil when there is no command. `--home train` has none: that `train` is a folder.
  static func split(_ arguments: [String]) -> (leading: [String], command: [String])? {
    let place = arguments.indices.first { index in
      !arguments[index].hasPrefix("-") && (try? parse(Array(arguments[..<index]))) != nil
    }
    return place.map { (Array(arguments[..<$0]), Array(arguments[$0...])) }
  }

  /// The command line with the options that stand before a command's name, or between it and its sub-command's, behind
  /// the last name, where they are read as the command's own. What is said there again holds.
  static func place(_ leading: [String], in command: [String]) -> [String] {
    var known = Halftone.configuration.subcommands
    var (names, leading, rest) = ([String](), leading, command)
    while let name = rest.first, let next = known.first(where: { $0._commandName == name }) {
      known = next.configuration.subcommands
      names.append(rest.removeFirst())
      if !known.isEmpty, let inner = split(rest) {
        leading += inner.leading
        rest = inner.command
      }
    }
    return names + leading + rest
  }

  /// - Throws: `UserError` for one that only the workbench takes.
  static func check(_ leading: [String], before command: String) throws {
    let names = leading.filter { $0.hasPrefix("--") }.map { $0.prefix { $0 != "=" } }
    if let odd = names.first(where: { !GlobalOptions.names.contains(String($0.dropFirst(2))) }) {
      let known = GlobalOptions.names.map { "--\($0)" }.joined(separator: ", ")
      throw UserError(
        "\(odd): is for the workbench, which opens without a command; before '\(command)' may stand \(known)")
    }
  }
}

/// The program with a sub-command. The workbench's options are no part of it: a parser's root takes its own options
/// wherever they stand, so that `runs list --home DIR` would be the workbench's home, and no list's.
struct Subcommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Halftone.configuration.commandName, subcommands: Halftone.configuration.subcommands)

  static func isOne(_ name: String) -> Bool { configuration.subcommands.contains { $0._commandName == name } }
}
