extension Surface {
  /// What a cell shows.
  public struct Content: Sendable, Equatable {
    /// A scalar with its marks; empty in the right half of a wide character.
    public var text: String
    public var style: Style
  }

  /// What stands at a place; nil outside the surface.
  public subscript(row row: Int, column column: Int) -> Content? {
    guard bounds.contains(Position(row: row, column: column)) else { return nil }
    let cell = cells[row * size.columns + column]
    return Content(text: cell.text, style: cell.style)
  }

  /// The rows as text, blanks at their ends left out: for tests, golden files, and copying what a screen shows.
  public var lines: [String] {
    (0..<size.rows).map { row in
      let start = row * size.columns
      let line = cells[start..<start + size.columns].map(\.text).joined()
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}
