/// The characters that a terminal can show.
///
/// A surface knows its terminal's set, and whatever is written on it comes out in that set, column for column: text and lines never
/// grow or shrink. Where another drawing says more than stand-ins would, a widget asks `surface.traits`.
public enum GlyphSet: String, Sendable, CaseIterable {
  /// All of Unicode that `CharacterWidth` lets through.
  case unicode
  /// The Linux console's font: box drawing and halves, no braille, no eighths, no marks beyond code page 437.
  case console
  /// Bytes below 0x80 only: a terminal without UTF-8.
  case ascii

  /// What a terminal of that type has: the Linux console's font holds 256 or 512 characters.
  static func known(type: String, isUnicode: Bool) -> GlyphSet {
    guard isUnicode else { return .ascii }
    return type == "linux" || type.hasPrefix("linux-") ? .console : .unicode
  }

  /// From no ink to full ink.
  public var shades: [Unicode.Scalar] { self == .ascii ? Self.asciiShades : Self.blockShades }

  private static let asciiShades = Array(" .:-=+*#%@".unicodeScalars)
  private static let blockShades = Array(" ░▒▓█".unicodeScalars)

  /// The shade for a share of ink, 0…1.
  public func shade(_ ink: Double) -> Unicode.Scalar {
    let shades = shades
    guard ink > 0 else { return shades[0] }  // also what is not a number
    return shades[min(shades.count - 1, Int(min(1, ink) * Double(shades.count)))]
  }

  /// What stands for a scalar of one column; itself where the set has it.
  func standIn(for scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar.isASCII { return scalar }
    switch self {
    case .unicode: return scalar
    case .console: return StandIns.console(scalar)
    case .ascii: return StandIns.ascii(scalar)
    }
  }

  /// A glyph in this set. A wide one of which nothing remains is a `?` with a blank after it: `Surface` sees to the blank.
  func standIn(for glyph: Glyph) -> Glyph {
    if self == .unicode { return glyph }
    if glyph.isWide { return Glyph(scalar: "?") }
    return Glyph(scalar: standIn(for: glyph.scalar))
  }
}

/// What a surface's terminal can show. Widgets may ask; what they draw without asking is adapted as it is drawn.
public struct TerminalTraits: Sendable, Equatable {
  public var depth: ColorDepth
  public var glyphs: GlyphSet
  /// Whether the terminal's own ground is dark: without colours, ink is light there.
  public var isDark: Bool

  public init(depth: ColorDepth = .truecolor, glyphs: GlyphSet = .unicode, isDark: Bool = true) {
    self.depth = depth
    self.glyphs = glyphs
    self.isDark = isDark
  }

  /// The share of ink, 0…1, that shows a lightness of 0…1 on the terminal's ground.
  public func ink(lightness: Double) -> Double { isDark ? lightness : 1 - lightness }
}
