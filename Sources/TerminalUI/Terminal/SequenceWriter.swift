/// Writes cells as ECMA-48 sequences, in the fewest bytes that every terminal of the family reads alike.
struct SequenceWriter {
  private let form: FrameEncoder.Form
  private let palette: PenPalette
  private var bytes: [UInt8] = []
  private var pen = Pen()
  /// nil: unknown, because the last column or a glyph of doubtful width was written.
  private var cursor: Position?
  private var bodyStart = 0

  /// Colours as the terminal numbers them, -1 for its own.
  private struct Pen: Equatable {
    var foreground: Int32 = -1
    var background: Int32 = -1
    var attributes: Attributes = []
  }

  init(form: FrameEncoder.Form) {
    self.form = form
    palette = PenPalette(depth: form.traits.depth)
  }

  var count: Int { bytes.count }

  mutating func begin() {
    bytes.removeAll(keepingCapacity: true)
    pen = Pen()
    cursor = nil
    if form.bracketsFrames { append("\u{1b}[?2026h") }
    bodyStart = bytes.count
  }

  /// - Returns: nothing if nothing was written.
  mutating func finish() -> [UInt8] {
    guard bytes.count > bodyStart else { return [] }
    if pen != Pen() { append("\u{1b}[m") }
    if form.bracketsFrames { append("\u{1b}[?2026l") }
    return bytes
  }

  // MARK: Looks

  /// Whether two cells cannot be told apart on this terminal.
  func looksAlike(_ first: Cell, _ second: Cell) -> Bool {
    let (a, b) = (look(first), look(second))
    guard a.background == b.background, first != .unknown, second != .unknown else { return false }
    if isBlank(first, a), isBlank(second, b) { return !showsInk(a) && !showsInk(b) || a == b }
    return first.scalar == second.scalar && first.width == second.width && first.marks == second.marks
      && a == b
  }

  /// Whether erasing leaves what the cell shows.
  func isErasable(_ cell: Cell) -> Bool {
    let look = look(cell)
    return isBlank(cell, look) && !showsInk(look) && (form.erasesInColor || look.background == -1)
  }

  /// A space, or halves of one colour, as neighbours in a picture often are where colours are few.
  private func isBlank(_ cell: Cell, _ look: Pen) -> Bool {
    guard !cell.hasMarks, cell.width == .narrow else { return false }
    return cell.scalar == " "
      || cell.scalar == "▀" && look.foreground == look.background && look.background != -1
  }
  /// On a blank, only a line and the exchange of colours can be seen.
  private func showsInk(_ pen: Pen) -> Bool { !pen.attributes.isDisjoint(with: [.underline, .reverse]) }

  private func look(_ cell: Cell) -> Pen {
    var attributes = palette.depth == .monochrome ? ColorMapping.monochrome(cell) : cell.attributes
    let foreground = palette.number(cell.foreground)
    // Where bold means bright, bold black is grey, and on a coloured ground no longer read.
    if palette.depth == .indexed8, foreground == 0 { attributes.subtract(.bold) }
    return Pen(
      foreground: foreground, background: palette.number(cell.background),
      attributes: attributes.intersection(form.attributes))
  }

  // MARK: Writing

  mutating func put(_ cell: Cell, row: Int, column: Int, columns: Int) {
    move(row, column)
    var wanted = look(cell)
    let isBlank = isBlank(cell, wanted) && !showsInk(wanted)
    if isBlank {
      wanted.foreground = pen.foreground
      wanted.attributes = showsInk(pen) ? [] : pen.attributes
    }
    setPen(wanted)
    write(isBlank ? " " : form.traits.glyphs.standIn(for: cell.scalar))
    let width = cell.width == .wideLeft ? 2 : 1
    if cell.hasMarks, form.traits.glyphs == .unicode {
      if let mark = cell.marks.first { write(mark) }
      if let mark = cell.marks.second { write(mark) }
    }
    let isCertain = !cell.hasMarks && Self.hasCertainWidth(cell.scalar)
    // After the last column a terminal waits with the wrap: where its cursor is then, each decides for itself.
    cursor = isCertain && column + width < columns ? Position(row: row, column: column + width) : nil
  }

  mutating func eraseScreen(like blank: Cell, rows: Int) {
    // Others may have left the pen somewhere.
    append("\u{1b}[m\u{1b}[2J")
    guard look(blank).background != -1 else { return }
    setGround(of: blank)
    // Row by row: of the terminals that erase rows in the pen's ground some do not erase the screen so.
    for row in 1...max(1, rows) {
      append("\u{1b}[")
      append(row)
      append("H\u{1b}[K")
    }
  }

  mutating func eraseTail(like blank: Cell, row: Int, column: Int) {
    move(row, column)
    setGround(of: blank)
    append("\u{1b}[K")
  }

  private mutating func setGround(of blank: Cell) {
    setPen(
      Pen(
        foreground: pen.foreground, background: look(blank).background,
        attributes: showsInk(pen) ? [] : pen.attributes))
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

  private mutating func move(_ row: Int, _ column: Int) {
    guard cursor != Position(row: row, column: column) else { return }
    append("\u{1b}[")
    if let cursor, cursor.row == row, cursor.column < column {
      let distance = column - cursor.column
      if distance > 1 { append(distance) }
      append("C")
    } else {
      append(row + 1)
      append(";")
      append(column + 1)
      append("H")
    }
    cursor = Position(row: row, column: column)
  }

  /// One sequence with only what changes. Attributes cannot be taken off one by one everywhere, so a reset comes first then.
  private mutating func setPen(_ wanted: Pen) {
    guard wanted != pen else { return }
    append("\u{1b}[")
    var isFirst = true
    func separate(_ bytes: inout [UInt8]) {
      if !isFirst { bytes.append(UInt8(ascii: ";")) }
      isFirst = false
    }
    if !pen.attributes.subtracting(wanted.attributes).isEmpty {
      separate(&bytes)
      bytes.append(UInt8(ascii: "0"))
      pen = Pen()
    }
    let added = wanted.attributes.subtracting(pen.attributes)
    for (attribute, code) in Self.attributeCodes where added.contains(attribute) {
      separate(&bytes)
      bytes.append(code)
    }
    if wanted.foreground != pen.foreground {
      separate(&bytes)
      append(color: wanted.foreground, base: 30)
    }
    if wanted.background != pen.background {
      separate(&bytes)
      append(color: wanted.background, base: 40)
    }
    append("m")
    pen = wanted
  }

  private static let attributeCodes: [(Attributes, UInt8)] = [
    (.bold, UInt8(ascii: "1")), (.dim, UInt8(ascii: "2")), (.italic, UInt8(ascii: "3")),
    (.underline, UInt8(ascii: "4")), (.reverse, UInt8(ascii: "7")),
  ]

  /// Semicolons, never colons: more terminals read them.
  private mutating func append(color: Int32, base: Int) {
    let number = Int(color)
    if number < 0 { return append(base + 9) }
    switch palette.depth {
    case .monochrome: append(base + 9)
    case .indexed8, .indexed16: append(number < 8 ? base + number : base + 60 + number - 8)
    case .indexed256:
      append(base + 8)
      append(";5;")
      append(number)
    case .truecolor:
      append(base + 8)
      append(";2;")
      append(number >> 16)
      append(";")
      append(number >> 8 & 0xff)
      append(";")
      append(number & 0xff)
    }
  }

  // MARK: Bytes

  private mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func append(_ number: Int) {
    if number >= 10 { append(number / 10) }
    bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
  }

  private mutating func write(_ scalar: Unicode.Scalar) {
    if scalar.isASCII {
      bytes.append(UInt8(scalar.value))
    } else {
      bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }
}

/// Colours as a terminal of some depth numbers them.
struct PenPalette {
  let depth: ColorDepth

  /// -1 for the terminal's own colour.
  func number(_ color: Color) -> Int32 {
    if color.isStandard { return -1 }
    switch depth {
    case .monochrome: return -1
    case .indexed8: return Int32(ColorMapping.nearest(color, in: ColorMapping.colors8))
    case .indexed16: return Int32(ColorMapping.nearest(color, in: ColorMapping.colors16))
    case .indexed256: return Int32(ColorMapping.indexed256(color))
    case .truecolor: return Int32(color.value)
    }
  }
}
