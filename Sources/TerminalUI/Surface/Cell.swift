/// One place on the screen, in 16 bytes: a glyph, two colours, attributes, and whether a wide glyph begins or ends here.
///
/// A cell carries its marks itself, so cells of different surfaces compare as two words and nothing is interned.
struct Cell: Equatable, Sendable {
  enum Width: UInt64 {
    case narrow = 0
    /// The left half of a wide glyph, which holds its scalar.
    case wideLeft = 1
    /// The right half, which shows nothing of its own.
    case wideRight = 2
  }

  /// Scalar, first mark, second mark: 21 bits each, from the lowest; no mark is 0.
  private var glyphBits: UInt64
  /// Foreground, background: 24 bits each; a bit each for "the terminal's own"; attributes: 8 bits; width: 2 bits.
  private var paintBits: UInt64

  init(_ glyph: Glyph = Glyph(scalar: " "), style: Style, width: Width = .narrow) {
    glyphBits = UInt64(glyph.scalar.value)
    glyphBits |= UInt64(glyph.firstMark?.value ?? 0) << 21
    glyphBits |= UInt64(glyph.secondMark?.value ?? 0) << 42
    paintBits = Self.paint(style) | width.rawValue << 58
  }

  /// Equal to no cell that a surface can hold.
  static let unknown = Cell(glyphBits: .max, paintBits: .max)

  private init(glyphBits: UInt64, paintBits: UInt64) {
    self.glyphBits = glyphBits
    self.paintBits = paintBits
  }

  private static func paint(_ style: Style) -> UInt64 {
    UInt64(style.foreground.value & 0xff_ffff) | UInt64(style.background.value & 0xff_ffff) << 24
      | (style.foreground.isStandard ? 1 << 48 : 0) | (style.background.isStandard ? 1 << 49 : 0)
      | UInt64(style.attributes.rawValue & 0xff) << 50
  }

  var scalar: Unicode.Scalar { Self.unicodeScalar(glyphBits) ?? " " }
  var hasMarks: Bool { glyphBits >> 21 != 0 }
  var marks: (first: Unicode.Scalar?, second: Unicode.Scalar?) {
    hasMarks ? (Self.mark(glyphBits >> 21), Self.mark(glyphBits >> 42)) : (nil, nil)
  }
  var width: Width { Width(rawValue: paintBits >> 58) ?? .narrow }
  var foreground: Color { paintBits >> 48 & 1 == 1 ? .standard : Color(rgb: UInt32(paintBits & 0xff_ffff)) }
  var background: Color {
    paintBits >> 49 & 1 == 1 ? .standard : Color(rgb: UInt32(paintBits >> 24 & 0xff_ffff))
  }
  var attributes: Attributes { Attributes(rawValue: UInt16(paintBits >> 50 & 0xff)) }

  var style: Style {
    get { Style(foreground: foreground, background: background, attributes: attributes) }
    set { paintBits = Self.paint(newValue) | (paintBits >> 58) << 58 }
  }

  /// What a terminal shows here; empty for the right half of a wide glyph.
  var text: String {
    if width == .wideRight { return "" }
    var view = String.UnicodeScalarView([scalar])
    if let mark = marks.first { view.append(mark) }
    if let mark = marks.second { view.append(mark) }
    return String(view)
  }

  /// The same paint with nothing written on it.
  var blanked: Cell { Cell(style: style) }

  private static func unicodeScalar(_ bits: UInt64) -> Unicode.Scalar? {
    Unicode.Scalar(UInt32(bits & 0x1f_ffff))
  }

  private static func mark(_ bits: UInt64) -> Unicode.Scalar? {
    bits & 0x1f_ffff == 0 ? nil : unicodeScalar(bits)
  }
}
