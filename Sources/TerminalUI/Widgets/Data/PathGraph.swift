/// A residual network unravelled: every way from the input to the output as a line of its own, with the blocks it passes as
/// boxes (Veit, Wilber and Belongie, figure 1). Ways through a block that is deleted are dimmed.
///
/// The ways stand in order of their length. Where there is no room for all of them, each is a square beside those as long.
public struct PathGraph: Widget {
  public var names: [String]
  public var deleted: Set<Int>
  public var selected: Int?

  /// More blocks have more ways than a screen has lines.
  public static let mostBlocks = 4

  /// - Parameter names: of ``mostBlocks`` blocks at most; those behind are left out.
  public init(_ names: [String], deleted: Set<Int> = [], selected: Int? = nil) {
    self.names = Array(names.prefix(Self.mostBlocks))
    self.deleted = deleted
    self.selected = selected
  }

  /// A way by the blocks it passes, as bits.
  private struct Way {
    let blocks: Int
    var length: Int { blocks.nonzeroBitCount }
    func passes(_ block: Int) -> Bool { blocks >> block & 1 == 1 }
  }

  private var ways: [Way] {
    (0..<1 << names.count).map(Way.init).sorted {
      // Of two as long the one that passes an earlier block first.
      ($0.length, laterFirst($0)) < ($1.length, laterFirst($1))
    }
  }

  /// The blocks that it does not pass, as a number in which the first weighs most.
  private func laterFirst(_ way: Way) -> Int {
    names.indices.reduce(0) { $0 * 2 + (way.passes($1) ? 0 : 1) }
  }

  private func isAlive(_ way: Way) -> Bool { !deleted.contains(where: way.passes) }

  /// How many ways of a length there are, and how many of them pass no deleted block.
  public func count(length: Int) -> (alive: Int, all: Int) {
    let same = ways.filter { $0.length == length }
    return (same.count(where: isAlive), same.count)
  }

  // MARK: Drawing

  private static let narrowest = 5
  /// The input's and the output's ends.
  private static let end = 3
  private static let figures = 10

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    guard !rectangle.isEmpty, !names.isEmpty else { return }
    let ways = self.ways
    let room = rectangle.columns - 2 * Self.end - Self.figures
    let width = min(16, room / names.count)
    if rectangle.rows >= ways.count, width >= Self.narrowest {
      let (top, body) = rectangle.splitTop(rectangle.rows > ways.count ? 1 : 0)
      if !top.isEmpty { drawHeadings(width: width, in: top, on: &surface, theme: theme) }
      drawWays(ways, width: width, in: body, on: &surface, theme: theme)
    } else {
      drawSquares(in: rectangle, on: &surface, theme: theme)
    }
  }

  private func drawHeadings(
    width: Int, in place: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    for block in names.indices {
      surface.write(
        heading(block, width: width - 1), row: place.row, column: place.column + Self.end + width * block,
        width: width - 1, theme: theme, alignment: .center, in: place)
    }
    surface.write(
      "length", row: place.row, column: place.column + 2 * Self.end + width * names.count,
      style: theme.style(.muted), in: place)
  }

  private func drawWays(
    _ ways: [Way], width: Int, in place: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    let start = place.column + Self.end, right = start + width * names.count
    for (index, way) in ways.enumerated() {
      let row = place.row + index, lives = isAlive(way)
      let style = theme.style(lives ? .text : .faint), line = lives ? "─" : "┄"
      surface.write(
        String(repeating: line, count: right - start), row: row, column: start, style: style, in: place)
      drawEnds(
        index, of: ways.count, row: row, left: place.column, right: right, on: &surface, theme: theme, place)
      for block in names.indices where way.passes(block) {
        drawBox(
          block, lives, row: row, column: start + width * block, width: width, on: &surface, theme, place)
      }
      if index == 0 || ways[index - 1].length != way.length {
        let (alive, all) = count(length: way.length)
        surface.write(
          TextLine("\(way.length): ", .muted) + TextLine("\(alive)", alive == 0 ? .faint : .title, .bold)
            + TextLine(" of \(all)", .muted), row: row, column: right + Self.end, width: Self.figures,
          theme: theme,
          in: place)
      }
    }
  }

  /// Its number where its name does not fit.
  private func heading(_ block: Int, width: Int) -> TextLine {
    let isDeleted = deleted.contains(block)
    let name = displayWidth(names[block]) + 2 <= width ? names[block] : "\(block)"
    let role: Role = block == selected ? .accent : isDeleted ? .faint : .text
    return TextLine(isDeleted ? "✕ " : "", .bad, .bold)
      + TextLine(name, role, block == selected ? .bold : [])
  }

  /// What all ways begin and end in.
  private func drawEnds(
    _ index: Int, of count: Int, row: Int, left: Int, right: Int, on surface: inout Surface, theme: Theme,
    _ place: Rectangle
  ) {
    let isMiddle = index == (count - 1) / 2
    let (first, last) =
      count == 1 ? ("─", "─") : index == 0 ? ("┌", "┐") : index == count - 1 ? ("└", "┘") : ("├", "┤")
    let style = theme.style(.muted)
    surface.write(isMiddle ? "x─" : "  ", row: row, column: left, style: style, in: place)
    surface.write(isMiddle && first == "├" ? "┼" : first, row: row, column: left + 2, style: style, in: place)
    surface.write(isMiddle && last == "┤" ? "┼" : last, row: row, column: right, style: style, in: place)
    surface.write(isMiddle ? "▸" : " ", row: row, column: right + 1, style: style, in: place)
  }

  private func drawBox(
    _ block: Int, _ lives: Bool, row: Int, column: Int, width: Int, on surface: inout Surface, _ theme: Theme,
    _ place: Rectangle
  ) {
    let isDeleted = deleted.contains(block)
    let label = isDeleted ? "✕" : "\(block)"
    let style = theme.style(
      isDeleted ? .bad : !lives ? .faint : block == selected ? .accent : .series(0), lives ? .bold : [])
    surface.write("┤\(label)├", row: row, column: column + (width - 3) / 2, style: style, in: place)
  }

  private func drawSquares(in place: Rectangle, on surface: inout Surface, theme: Theme) {
    for length in 0...names.count where length < place.rows {
      let (alive, all) = count(length: length)
      let line =
        TextLine("\(length): ", .muted) + TextLine(String(repeating: "■", count: alive), .series(0), .bold)
        + TextLine(String(repeating: "□", count: all - alive), .faint)
        + TextLine(String(repeating: " ", count: Self.mostAlike - all + 1))
        + TextLine("\(alive)", alive == 0 ? .faint : .title, .bold) + TextLine(" of \(all)", .muted)
      surface.write(
        line, row: place.row + length, column: place.column, width: place.columns, theme: theme, in: place)
    }
  }

  /// Ways of one length through ``mostBlocks`` blocks, at most.
  private static let mostAlike = 6
}
