/// A field of dots finer than cells. Each cell belongs to what was drawn into it last.
struct DotCanvas {
  /// How fine: braille 2 × 4 a cell, quadrants 2 × 2, halves 1 × 2; in ASCII the same with stops and strokes.
  enum Kind: Sendable, Equatable {
    case braille, quadrants, halves, ascii

    /// The finest that a terminal's font is sure to have.
    init(_ glyphs: GlyphSet) {
      switch glyphs {
      case .unicode: self = .braille
      case .console: self = .halves
      case .ascii: self = .ascii
      }
    }
  }

  let kind: Kind
  let columns: Int
  let rows: Int
  private var dots: [UInt8]
  private var owners: [Int16]

  init(rows: Int, columns: Int, kind: Kind = .braille) {
    self.kind = kind
    self.rows = max(0, rows)
    self.columns = max(0, columns)
    dots = Array(repeating: 0, count: self.rows * self.columns)
    owners = Array(repeating: -1, count: self.rows * self.columns)
  }

  var dotsAcross: Int { kind == .ascii || kind == .halves ? 1 : 2 }
  var dotsDown: Int { kind == .braille ? 4 : 2 }
  var dotRows: Int { rows * dotsDown }
  var dotColumns: Int { columns * dotsAcross }

  /// Sets a dot for a curve; places outside are ignored.
  mutating func set(row: Int, column: Int, owner: Int) {
    guard row >= 0, column >= 0, row < dotRows, column < dotColumns else { return }
    let cell = row / dotsDown * columns + column / dotsAcross
    dots[cell] |= bit(row % dotsDown, column % dotsAcross)
    owners[cell] = Int16(truncatingIfNeeded: owner)
  }

  /// Sets the dots of a column from one row to another, both included.
  mutating func vertical(column: Int, from first: Int, to last: Int, owner: Int) {
    guard column >= 0, column < dotColumns else { return }
    let top = max(0, min(first, last)), bottom = min(dotRows - 1, max(first, last))
    guard top <= bottom else { return }
    for row in top...bottom { set(row: row, column: column, owner: owner) }
  }

  /// Sets the dots of a straight line, at least one in each column passed.
  mutating func line(from first: (row: Int, column: Int), to last: (row: Int, column: Int), owner: Int) {
    let width = last.column - first.column
    guard width != 0 else {
      return vertical(column: first.column, from: first.row, to: last.row, owner: owner)
    }
    let (start, end) = width > 0 ? (first, last) : (last, first)
    let height = Double(end.row - start.row) / Double(abs(width))
    let from = max(0, start.column), to = min(end.column, dotColumns - 1)
    guard from <= to else { return }
    for column in from...to {
      let middle = Double(start.row) + height * Double(column - start.column)
      let before = column == start.column ? middle : middle - height / 2
      let after = column == end.column ? middle : middle + height / 2
      vertical(column: column, from: clamped(before), to: clamped(after), owner: owner)
    }
  }

  private func clamped(_ row: Double) -> Int {
    row.isFinite ? Int(min(Double(dotRows + 4), max(-4, row)).rounded()) : -4
  }

  /// The scalar and the curve of a cell; nil where no dot is set.
  func cell(row: Int, column: Int) -> (scalar: Unicode.Scalar, owner: Int)? {
    let index = row * columns + column
    guard dots[index] != 0 else { return nil }
    return (scalar(dots[index]), Int(owners[index]))
  }

  private func bit(_ row: Int, _ column: Int) -> UInt8 {
    switch kind {
    case .braille: Self.brailleBits[row][column]
    case .quadrants: 1 << UInt8(row * 2 + column)
    case .halves, .ascii: 1 << UInt8(row)
    }
  }

  private func scalar(_ bits: UInt8) -> Unicode.Scalar {
    switch kind {
    case .braille: Unicode.Scalar(0x2800 + UInt32(bits)) ?? " "
    case .quadrants: Self.quadrants[Int(bits & 15)]
    case .halves: Self.halves[Int(bits & 3)]
    case .ascii: Self.ascii[Int(bits & 3)]
    }
  }

  private static let brailleBits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
  private static let quadrants: [Unicode.Scalar] = [
    " ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█",
  ]
  private static let halves: [Unicode.Scalar] = [" ", "▀", "▄", "█"]
  private static let ascii: [Unicode.Scalar] = [" ", "'", ".", ":"]
}
