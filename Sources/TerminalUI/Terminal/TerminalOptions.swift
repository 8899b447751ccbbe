/// How to open the terminal.
public struct TerminalOptions: Sendable {
  /// nil: find out.
  public var colorDepth: ColorDepth?
  /// nil: by the locale, and by the terminal's name.
  public var glyphs: GlyphSet?
  /// Whether the terminal's own ground is dark; nil asks it.
  public var isDark: Bool?
  /// What is sent in a second at most: 0 is without limit; nil is 32 kB over SSH, a serial line's speed, and no limit elsewhere.
  public var bytesPerSecond: Int?
  /// Frames are bracketed as synchronised updates, where the terminal is none of those that could take it amiss.
  public var synchronisesUpdates: Bool
  /// The file that standard error is sent to while the screen is up; nil keeps it in memory. Its end is shown afterwards either way.
  public var logPath: String?
  public var usesMouse: Bool

  public init(
    colorDepth: ColorDepth? = nil, glyphs: GlyphSet? = nil, isDark: Bool? = nil, bytesPerSecond: Int? = nil,
    synchronisesUpdates: Bool = true, logPath: String? = nil, usesMouse: Bool = true
  ) {
    self.colorDepth = colorDepth
    self.glyphs = glyphs
    self.isDark = isDark
    self.bytesPerSecond = bytesPerSecond
    self.synchronisesUpdates = synchronisesUpdates
    self.logPath = logPath
    self.usesMouse = usesMouse
  }
}
