/// How to open the terminal.
public struct TerminalOptions: Sendable {
  /// nil: find out.
  public var colorDepth: ColorDepth?
  /// nil: by the locale, and by the terminal's name.
  public var glyphs: GlyphSet?
  /// The file that standard error is sent to while the screen is up; nil keeps it in memory. Its end is shown afterwards either way.
  public var logPath: String?
  public var usesMouse: Bool

  public init(
    colorDepth: ColorDepth? = nil, glyphs: GlyphSet? = nil, logPath: String? = nil, usesMouse: Bool = true
  ) {
    self.colorDepth = colorDepth
    self.glyphs = glyphs
    self.logPath = logPath
    self.usesMouse = usesMouse
  }
}
