/// A family's members: an explicit, sorted array. Nothing is found by reflection.
public struct Registry<Entry: Catalogued & Sendable>: Sendable {
  /// What the family is called in messages: `attack`, `data set`.
  public let family: String
  public let entries: [Entry]
  private let others: @Sendable (String) throws -> Entry?

  /// - Parameter others: makes a member for a name of a form of its own, such as `folder:PATH`; nil for any other name.
  public init(
    _ family: String, _ entries: [Entry], others: @escaping @Sendable (String) throws -> Entry? = { _ in nil }
  ) {
    self.family = family
    self.entries = entries
    self.others = others
    let names = entries.map(\.card.identifier)
    precondition(names == names.sorted(), "\(family): keep the registry sorted: \(names)")
    precondition(Set(names).count == names.count, "\(family): an identifier stands twice: \(names)")
  }

  public var cards: [Card] { entries.map(\.card) }

  /// The member of that name.
  ///
  /// - Throws: ``UserError`` that offers the nearest name.
  public func find(_ identifier: String) throws -> Entry {
    if let entry = entries.first(where: { $0.card.identifier == identifier }) { return entry }
    if let other = try others(identifier) { return other }
    throw unknownName(identifier, kind: family, known: entries.map(\.card.identifier))
  }
}

/// The error for a name that nobody bears, with the nearest known one offered.
public func unknownName(_ name: String, kind: String, known: [String]) -> UserError {
  let hint =
    nearestName(name, of: known).map { "; did you mean '\($0)'?" }
    ?? "; expected one of \(known.joined(separator: ", "))"
  return UserError("unknown \(kind) '\(name)'\(hint)")
}

/// The name that a mistyped one most likely means, when one is near.
func nearestName(_ name: String, of known: [String]) -> String? {
  let nearest = known.map { ($0, editDistance($0, name)) }.min { $0.1 < $1.1 }
  return nearest.flatMap { $0.1 <= max(2, name.count / 3) ? $0.0 : nil }
}

/// Levenshtein distance in characters.
func editDistance(_ first: String, _ second: String) -> Int {
  let a = Array(first), b = Array(second)
  var row = Array(0...b.count)
  for i in 0..<a.count {
    var diagonal = row[0]
    row[0] = i + 1
    for j in 0..<b.count {
      let substituted = diagonal + (a[i] == b[j] ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
    }
  }
  return row[b.count]
}
