/// Turns the difference between what a terminal shows and a surface into the bytes that change the one into the other.
///
/// With a limit it stops when there are enough bytes, and knows which cells are still old. At the end of each frame the pen is the
/// terminal's default, so frames can be skipped, and other programs may write in between.
struct FrameEncoder {
  /// What the terminal understands.
  struct Form: Sendable {
    var traits = TerminalTraits()
    var attributes: Attributes = [.bold, .dim, .italic, .underline, .reverse]
    /// Whether erasing leaves the pen's ground.
    var erasesInColor = true
    /// Whether frames are bracketed as synchronised updates.
    var bracketsFrames = true
  }

  private var writer: SequenceWriter
  private let form: Form
  /// What the terminal shows, while `isKnown`.
  private var shown: [Cell] = []
  /// What it was last asked to show.
  private var target: [Cell] = []
  private var size = Size(rows: 0, columns: 0)
  private var isKnown = false
  /// Whether the last frame stopped at its limit.
  private(set) var isBehind = false

  init(form: Form = Form()) {
    self.form = form
    writer = SequenceWriter(form: form)
  }

  mutating func invalidate() { isKnown = false }

  /// - Parameter limit: stop after about so many bytes; what changed since the last surface goes before what is still behind.
  /// - Returns: nothing if nothing changed.
  mutating func encode(_ surface: Surface, limit: Int? = nil) -> [UInt8] {
    let isUnknown = !isKnown || surface.size != size
    if !isUnknown, !isBehind, target == surface.cells { return [] }
    writer.begin()
    if isUnknown { clear(for: surface) }
    let end = limit ?? .max
    let isComplete =
      isBehind && !isUnknown && limit != nil
      ? encode(surface, until: end, onlyNew: true) && encode(surface, until: end, onlyNew: false)
      : encode(surface, until: end, onlyNew: false)
    isBehind = !isComplete
    target = surface.cells
    if isComplete { shown = surface.cells }
    return writer.finish()
  }

  /// Erasing gives the whole screen the ground that most of it has.
  private mutating func clear(for surface: Surface) {
    var counts: [Color: Int] = [:]
    if form.erasesInColor { for cell in surface.cells { counts[cell.background, default: 0] += 1 } }
    let ground = counts.max { ($0.value, $0.key.value) < ($1.value, $1.key.value) }?.key ?? .standard
    let blank = Cell(style: Style(background: ground))
    writer.eraseScreen(like: blank, rows: surface.size.rows)
    shown = Array(repeating: blank, count: surface.cells.count)
    (size, isKnown) = (surface.size, true)
  }

  /// Writes what differs. - Returns: false if `end` came before all was written.
  private mutating func encode(_ surface: Surface, until end: Int, onlyNew: Bool) -> Bool {
    let columns = size.columns
    return surface.cells.withUnsafeBufferPointer { cells in
      for row in end == .max ? Array(0..<size.rows) : leastFirst(cells, onlyNew: onlyNew) {
        let start = row * columns
        var tail: Int?
        for index in start..<start + columns where cells[index] != shown[index] {
          if onlyNew, cells[index] == target[index] { continue }
          if writer.looksAlike(cells[index], shown[index]) {
            shown[index] = cells[index]
            continue
          }
          if writer.count >= end { return false }
          let tailStart = tail ?? blankTail(cells, row: start..<start + columns)
          tail = tailStart
          if index >= tailStart {
            eraseTail(cells, from: index, to: start + columns, row: row)
            break
          }
          put(cells, at: cells[index].width == .wideRight ? index - 1 : index, row: row)
        }
      }
      return true
    }
  }

  /// The rows, those with the fewest changes first: a line of text is not kept waiting behind a picture.
  private func leastFirst(_ cells: UnsafeBufferPointer<Cell>, onlyNew: Bool) -> [Int] {
    let columns = size.columns
    let changes = (0..<size.rows).map { row in
      (row * columns..<(row + 1) * columns).reduce(0) { count, index in
        count + (cells[index] != shown[index] && !(onlyNew && cells[index] == target[index]) ? 1 : 0)
      }
    }
    return changes.indices.sorted { (changes[$0], $0) < (changes[$1], $1) }
  }

  private mutating func put(_ cells: UnsafeBufferPointer<Cell>, at index: Int, row: Int) {
    let cell = cells[index]
    let width = cell.width == .wideLeft ? 2 : 1
    writer.put(cell, row: row, column: index - row * size.columns, columns: size.columns)
    overwrite(index..<index + width, with: cells)
  }

  /// Where the blanks of one ground begin that fill the row to its end, if they are worth an erasure.
  private func blankTail(_ cells: UnsafeBufferPointer<Cell>, row: Range<Int>) -> Int {
    guard let last = row.last, writer.isErasable(cells[last]) else { return row.upperBound }
    var start = last
    while start > row.lowerBound, writer.looksAlike(cells[start - 1], cells[last]) { start -= 1 }
    return row.upperBound - start >= 4 ? start : row.upperBound
  }

  private mutating func eraseTail(_ cells: UnsafeBufferPointer<Cell>, from index: Int, to end: Int, row: Int)
  {
    writer.eraseTail(like: cells[index], row: row, column: index - row * size.columns)
    overwrite(index..<end, with: cells)
  }

  /// Notes what is shown now; a wide glyph that lost one half shows nobody knows what in the other.
  private mutating func overwrite(_ range: Range<Int>, with cells: UnsafeBufferPointer<Cell>) {
    if shown[range.lowerBound].width == .wideRight { shown[range.lowerBound - 1] = .unknown }
    if shown[range.upperBound - 1].width == .wideLeft { shown[range.upperBound] = .unknown }
    for index in range { shown[index] = cells[index] }
  }
}
