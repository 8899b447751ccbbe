/// Colours by role. Widgets name roles, a theme file names colours; neither knows the other.
public struct Theme: Sendable, Equatable {
  public var name: String
  /// One line for the list that a person chooses from.
  public var summary = ""
  /// Whether the ground is dark.
  public var isDark: Bool
  public var colors: [Role: Color]
  /// What roles have beside their colour, for those that a colour alone would not set off.
  public var emphasis: [Role: Attributes] = [:]
  /// Curves and bars, told apart by readers with any colour vision; at least eight.
  public var series: [Color]
  /// Unsigned maps.
  public var sequential: ColorMap
  /// Signed maps.
  public var diverging: ColorMap

  public init(
    name: String, summary: String = "", isDark: Bool, colors: [Role: Color],
    emphasis: [Role: Attributes] = [:], series: [Color], sequential: ColorMap, diverging: ColorMap
  ) {
    self.name = name
    self.summary = summary
    self.emphasis = emphasis
    self.isDark = isDark
    self.colors = colors
    self.series = series
    self.sequential = sequential
    self.diverging = diverging
  }

  public subscript(role: Role) -> Color {
    if case .series(let index) = role { return seriesColor(index) }
    return colors[role] ?? .standard
  }

  public func seriesColor(_ index: Int) -> Color {
    series.isEmpty ? self[.text] : series[((index % series.count) + series.count) % series.count]
  }

  /// The role's colour on the theme's ground.
  public func style(_ role: Role, _ attributes: Attributes = []) -> Style {
    Style(
      foreground: self[role], background: self[.background], attributes: attributes.union(emphasis(of: role)))
  }

  public func emphasis(of role: Role) -> Attributes { emphasis[role] ?? [] }

  /// Whether hue says nothing: curves need marks, bands need hatching, verdicts their glyphs.
  public var isMonochrome: Bool {
    series.allSatisfy { $0.isStandard || OKLab($0).chroma < 0.02 }
  }

  /// Text on the theme's ground.
  public var plain: Style { style(.text) }

  /// The line that the cursor is on, in a list that has the keyboard or in one that has not.
  public func selected(_ isFocused: Bool) -> Style {
    isFocused
      ? Style(foreground: self[.selectionText], background: self[.selection])
      : Style(foreground: self[.text], background: self[.raised])
  }
}
