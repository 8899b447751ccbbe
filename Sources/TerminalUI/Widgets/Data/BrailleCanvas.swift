/// A field of braille dots, 2 × 4 a cell, each cell in the colour of what was drawn into it last.
struct BrailleCanvas {
  let columns: Int
  let rows: Int
  private var dots: [UInt8]
  private var colors: [Color?]

  init(rows: Int, columns: Int) {
    self.rows = max(0, rows)
    self.columns = max(0, columns)
    dots = Array(repeating: 0, count: self.rows * self.columns)
    colors = Array(repeating: nil, count: self.rows * self.columns)
  }

  var dotRows: Int { rows * 4 }
  var dotColumns: Int { columns * 2 }

  /// Sets a dot; places outside are ignored.
  mutating func set(row: Int, column: Int, color: Color) {
    guard row >= 0, column >= 0, row < dotRows, column < dotColumns else { return }
    let cell = row / 4 * columns + column / 2
    dots[cell] |= Self.bits[row % 4][column % 2]
    colors[cell] = color
  }

  /// Sets the dots of a column from one row to another, both included.
  mutating func vertical(column: Int, from first: Int, to last: Int, color: Color) {
    guard column >= 0, column < dotColumns else { return }
    let top = max(0, min(first, last)), bottom = min(dotRows - 1, max(first, last))
    guard top <= bottom else { return }
    for row in top...bottom { set(row: row, column: column, color: color) }
  }

  /// Sets the dots of a straight line, at least one in each column passed.
  mutating func line(from first: (row: Int, column: Int), to last: (row: Int, column: Int), color: Color) {
    let width = last.column - first.column
    guard width != 0 else {
      return vertical(column: first.column, from: first.row, to: last.row, color: color)
    }
    let (start, end) = width > 0 ? (first, last) : (last, first)
    let height = Double(end.row - start.row) / Double(abs(width))
    let from = max(0, start.column), to = min(end.column, dotColumns - 1)
    guard from <= to else { return }
    for column in from...to {
      let middle = Double(start.row) + height * Double(column - start.column)
      let before = column == start.column ? middle : middle - height / 2
      let after = column == end.column ? middle : middle + height / 2
      vertical(column: column, from: clamped(before), to: clamped(after), color: color)
    }
  }

  private func clamped(_ row: Double) -> Int {
    row.isFinite ? Int(min(Double(dotRows + 4), max(-4, row)).rounded()) : -4
  }

  /// The character and colour of a cell; nil where no dot is set.
  func cell(row: Int, column: Int) -> (character: Character, color: Color)? {
    let index = row * columns + column
    guard dots[index] != 0, let color = colors[index],
      let scalar = Unicode.Scalar(0x2800 + UInt32(dots[index]))
    else { return nil }
    return (Character(scalar), color)
  }

  private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
}
