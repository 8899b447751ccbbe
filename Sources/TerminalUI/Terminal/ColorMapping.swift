/// Colours for terminals with fewer of them. The first sixteen belong to the person's own palette; among 256 only the fixed 240 are used.
enum ColorMapping {
  private static let levels: [Int] = [0, 95, 135, 175, 215, 255]

  /// The nearest of the 6×6×6 cube and the 24 greys: 16…255.
  static func indexed256(_ color: Color) -> Int {
    let red = Int(color.red), green = Int(color.green), blue = Int(color.blue)
    let (r, g, b) = (nearestLevel(red), nearestLevel(green), nearestLevel(blue))
    // The grey that the distance below likes best, by its own weights.
    let grey = min(23, max(0, (3 * red + 6 * green + blue - 30) / 100))
    let shade = 8 + 10 * grey
    let cubeError = distance(red - levels[r], green - levels[g], blue - levels[b])
    let greyError = distance(red - shade, green - shade, blue - shade)
    return greyError < cubeError ? 232 + grey : 16 + 36 * r + 6 * g + b
  }

  /// The colour behind a number of 16…255.
  static func palette256(_ index: Int) -> Color {
    if index >= 232 {
      let grey = UInt8(8 + 10 * (min(255, index) - 232))
      return Color(red: grey, green: grey, blue: grey)
    }
    let cube = max(0, index - 16)
    let (red, green, blue) = (levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6])
    return Color(red: UInt8(red), green: UInt8(green), blue: UInt8(blue))
  }

  private static func nearestLevel(_ value: Int) -> Int {
    value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40
  }

  /// Green counts most to the eye, blue least.
  private static func distance(_ red: Int, _ green: Int, _ blue: Int) -> Int {
    3 * red * red + 6 * green * green + blue * blue
  }

  /// xterm's values: what a palette of sixteen usually is.
  static let palette16: [UInt32] = [
    0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f, 0xff0000,
    0x00ff00,
    0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
  ]

  static let colors16 = palette16.map { Color(rgb: $0) }
  static let colors8 = Array(colors16.prefix(8))

  /// The nearest of a palette, by its place there.
  static func nearest(_ color: Color, in palette: [Color]) -> Int {
    var best = (error: Int.max, index: 0)
    for (index, known) in palette.enumerated() {
      let error = distance(
        Int(color.red) - Int(known.red), Int(color.green) - Int(known.green),
        Int(color.blue) - Int(known.blue))
      if error < best.error { best = (error, index) }
    }
    return best.index
  }

  /// 0…255, as Rec. 709 weighs the channels.
  static func luminance(_ color: Color) -> Int {
    (2126 * Int(color.red) + 7152 * Int(color.green) + 722 * Int(color.blue)) / 10_000
  }

  /// Without colours a light ground under dark text is reversed; pictures come shaded, see `PictureCell`.
  static func monochrome(_ cell: Cell) -> Attributes {
    let isLit = !cell.background.isStandard && luminance(cell.background) >= 128
    return isLit ? cell.attributes.symmetricDifference(.reverse) : cell.attributes
  }
}
