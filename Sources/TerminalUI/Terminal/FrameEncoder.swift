/// Turns the difference between two surfaces into the bytes that change a 24-bit terminal from one to the other.
///
/// At the end of each frame the pen is the terminal's default, so frames can be skipped, and other programs may write in between.
struct FrameEncoder {
  /// What the terminal shows; nil if unknown.
  private var shown: [Cell]?
  private var size = Size(rows: 0, columns: 0)
  private var bytes: [UInt8] = []
  private var pen = Style()
  /// nil: unknown, because the last column or a glyph of doubtful width was written.
  private var cursor: Position?

  mutating func invalidate() { shown = nil }

  /// - Returns: nothing if nothing changed.
  mutating func encode(_ surface: Surface) -> [UInt8] {
    let isUnknown = shown == nil || surface.size != size
    if !isUnknown, shown == surface.cells { return [] }
    bytes.removeAll(keepingCapacity: true)
    pen = Style()
    cursor = nil
    append("\u{1b}[?2026h")
    if isUnknown {
      append("\u{1b}[m\u{1b}[2J")
      shown = Array(repeating: Cell(style: Style()), count: surface.cells.count)
      size = surface.size
    }
    encodeChanges(of: surface)
    if pen != Style() { append("\u{1b}[m") }
    append("\u{1b}[?2026l")
    shown = surface.cells
    return bytes
  }

  private mutating func encodeChanges(of surface: Surface) {
    guard let shown else { return }
    let columns = surface.size.columns
    surface.cells.withUnsafeBufferPointer { new in
      shown.withUnsafeBufferPointer { old in
        for row in 0..<surface.size.rows {
          let start = row * columns
          for column in 0..<columns where new[start + column] != old[start + column] {
            if new[start + column].width != .wideRight { put(new[start + column], row, column, columns) }
          }
        }
      }
    }
  }

  private mutating func put(_ cell: Cell, _ row: Int, _ column: Int, _ columns: Int) {
    moveCursor(row, column)
    setPen(cell.style)
    appendUTF8(cell.scalar)
    let width = cell.width == .wideLeft ? 2 : 1
    if cell.hasMarks {
      if let mark = cell.marks.first { appendUTF8(mark) }
      if let mark = cell.marks.second { appendUTF8(mark) }
    }
    let isCertain = !cell.hasMarks && Self.hasCertainWidth(cell.scalar)
    // After the last column a terminal waits with the wrap: where its cursor is then, each decides for itself.
    cursor = isCertain && column + width < columns ? Position(row: row, column: column + width) : nil
  }

  /// Glyphs that every terminal advances over alike; after others the cursor is placed anew.
  private static func hasCertainWidth(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20..<0x300, 0x370..<0x483, 0x2010..<0x2300, 0x2500..<0x25fd, 0x2800..<0x2900, 0x3041..<0xa4c7,
      0xac00..<0xd7a4:
      true
    default: false
    }
  }

  private mutating func moveCursor(_ row: Int, _ column: Int) {
    guard cursor != Position(row: row, column: column) else { return }
    if let cursor, cursor.row == row, cursor.column < column {
      let distance = column - cursor.column
      append("\u{1b}[")
      if distance > 1 { append(distance) }
      append("C")
    } else {
      append("\u{1b}[")
      append(row + 1)
      append(";")
      append(column + 1)
      append("H")
    }
    cursor = Position(row: row, column: column)
  }

  /// One sequence with only what changes. Attributes cannot be taken off one by one everywhere, so a reset comes first then.
  private mutating func setPen(_ style: Style) {
    guard style != pen else { return }
    append("\u{1b}[")
    var isFirst = true
    func separate(_ bytes: inout [UInt8]) {
      if !isFirst { bytes.append(UInt8(ascii: ";")) }
      isFirst = false
    }
    if !pen.attributes.subtracting(style.attributes).isEmpty {
      separate(&bytes)
      bytes.append(UInt8(ascii: "0"))
      pen = Style()
    }
    let added = style.attributes.subtracting(pen.attributes)
    for (attribute, code) in Self.attributeCodes where added.contains(attribute) {
      separate(&bytes)
      bytes.append(code)
    }
    if style.foreground != pen.foreground {
      separate(&bytes)
      append(style.foreground, base: 38)
    }
    if style.background != pen.background {
      separate(&bytes)
      append(style.background, base: 48)
    }
    append("m")
    pen = style
  }

  private static let attributeCodes: [(Attributes, UInt8)] = [
    (.bold, UInt8(ascii: "1")), (.dim, UInt8(ascii: "2")), (.italic, UInt8(ascii: "3")),
    (.underline, UInt8(ascii: "4")), (.reverse, UInt8(ascii: "7")),
  ]

  /// Semicolons, never colons: more terminals read them.
  private mutating func append(_ color: Color, base: Int) {
    if color.isStandard {
      append(base + 1)
      return
    }
    append(base)
    append(";2;")
    append(Int(color.red))
    append(";")
    append(Int(color.green))
    append(";")
    append(Int(color.blue))
  }

  private mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func append(_ number: Int) {
    if number >= 10 { append(number / 10) }
    bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
  }

  private mutating func appendUTF8(_ scalar: Unicode.Scalar) {
    if scalar.isASCII {
      bytes.append(UInt8(scalar.value))
    } else {
      bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }
}
