/// A text that matches a query, with the places of the query's characters in it.
public struct FuzzyMatch: Sendable, Equatable {
  public let index: Int
  public let score: Int
  public let positions: [Int]
}

/// Loose matching: the query's characters in their order, anywhere; runs and beginnings of words count more.
public enum Fuzzy {
  /// How many characters of a text are looked at: the work is theirs times the query's, and a name may be a pasted book.
  static let mostCharacters = 256

  /// The score and the places, nil without a match; upper and lower case are the same.
  public static func match(_ query: String, in text: String) -> (score: Int, positions: [Int])? {
    match(wanted(query), in: text)
  }

  private static func wanted(_ query: String) -> [Character] {
    query.lowercased().filter { $0 != " " }.map(\.self)
  }

  private static func match(_ wanted: [Character], in text: String) -> (score: Int, positions: [Int])? {
    guard !wanted.isEmpty else { return (0, []) }
    let originals = Array(text.prefix(mostCharacters))
    guard wanted.count <= originals.count else { return nil }
    let letters = originals.map { Character($0.lowercased().prefix(1).description) }
    let bonuses = originals.indices.map { bonus($0, originals) }
    // best[j]: the best score of the query so far with its last character at j, and the place before it.
    var best: [Int?] = Array(repeating: nil, count: letters.count)
    var cameFrom: [[Int]] = []
    for (step, character) in wanted.enumerated() {
      var next: [Int?] = Array(repeating: nil, count: letters.count)
      var from = Array(repeating: -1, count: letters.count)
      var leader: (score: Int, place: Int)?
      for place in letters.indices {
        if step > 0, place > 1, let score = best[place - 2], leader.map({ score > $0.score }) ?? true {
          leader = (score, place - 2)
        }
        guard letters[place] == character else { continue }
        let own = bonuses[place]
        if step == 0 {
          next[place] = own - min(place, 6)
          continue
        }
        if let leader { (next[place], from[place]) = (leader.score + own - 1, leader.place) }
        if place > 0, let adjacent = best[place - 1], adjacent + own + 6 > next[place] ?? Int.min {
          (next[place], from[place]) = (adjacent + own + 6, place - 1)
        }
      }
      best = next
      cameFrom.append(from)
    }
    guard let end = best.indices.filter({ best[$0] != nil }).max(by: { (best[$0] ?? 0) < (best[$1] ?? 0) })
    else {
      return nil
    }
    var positions: [Int] = []
    var place = end
    for step in wanted.indices.reversed() {
      positions.append(place)
      place = cameFrom[step][place]
    }
    return ((best[end] ?? 0) - letters.count / 8, positions.reversed())
  }

  /// The texts that match, the best first, those of the same score in their order.
  public static func filter(_ texts: [String], query: String) -> [FuzzyMatch] {
    let wanted = wanted(query)
    let found = texts.enumerated().compactMap { index, text in
      match(wanted, in: text).map { FuzzyMatch(index: index, score: $0.score, positions: $0.positions) }
    }
    guard !query.isEmpty else { return found }
    return found.sorted { ($1.score, $0.index) < ($0.score, $1.index) }
  }

  private static func bonus(_ place: Int, _ letters: [Character]) -> Int {
    guard place > 0 else { return 10 }
    let before = letters[place - 1]
    if !before.isLetter && !before.isNumber { return 8 }
    return before.isLowercase && letters[place].isUppercase ? 7 : 1
  }
}
