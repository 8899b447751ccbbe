/// What a table's filter asks for: words that must all be there.
///
/// `word` anywhere in the row; `!word` nowhere; `column:word` in one column; `column>0.9`, `column<1e-3`,
/// `column=20` by number. A column goes by the beginning of its title.
struct TableFilter: Equatable {
  enum Term: Equatable {
    case word(String, column: Int?)
    case compare(column: Int, Character, Double)
  }

  private(set) var terms: [(term: Term, isNegated: Bool)] = []

  init(_ text: String, columns: [TableColumn]) {
    for piece in text.lowercased().split(separator: " ") {
      let isNegated = piece.hasPrefix("!")
      let body = isNegated ? piece.dropFirst() : piece
      guard !body.isEmpty else { continue }
      terms.append((Self.term(String(body), columns), isNegated))
    }
  }

  static func == (a: TableFilter, b: TableFilter) -> Bool {
    a.terms.elementsEqual(b.terms) { $0.term == $1.term && $0.isNegated == $1.isNegated }
  }

  /// The words to be marked in the rows.
  var words: [String] {
    terms.compactMap { entry in
      if case .word(let word, _) = entry.term, !entry.isNegated { word } else { nil }
    }
  }

  /// Whether every row that this filter lets pass has passed the other: then only those need be looked at.
  func narrows(_ other: TableFilter) -> Bool {
    other.terms.allSatisfy { old in
      terms.contains { new in
        if new.term == old.term, new.isNegated == old.isNegated { return true }
        guard case .word(let shorter, let column) = old.term, case .word(let longer, let same) = new.term,
          !old.isNegated, !new.isNegated, column == same
        else { return false }
        return longer.contains(shorter)
      }
    }
  }

  func passes(_ row: Int, of source: some TableSource, columns: Int) -> Bool {
    terms.allSatisfy { entry in holds(entry.term, row, source, columns) != entry.isNegated }
  }

  private func holds(_ term: Term, _ row: Int, _ source: some TableSource, _ columns: Int) -> Bool {
    switch term {
    case .word(let word, let column?): return TextSearch.contains(source.text(row, column), word)
    case .word(let word, nil):
      return (0..<columns).contains { TextSearch.contains(source.text(row, $0), word) }
    case .compare(let column, let sign, let bound):
      guard let value = source.number(row, column) else { return false }
      return sign == ">" ? value > bound : sign == "<" ? value < bound : value == bound
    }
  }

  private static func term(_ text: String, _ columns: [TableColumn]) -> Term {
    guard let place = text.firstIndex(where: { ":<>=".contains($0) }), place > text.startIndex,
      let column = column(String(text[..<place]), columns)
    else { return .word(text, column: nil) }
    let rest = String(text[text.index(after: place)...])
    if text[place] == ":" { return .word(rest, column: column) }
    // While the number is being typed every row still passes the word that is there.
    guard let number = Double(rest.hasSuffix("%") ? String(rest.dropLast()) : rest) else {
      return .word("", column: column)
    }
    return .compare(column: column, text[place], rest.hasSuffix("%") ? number / 100 : number)
  }

  private static func column(_ name: String, _ columns: [TableColumn]) -> Int? {
    columns.firstIndex { $0.title.lowercased() == name }
      ?? columns.firstIndex { $0.title.lowercased().hasPrefix(name) }
  }
}
