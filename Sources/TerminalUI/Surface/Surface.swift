/// A screenful of cells, drawn into by widgets and put on the terminal by a presenter.
///
/// Everything is clipped: to the rectangle that a call names, and to the surface itself.
/// A wide glyph is never left with one half; where a call cuts one, the other half turns blank.
public struct Surface: Sendable {
  public let size: Size
  /// What the terminal below can show; everything written comes out so.
  public let traits: TerminalTraits
  /// Row by row.
  var cells: [Cell]
  /// What lies where, for the mouse.
  public internal(set) var hits = HitMap()

  /// A blank surface.
  public init(size: Size, style: Style = Style(), traits: TerminalTraits = TerminalTraits()) {
    self.size = size
    self.traits = traits
    cells = Array(repeating: Cell(style: style), count: size.rows * size.columns)
  }

  public var bounds: Rectangle { Rectangle(size) }

  /// Blanks a rectangle and gives it a style.
  public mutating func fill(_ rectangle: Rectangle, style: Style) {
    fill(rectangle, with: Glyph(scalar: " "), style: style)
  }

  /// Fills a rectangle with a character of one column; of a wider or empty one only blanks remain.
  public mutating func fill(_ rectangle: Rectangle, with character: Character, style: Style) {
    var glyphs = Glyphs(String(character))
    let glyph = glyphs.next() ?? Glyph(scalar: " ")
    fill(rectangle, with: glyph.isWide ? Glyph(scalar: " ") : glyph, style: style)
  }

  private mutating func fill(_ rectangle: Rectangle, with glyph: Glyph, style: Style) {
    let area = rectangle.intersection(bounds)
    guard !area.isEmpty else { return }
    let cell = Cell(traits.glyphs.standIn(for: glyph), style: style)
    for row in area.row..<area.bottom {
      let start = row * size.columns
      separate(row: row, column: area.column)
      separate(row: row, column: area.right)
      for index in start + area.column..<start + area.right { cells[index] = cell }
    }
  }

  /// Changes the paint of a rectangle and leaves what is written there.
  public mutating func restyle(_ rectangle: Rectangle, _ change: (Style) -> Style) {
    let area = rectangle.intersection(bounds)
    guard !area.isEmpty else { return }
    for row in area.row..<area.bottom {
      for index in row * size.columns + area.column..<row * size.columns + area.right {
        cells[index].style = change(cells[index].style)
      }
    }
  }

  /// Writes one line of text, clipped to `rectangle` and the surface.
  ///
  /// Control characters and the like come out as U+FFFD (see `CharacterWidth`). A wide character of which only one half would be
  /// visible leaves a blank there.
  /// - Returns: how many columns the text took, from `column` up to the edge that stopped it; the next piece of a line goes there.
  @discardableResult
  public mutating func put(
    _ text: String, row: Int, column: Int, style: Style, clippedTo rectangle: Rectangle
  ) -> Int {
    let area = rectangle.intersection(bounds)
    guard !area.isEmpty else { return 0 }
    let isVisible = row >= area.row && row < area.bottom
    var place = column
    for glyph in Glyphs(text) {
      if place >= area.right { break }
      let end = place + glyph.columns
      if isVisible {
        if place >= area.column && end <= area.right {
          set(glyph, row: row, column: place, style: style)
        } else if end > area.column {
          set(Glyph(scalar: " "), row: row, column: max(place, area.column), style: style)
        }
      }
      place = end
    }
    return min(place, area.right) - column
  }

  /// Puts one character; outside the surface nothing happens, and a wide one needs both its columns inside.
  public mutating func setCell(_ character: Character, row: Int, column: Int, style: Style) {
    put(String(character), row: row, column: column, style: style, clippedTo: bounds)
  }

  /// Puts one scalar of one column, for charts and pictures, which write thousands a frame. Where the terminal lacks colours, a block
  /// becomes a shade of its mean lightness; where it lacks blocks, a blank of its mean colour.
  public mutating func setCell(
    _ scalar: Unicode.Scalar, row: Int, column: Int, foreground: Color, background: Color
  ) {
    guard row >= 0, row < size.rows, column >= 0, column < size.columns else { return }
    let isNarrow = CharacterWidth.kind(of: scalar) == .narrow
    let cell = PictureCell(
      scalar: isNarrow ? scalar : CharacterWidth.replacement, foreground: foreground, background: background
    ).adapted(to: traits)
    let style = Style(foreground: cell.foreground, background: cell.background)
    set(Glyph(scalar: cell.scalar), row: row, column: column, style: style)
  }

  /// Writes a glyph that is known to fit.
  private mutating func set(_ glyph: Glyph, row: Int, column: Int, style: Style) {
    if traits.glyphs != .unicode, glyph.isWide {
      set(Glyph(scalar: " "), row: row, column: column + 1, style: style)
    }
    let glyph = traits.glyphs.standIn(for: glyph)
    let index = row * size.columns + column
    separate(row: row, column: column)
    separate(row: row, column: column + glyph.columns)
    cells[index] = Cell(glyph, style: style, width: glyph.isWide ? .wideLeft : .narrow)
    if glyph.isWide { cells[index + 1] = Cell(style: style, width: .wideRight) }
  }

  /// Blanks a wide glyph that crosses the line left of `column`.
  private mutating func separate(row: Int, column: Int) {
    guard column > 0, column < size.columns else { return }
    let index = row * size.columns + column
    guard cells[index].width == .wideRight else { return }
    cells[index - 1] = cells[index - 1].blanked
    cells[index] = cells[index].blanked
  }
}
