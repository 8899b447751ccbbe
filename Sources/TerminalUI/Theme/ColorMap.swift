/// 256 colours that stand for the numbers 0…1.
public struct ColorMap: Sendable, Equatable {
  public let name: String
  /// Whether the middle stands for zero and the two halves for the signs.
  public let isDiverging: Bool
  public let colors: [Color]

  public init(name: String, isDiverging: Bool, colors: [Color]) {
    precondition(colors.count == 256, "a colour map has 256 entries, \(name) has \(colors.count)")
    self.name = name
    self.isDiverging = isDiverging
    self.colors = colors
  }

  /// The colour of `share`, which is cut to 0…1; NaN counts as 0.
  public func color(_ share: Float) -> Color {
    // `max` drops a NaN when it stands second.
    colors[Int((min(1, max(0, share.isNaN ? 0 : share)) * 255).rounded())]
  }

  /// The colours evenly thinned out to `count` levels; the first and last stay.
  public func levels(_ count: Int) -> [Color] {
    guard count > 1 else { return [colors[128]] }
    return (0..<count).map { color(Float($0) / Float(count - 1)) }
  }

  public static let all: [ColorMap] = [.blueOrange, .blueOrangeDeep, .cividis, .grey, .greySigned, .viridis]

  /// Sequential, made for readers with any colour vision; the default.
  public static let cividis = ColorMap(name: "cividis", isDiverging: false, table: cividisTable)
  public static let viridis = ColorMap(name: "viridis", isDiverging: false, table: viridisTable)

  /// Black to white in even steps of lightness.
  public static let grey = ColorMap(
    name: "grey", isDiverging: false,
    colors: (0..<256).map { OKLab(lightness: Double($0) / 255, chroma: 0, degrees: 0).color })

  /// Black (negative), middle grey (zero), white (positive): the sign is lightness where there is no hue.
  public static let greySigned = ColorMap(name: "grey-signed", isDiverging: true, colors: grey.colors)
  /// Blue (negative), light grey (zero), orange (positive): for light grounds.
  public static let blueOrange = ColorMap(name: "blue-orange", middle: 0.955, end: 0.52)

  /// The same with a dark grey zero and bright ends: for dark grounds.
  public static let blueOrangeDeep = ColorMap(name: "blue-orange-deep", middle: 0.25, end: 0.80)

  private init(name: String, isDiverging: Bool, table: String) {
    let digits = Array(table.utf8).filter { $0 > 32 }
    let colors = stride(from: 0, to: digits.count - 5, by: 6).map { start in
      Color(rgb: UInt32(String(decoding: digits[start..<start + 6], as: UTF8.self), radix: 16) ?? 0)
    }
    self.init(name: name, isDiverging: isDiverging, colors: colors)
  }

  /// A diverging map: lightness runs straight from `middle` to `end` on both sides, chroma grows with the distance.
  private init(name: String, middle: Double, end: Double) {
    self.init(
      name: name, isDiverging: true,
      colors: (0..<256).map { index in
        let signed = Double(index) / 127.5 - 1
        let distance = abs(signed)
        return OKLab(
          lightness: middle + (end - middle) * distance, chroma: 0.125 * distance,
          degrees: signed < 0 ? 250 : 58
        ).color
      })
  }
}
