/// Characters for signed shares where colours do not say enough: strokes for what is negative, crosses for what is
/// positive, more ink the farther from zero, a blank for zero. ASCII, so that every terminal has them.
enum SignRamp {
  static let negative: [Unicode.Scalar] = ["-", "~", "=", "%"]
  static let positive: [Unicode.Scalar] = ["+", "x", "*", "#"]

  /// - Parameter share: -1…1; NaN counts as zero.
  static func glyph(_ share: Float) -> Unicode.Scalar {
    let ramp = share < 0 ? negative : positive
    // The blank is half as wide as the other levels on either side.
    let level = Int((min(1, abs(share.isNaN ? 0 : share)) * Float(ramp.count)).rounded())
    return level == 0 ? " " : ramp[level - 1]
  }
}

/// One value of a map where a cell holds nothing else: a ground and a character on it.
struct ValueGlyph {
  var scalar: Unicode.Scalar
  var foreground: Color
  var background: Color

  /// - Parameters:
  ///   - share: 0…1 along the map.
  ///   - color: what the map shows for it.
  init(share: Float, isSigned: Bool, color: Color, traits: TerminalTraits, theme: Theme) {
    let isColored = traits.depth != .monochrome
    if isSigned {
      scalar = SignRamp.glyph(2 * share - 1)
    } else if isColored {
      scalar = " "
    } else {
      scalar = traits.glyphs.shade(traits.ink(lightness: Double(share)))
    }
    (foreground, background) =
      isColored ? (color.readableInk, color) : (theme[.text], theme[.background])
  }
}

extension TerminalTraits {
  /// Whether a cell can show two values, one above the other, each in its colour.
  public var hasHalves: Bool { depth != .monochrome && glyphs != .ascii }

  /// Whether the two ends of a signed map are too few colours to tell the sign by: a character says it then.
  var needsSigns: Bool { !hasHalves || [.indexed8, .indexed16].contains(depth) }
}
