import Catalog
import Foundation
import TerminalUI

/// What the row of hints still has to tell: each goes once its key has been used. `hints.json` under the home folder.
public struct Hints: Sendable, Equatable, Codable {
  /// Identifiers of the bindings that a person has used.
  public internal(set) var used: Set<String> = []
  /// Whether a person sent the row away.
  public internal(set) var isHidden = false

  public init() {}

  /// What a file holds; nothing used where there is none or it is not readable.
  public static func read(_ path: String) -> Hints {
    guard let data = FileManager.default.contents(atPath: path) else { return Hints() }
    return (try? JSONDecoder().decode(Hints.self, from: data)) ?? Hints()
  }

  public func write(_ path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try WholeFile.write(try encoder.encode(self), to: path)
  }

  /// Nothing is hinted at.
  public static let none: Hints = {
    var hints = Hints()
    hints.isHidden = true
    return hints
  }()

  struct Entry: Sendable, Equatable {
    let identifier: String
    let text: String
  }

  /// What is worth trying, by screen, the most telling first.
  static func entries(on screen: ScreenID) -> [Entry] {
    let own: [(String, String)] =
      switch screen {
      case .runs:
        [("open", "opens the run"), ("mark", "marks runs to compare"), ("filter", "filters")]
      case .training:
        [("read-right", "reads the curves"), ("log-axis", "log axis"), ("more-smoothing", "smooths")]
      case .layers:
        [("line-down", "walks the map"), ("next-map", "next map"), ("sweep", "sweeps the layers")]
      case .saliency:
        [("next-class", "next class"), ("next-method", "next method"), ("zoom-in", "enlarges")]
      case .lesions:
        [
          ("next-block", "walks the blocks"), ("lesion", "makes lesions"), ("paths", "measures paths"),
          ("next-paths", "next view of the paths"), ("compare", "compares networks"),
        ]
      case .concepts:
        [
          ("next-concept", "next concept"), ("zero-concept", "sets it to 0"), ("more-noise", "adds noise"),
          ("next-view", "next view"),
        ]
      }
    let general = [("palette", "finds anything"), ("theme", "colours"), ("log", "the run's log")]
    return (own + general).map { Entry(identifier: $0.0, text: $0.1) }
  }

  static let known = Set(ScreenID.allCases.flatMap { entries(on: $0).map(\.identifier) })
}

extension AppState {
  /// The hints of this screen that are still to be learnt, three at most.
  var openHints: [KeyHint] {
    guard !hints.isHidden else { return [] }
    let entries = Hints.entries(on: screen).filter { entry in
      // What the open page has no use for is not worth trying.
      let isUseful =
        screen != .concepts || keyMap[entry.identifier].flatMap { isUsefulOnConcepts($0.action) } != false
      return !hints.used.contains(entry.identifier) && isUseful
    }
    return entries.prefix(3).compactMap { entry in
      let keys = key(entry.identifier)
      return keys.isEmpty ? nil : KeyHint(keys, entry.text)
    }
  }

  mutating func toggleHints() {
    if openHints.isEmpty { hints = Hints() } else { hints.isHidden = true }
  }

  /// Whoever has used a key need not be told of it.
  mutating func learn(_ action: Action) {
    let contexts: [KeyContext] = [KeyContext(screen), .everywhere, .motion]
    for binding in keyMap.bindings
    where binding.action == action && contexts.contains(binding.context)
      && Hints.known.contains(binding.identifier)
    {
      hints.used.insert(binding.identifier)
    }
  }
}
