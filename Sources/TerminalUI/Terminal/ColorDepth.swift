/// How many colours a terminal shows.
public enum ColorDepth: String, Sendable, CaseIterable, Comparable {
  case monochrome
  /// The first eight of the sixteen, as on the Linux console; bold makes a letter's colour bright.
  case indexed8 = "8"
  case indexed16 = "16"
  case indexed256 = "256"
  case truecolor

  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  public static func < (left: ColorDepth, right: ColorDepth) -> Bool { left.order < right.order }
}

extension ColorDepth {
  /// What a terminfo entry says.
  struct Terminfo {
    var colors: Int
    var isDirect: Bool
  }

  /// What can be known without asking the terminal.
  /// - Parameter terminfo: nil where no entry has the terminal's name.
  /// - Returns: nil if only the terminal itself can tell whether it has 24 bit; `fallback` is what it has otherwise.
  static func known(option: ColorDepth?, environment: [String: String], terminfo: Terminfo?) -> ColorDepth? {
    func isSet(_ name: String) -> Bool { environment[name].map { !$0.isEmpty } ?? false }
    let type = environment["TERM"] ?? ""
    if let option { return option }
    if isSet("NO_COLOR") { return .monochrome }
    if let terminfo, terminfo.colors < 8 { return .monochrome }
    // screen drops 24-bit colours altogether; tmux turns them into the nearest that the outer terminal has.
    if isSet("STY") { return .indexed256 }
    if isSet("TMUX") || type.hasPrefix("tmux") { return .truecolor }
    if type.hasPrefix("screen") { return fallback(terminfo) }
    if ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? "") { return .truecolor }
    if let terminfo, terminfo.isDirect || terminfo.colors >= 1 << 24 { return .truecolor }
    return nil
  }

  /// Without 24 bit. An unknown terminal is taken for an xterm.
  static func fallback(_ terminfo: Terminfo?) -> ColorDepth {
    guard let terminfo else { return .indexed256 }
    return switch terminfo.colors {
    case 256...: .indexed256
    case 16...: .indexed16
    case 8...: .indexed8
    default: .monochrome
    }
  }
}
