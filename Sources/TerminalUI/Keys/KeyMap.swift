import Catalog

/// One line of the table of keys: it drives dispatch, the footer, the help and the documentation.
public struct KeyBinding<Context: Hashable & Sendable, Action: Sendable>: Sendable {
  /// Where the keys count: a screen, a dialog, everywhere.
  public var context: Context
  /// Stable, kebab-case: a person's own key file names it.
  public var identifier: String
  public var chords: [KeyChord]
  public var action: Action
  /// One or two words for the footer; empty keeps the binding out of it.
  public var label: String
  /// One sentence for the help.
  public var help: String

  /// - Parameter keys: the chords' text form, divided by commas: `"down, j"`; a comma itself cannot be bound.
  ///   What is no key is a mistake in the table and left out; `KeyMap.problems` names it.
  public init(
    _ context: Context, _ identifier: String, keys: String, _ action: Action, label: String = "", help: String
  ) {
    self.context = context
    self.identifier = identifier
    self.action = action
    self.label = label
    self.help = help
    let texts = keys.split(separator: ",").map { $0.trimming { $0 == " " } }
    chords = texts.compactMap { KeyChord($0) }
    unreadable = texts.filter { KeyChord($0) == nil }
  }

  let unreadable: [String]
}

extension Substring {
  fileprivate func trimming(_ unwanted: (Character) -> Bool) -> String {
    String(drop(while: unwanted).reversed().drop(while: unwanted).reversed())
  }
}

/// The table of keys of a program.
public struct KeyMap<Context: Hashable & Sendable, Action: Sendable>: Sendable {
  public typealias Binding = KeyBinding<Context, Action>

  public private(set) var bindings: [Binding]

  public init(_ bindings: [Binding]) { self.bindings = bindings }

  /// What the presses so far mean.
  public enum Match {
    case action(Action)
    /// The beginning of a longer chord.
    case beginning
    case nothing
  }

  /// - Parameter contexts: the innermost first; its bindings hide those further out.
  public func match(_ presses: [KeyPress], in contexts: [Context]) -> Match {
    for context in contexts {
      var begins = false
      for binding in bindings where binding.context == context {
        for chord in binding.chords {
          if chord.presses == presses { return .action(binding.action) }
          if chord.presses.starts(with: presses) { begins = true }
        }
      }
      if begins { return .beginning }
    }
    return .nothing
  }

  /// The bindings with a label that count in `contexts`, innermost first, each key named once.
  public func footer(in contexts: [Context]) -> [(keys: String, label: String)] {
    var taken: Set<KeyChord> = []
    var entries: [(keys: String, label: String)] = []
    for context in contexts {
      for binding in bindings where binding.context == context {
        let free = binding.chords.filter { taken.insert($0).inserted }
        guard !binding.label.isEmpty, let first = free.first else { continue }
        entries.append((first.display, binding.label))
      }
    }
    return entries
  }

  /// Everything that can be done in `contexts`, for the help.
  public func help(in contexts: [Context]) -> [(context: Context, bindings: [Binding])] {
    contexts.map { context in (context, bindings.filter { $0.context == context }) }
      .filter { !$0.bindings.isEmpty }
  }

  /// What can follow the presses of a chord that is not finished, in the order of the table.
  public func continuations(of presses: [KeyPress], in contexts: [Context]) -> [(
    rest: KeyChord, binding: Binding
  )] {
    for context in contexts {
      let found = bindings.filter { $0.context == context }.flatMap { binding in
        binding.chords.filter { $0.presses.count > presses.count && $0.presses.starts(with: presses) }
          .map { (rest: KeyChord(Array($0.presses.dropFirst(presses.count))), binding: binding) }
      }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The binding of that name.
  public subscript(identifier: String) -> Binding? { bindings.first { $0.identifier == identifier } }

  /// Gives an action other keys.
  /// - Throws: `UserError` if no action is called `identifier`, or a text is no key.
  public mutating func rebind(_ identifier: String, to keys: [String]) throws {
    guard let index = bindings.firstIndex(where: { $0.identifier == identifier }) else {
      throw unknownName(printable(identifier), kind: "action", known: bindings.map(\.identifier))
    }
    bindings[index].chords = try keys.map { text in
      guard let chord = KeyChord(text) else {
        throw UserError(
          "found '\(printable(text))', expected a key such as q, ctrl-n, g g, page-up or f5")
      }
      return chord
    }
  }

  /// Two bindings of one context of which the first key, or the beginning of it, is also the other's.
  public struct Collision: Sendable, Equatable {
    public let first: String
    public let second: String
    public let chord: KeyChord
  }

  /// Keys bound twice in a context, and chords that hide others.
  public var collisions: [Collision] {
    var found: [Collision] = []
    for (index, binding) in bindings.enumerated() {
      for other in bindings[(index + 1)...] where other.context == binding.context {
        for chord in binding.chords {
          for rival in other.chords
          where chord.presses.starts(with: rival.presses) || rival.presses.starts(with: chord.presses) {
            found.append(Collision(first: binding.identifier, second: other.identifier, chord: chord))
          }
        }
      }
    }
    return found
  }

  /// Mistakes in the table, for a test: texts that are no key, names used twice, keys that collide.
  public var problems: [String] {
    var named: Set<String> = []
    return bindings.flatMap { binding in
      binding.unreadable.map { "\(binding.identifier): \"\($0)\" is no key" }
    }
      + bindings.filter { !named.insert($0.identifier).inserted }.map { "\($0.identifier): named twice" }
      + collisions.map { "\($0.chord.text) of \($0.first) and \($0.second) collide" }
  }

  /// A table for the documentation.
  public func markdown(in context: Context) -> String {
    let rows = bindings.filter { $0.context == context }.map { binding in
      "| " + binding.chords.map { "`\($0.text.replacingPipe)`" }.joined(separator: " ")
        + " | \(binding.help) |"
    }
    return (["| keys | what they do |", "|---|---|"] + rows).joined(separator: "\n")
  }
}

extension KeyBinding: Equatable where Action: Equatable {}
extension KeyMap: Equatable where Action: Equatable {}

extension String {
  /// A pipe ends a table's cell, even in code.
  fileprivate var replacingPipe: String {
    split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
