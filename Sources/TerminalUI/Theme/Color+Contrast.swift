import Foundation

extension Color {
  /// The channels as linear light, 0…1.
  var linear: (red: Double, green: Double, blue: Double) {
    func decode(_ channel: UInt8) -> Double {
      let value = Double(channel) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return (decode(red), decode(green), decode(blue))
  }

  init(linearRed red: Double, green: Double, blue: Double) {
    func encode(_ value: Double) -> UInt8 {
      let cut = min(1, max(0, value))
      let curved = cut <= 0.003_130_8 ? 12.92 * cut : 1.055 * pow(cut, 1 / 2.4) - 0.055
      return UInt8((curved * 255).rounded())
    }
    self.init(red: encode(red), green: encode(green), blue: encode(blue))
  }

  /// WCAG relative luminance, 0 black … 1 white.
  public var luminance: Double {
    let (red, green, blue) = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }

  /// WCAG contrast ratio, 1…21.
  public func contrast(with other: Color) -> Double {
    let (first, second) = (luminance, other.luminance)
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  /// Near-black or near-white, whichever reads better on this colour.
  public var readableInk: Color {
    let dark = Color(rgb: 0x0b0d10), light = Color(rgb: 0xf7f9fb)
    return contrast(with: dark) >= contrast(with: light) ? dark : light
  }

  /// This colour mixed with `share` (0…1) of another, evenly to the eye.
  public func mixed(with other: Color, _ share: Double) -> Color {
    if isStandard || other.isStandard { return share < 0.5 ? self : other }
    return OKLab(self).mixed(with: OKLab(other), share).color
  }

  /// `#rrggbb`.
  public var hexadecimal: String {
    let digits = String(value & 0xff_ffff, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// Reads `#rrggbb`; nil for anything else.
  public init?(hexadecimal text: String) {
    let digits = text.dropFirst()
    guard text.hasPrefix("#"), digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit),
      let value = UInt32(digits, radix: 16)
    else { return nil }
    self.init(rgb: value)
  }
}
