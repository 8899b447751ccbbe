/// How to open the terminal.
public struct TerminalOptions: Sendable {
  /// nil: find out.
  public var colorDepth: ColorDepth?
  /// The file that standard error is sent to while the screen is up; nil keeps it in memory. Its end is shown afterwards either way.
  public var logPath: String?
  public var usesMouse: Bool

  public init(colorDepth: ColorDepth? = nil, logPath: String? = nil, usesMouse: Bool = true) {
    self.colorDepth = colorDepth
    self.logPath = logPath
    self.usesMouse = usesMouse
  }
}
