import Catalog
import Foundation

/// What `halftone <experiment> …` asks for.
struct ExperimentRequest {
  var settings: Settings
  var options = GlobalOptions()
  /// `--output FILE.safetensors`.
  var output: String?
  var wantsHelp = false

  /// Reads the arguments after the experiment's name: `--epochs 10`, `--epochs=10`, `--set epochs=10`, and the options
  /// that every experiment takes.
  ///
  /// - Throws: `UserError` for an unknown option (the nearest one is offered), a missing value, a value out of range.
  init(_ card: Card, _ arguments: [String]) throws {
    settings = Settings(card)
    // Whoever asks for help is not told what else is wrong.
    if arguments.contains(where: { $0 == "--help" || $0 == "-h" }) {
      wantsHelp = true
      return
    }
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("--") else {
        throw UserError(
          "\(card.identifier): found '\(argument)', expected an option such as --\(card.parameters.first?.name ?? "json")"
        )
      }
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
        String.init)
      let name = String(parts[0].dropFirst(2))
      func value() throws -> String {
        if parts.count == 2 { return parts[1] }
        guard let next = rest.popFirst() else { throw UserError("--\(name): expected a value after it") }
        return next
      }
      switch name {
      case "output": output = try value()
      case "set":
        let pair = try value().split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
          String.init)
        guard pair.count == 2 else { throw UserError("--set: found '\(pair[0])', expected key=value") }
        try settings.set(pair[0], pair[1], on: card)
      default:
        if try options.take(name, value) { continue }
        guard let parameter = card.parameter(name) else {
          let known = card.parameters.map(\.name) + GlobalOptions.names + ["output", "set", "help"]
          throw unknownName("--\(name)", kind: "option of \(card.identifier)", known: known.map { "--\($0)" })
        }
        // A flag may stand alone.
        let isLoneFlag = parameter.range == .flag && parts.count == 1 && (rest.first?.hasPrefix("--") ?? true)
        try settings.set(name, isLoneFlag ? "true" : try value(), on: card)
      }
    }
  }
}

/// The options that every command takes.
struct GlobalOptions {
  var home: String?
  var threads: Int?
  var json = false
  var quiet = false

  static let names = ["home", "threads", "json", "quiet"]

  /// - Returns: false when the option is none of these.
  mutating func take(_ name: String, _ value: () throws -> String) throws -> Bool {
    switch name {
    case "home": home = try value()
    case "json": json = true
    case "quiet": quiet = true
    case "threads":
      let text = try value()
      guard let count = Int(text), count > 0 else {
        throw UserError("threads: found '\(text)', expected a whole number, 1 or more")
      }
      threads = count
    default: return false
    }
    return true
  }
}
