import Catalog
import TerminalUI

/// The part of the configuration file that gives actions other keys.
///
///     [keys]
///     new-run = "ctrl-n"              # wherever the action is
///
///     [keys.layers]
///     next-map = ["]", "g n"]         # a list; [] takes its keys away
struct KeyRemaps {
  let file: ConfigurationFile

  /// The table with the file's keys in it.
  /// - Throws: `UserError` for an unknown place, action or key, a letter where letters are text, a key that two
  ///   actions of one place would have.
  func applied(to table: WorkbenchKeys.Map) throws -> WorkbenchKeys.Map {
    var map = table
    let entries = file.entries.filter { $0.section.first == "keys" }
    for entry in entries {
      let binding = try self.binding(entry, in: table)
      do {
        try map.rebind(binding.identifier, to: try keys(entry))
      } catch let error as UserError {
        throw file.refuse(entry, error.message)
      }
      for chord in map[binding.identifier]?.chords ?? [] {
        try refuseText(chord, binding, entry)
      }
    }
    try refuseCollisions(map, entries)
    if map["quit"]?.chords.isEmpty == true, let entry = entries.first(where: { $0.key == "quit" }) {
      throw file.refuse(entry, "found no key, expected one at least: there must be a way out")
    }
    return map
  }

  private func binding(_ entry: ConfigurationFile.Entry, in table: WorkbenchKeys.Map) throws
    -> WorkbenchKeys.Binding
  {
    var bindings = table.bindings
    if entry.section.count > 1 {
      let place = entry.section[1]
      guard let context = KeyContext.allCases.first(where: { $0.name == place }), entry.section.count == 2
      else {
        throw file.refuse(
          entry,
          unknownName(printable(place), kind: "place", known: KeyContext.allCases.map(\.name)).message)
      }
      bindings = bindings.filter { $0.context == context }
    }
    guard let binding = bindings.first(where: { $0.identifier == entry.key }) else {
      // Whoever names an action of another place is told of that one.
      if let elsewhere = table[entry.key] {
        throw file.refuse(entry, "is an action of [keys.\(elsewhere.context.name)]")
      }
      throw file.refuse(
        entry,
        unknownName(printable(entry.key), kind: "action", known: bindings.map(\.identifier)).message)
    }
    return binding
  }

  private func keys(_ entry: ConfigurationFile.Entry) throws -> [String] {
    switch entry.value {
    case .text(let text): return text.isEmpty ? [] : [text]
    case .texts(let texts): return texts
    default:
      throw UserError("found \(entry.value.spelled), expected a key in quotes or a list of them")
    }
  }

  private func refuseText(
    _ chord: KeyChord, _ binding: WorkbenchKeys.Binding, _ entry: ConfigurationFile.Entry
  ) throws {
    guard binding.context.takesText || binding.context == .motion,
      chord.presses.contains(where: { $0.typed != nil })
    else { return }
    throw file.refuse(
      entry,
      "found '\(chord.text)', expected a key that types nothing: letters are text in \(binding.context.title)"
    )
  }

  private func refuseCollisions(_ map: WorkbenchKeys.Map, _ entries: [ConfigurationFile.Entry]) throws {
    for collision in map.collisions {
      // The table itself has none, so one of the two stands in the file.
      let names = [collision.second, collision.first]
      for name in names {
        guard let entry = entries.last(where: { $0.key == name }), let binding = map[name],
          let other = map[names.first { $0 != name } ?? name]
        else { continue }
        throw file.refuse(
          entry,
          "found '\(collision.chord.text)', which is \(other.identifier)'s in \(binding.context.title); expected a key of its own, or another one for \(other.identifier) too"
        )
      }
    }
  }

  /// What is allowed and may surprise: a key that hides another's, or is hidden, in a place where both count.
  static func notes(_ map: WorkbenchKeys.Map, besides table: WorkbenchKeys.Map) -> [String] {
    let screens = ScreenID.allCases.map { [KeyContext($0), .everywhere, .motion] }
    var notes: [String] = []
    for binding in map.bindings where table[binding.identifier]?.chords != binding.chords {
      for chord in binding.chords {
        for stack in screens {
          guard let depth = stack.firstIndex(of: binding.context) else { continue }
          for other in map.bindings
          where other.identifier != binding.identifier && other.chords.contains(chord) {
            guard let place = stack.firstIndex(of: other.context), place != depth,
              other.action != binding.action
            else { continue }
            notes.append(
              place < depth
                ? "'\(chord.text)' of \(binding.identifier) is \(other.identifier) on \(stack[0].title)"
                : "'\(chord.text)' of \(binding.identifier) hides \(other.identifier) on \(stack[0].title)")
          }
        }
      }
    }
    return notes
  }
}
