/// A surface with every colour decided, as a drawing program needs it.
struct Sheet {
  struct Square: Equatable {
    /// Empty in the right half of a wide character.
    var text: String
    var ink: Color
    var ground: Color
    var isBold: Bool
    var isItalic: Bool
    var isUnderlined: Bool
    var columns: Int
  }

  /// Squares of one row that share their look, from `column` on.
  struct Run {
    var row: Int
    var column: Int
    var columns: Int
    var squares: ArraySlice<Square>
    /// The look that all of them have.
    var look: Square { squares[squares.startIndex] }
  }

  static let cellWidth = 10, cellHeight = 20

  let size: Size
  let ground: Color
  private let squares: [Square]

  init(_ surface: Surface, theme: Theme) {
    let shown = surface.asShown()
    size = shown.size
    let text = Self.opaque(theme[.text], theme.isDark ? 0xe6e6e6 : 0x202020)
    let ground = Self.opaque(theme[.background], theme.isDark ? 0x101216 : 0xffffff)
    self.ground = ground
    squares = shown.cells.map { cell in
      var ink = cell.foreground.isStandard ? text : cell.foreground
      var under = cell.background.isStandard ? ground : cell.background
      if cell.attributes.contains(.reverse) { swap(&ink, &under) }
      if cell.attributes.contains(.dim) { ink = ink.mixed(with: under, 0.4) }
      return Square(
        text: cell.text, ink: ink, ground: under, isBold: cell.attributes.contains(.bold),
        isItalic: cell.attributes.contains(.italic), isUnderlined: cell.attributes.contains(.underline),
        columns: cell.width == .wideLeft ? 2 : cell.width == .wideRight ? 0 : 1)
    }
  }

  private static func opaque(_ color: Color, _ instead: UInt32) -> Color {
    color.isStandard ? Color(rgb: instead) : color
  }

  /// The rows' squares in runs of one ground.
  var grounds: [Run] { runs { $0.ground == $1.ground } }

  /// The rows' squares in runs that one piece of text can show.
  var texts: [Run] {
    runs {
      $0.ink == $1.ink && $0.isBold == $1.isBold && $0.isItalic == $1.isItalic
        && $0.isUnderlined == $1.isUnderlined
    }
  }

  private func runs(_ belongTogether: (Square, Square) -> Bool) -> [Run] {
    var runs: [Run] = []
    for row in 0..<size.rows {
      var start = row * size.columns
      let end = start + size.columns
      while start < end {
        var next = start + 1
        while next < end, squares[next].columns == 0 || belongTogether(squares[start], squares[next]) {
          next += 1
        }
        runs.append(
          Run(
            row: row, column: start - row * size.columns, columns: next - start,
            squares: squares[start..<next]))
        start = next
      }
    }
    return runs
  }
}
