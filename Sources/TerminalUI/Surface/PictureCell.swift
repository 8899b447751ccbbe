/// A cell of a picture, whose two colours matter and whose character only says which covers what.
struct PictureCell {
  var scalar: Unicode.Scalar
  var foreground: Color
  var background: Color

  /// The same in what the terminal has: without colours a shade, without blocks the mean colour.
  func adapted(to traits: TerminalTraits) -> PictureCell {
    guard traits.depth == .monochrome || traits.glyphs != .unicode, let ink = Self.coverage(scalar) else {
      return PictureCell(
        scalar: traits.glyphs.standIn(for: scalar), foreground: foreground, background: background)
    }
    let mean = background.mixed(with: foreground, ink)
    if traits.depth == .monochrome {
      let inked = mean.isStandard ? 0 : traits.ink(lightness: Double(ColorMapping.luminance(mean)) / 255)
      return PictureCell(scalar: traits.glyphs.shade(inked), foreground: .standard, background: .standard)
    }
    if traits.glyphs == .console, traits.glyphs.standIn(for: scalar) == scalar { return self }
    return PictureCell(scalar: " ", foreground: foreground, background: mean)
  }

  /// The share of the cell that a block character covers; nil for other characters.
  private static func coverage(_ scalar: Unicode.Scalar) -> Double? {
    switch scalar {
    case " ": 0
    case "█": 1
    case "▀", "▄", "▌", "▐", "▚", "▞": 0.5
    case "▖", "▗", "▘", "▝": 0.25
    case "▙", "▛", "▜", "▟": 0.75
    default: nil
    }
  }
}
