/// A colour as it is meant; the presenter maps it to what the terminal has.
public struct Color: Sendable, Hashable {
  /// 0x00RRGGBB, or `defaultValue` for the terminal's own colour.
  let value: UInt32
  static let defaultValue: UInt32 = 0xff00_0000

  /// The terminal's own foreground or background.
  public static let standard = Color(value: defaultValue)

  init(value: UInt32) { self.value = value }

  public init(red: UInt8, green: UInt8, blue: UInt8) {
    value = UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
  }

  public init(rgb: UInt32) { value = rgb & 0xff_ffff }

  public var isStandard: Bool { value == Self.defaultValue }
  public var red: UInt8 { UInt8(value >> 16 & 0xff) }
  public var green: UInt8 { UInt8(value >> 8 & 0xff) }
  public var blue: UInt8 { UInt8(value & 0xff) }
}

public struct Attributes: OptionSet, Sendable, Hashable {
  public let rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }
  public static let bold = Attributes(rawValue: 1)
  public static let dim = Attributes(rawValue: 2)
  public static let italic = Attributes(rawValue: 4)
  public static let underline = Attributes(rawValue: 8)
  public static let reverse = Attributes(rawValue: 16)
}

public struct Style: Sendable, Hashable {
  public var foreground: Color
  public var background: Color
  public var attributes: Attributes

  public init(
    foreground: Color = .standard, background: Color = .standard, attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  public func with(_ attributes: Attributes) -> Style {
    Style(foreground: foreground, background: background, attributes: self.attributes.union(attributes))
  }

  public func on(_ background: Color) -> Style {
    Style(foreground: foreground, background: background, attributes: attributes)
  }
}
