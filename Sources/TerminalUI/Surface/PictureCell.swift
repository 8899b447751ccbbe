/// A cell of a picture, whose two colours matter and whose character only says which covers what.
struct PictureCell {
  var scalar: Unicode.Scalar
  var foreground: Color
  var background: Color

  /// The same in what the terminal has: without colours a shade, without greys a shade of white, without blocks the mean colour.
  func adapted(to traits: TerminalTraits) -> PictureCell {
    guard traits.depth <= .indexed8 || traits.glyphs != .unicode, let ink = Self.coverage(scalar) else {
      return PictureCell(
        scalar: traits.glyphs.standIn(for: scalar), foreground: foreground, background: background)
    }
    let mean = background.mixed(with: foreground, ink)
    if traits.depth == .monochrome {
      let inked = mean.isStandard ? 0 : traits.ink(lightness: Double(ColorMapping.luminance(mean)) / 255)
      return PictureCell(scalar: traits.glyphs.shade(inked), foreground: .standard, background: .standard)
    }
    if traits.depth == .indexed8, needsGrey(mean) {
      return PictureCell(
        scalar: traits.glyphs.shade(Double(ColorMapping.luminance(mean)) / 255),
        foreground: ColorMapping.colors8[7], background: ColorMapping.colors8[0])
    }
    if traits.depth == .indexed8, traits.glyphs == .unicode { return self }
    if traits.glyphs == .console, traits.glyphs.standIn(for: scalar) == scalar { return self }
    return PictureCell(scalar: " ", foreground: foreground, background: mean)
  }

  /// Whether it is grey to the eye and not in black and white already.
  private func needsGrey(_ mean: Color) -> Bool {
    let channels = [mean.red, mean.green, mean.blue]
    guard !mean.isStandard, let least = channels.min(), let most = channels.max() else { return false }
    let isExact = [foreground, background].allSatisfy(ColorMapping.colors8.contains)
    return !isExact && most - least < 24
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
