import Foundation

extension TerminalTraits {
  /// What the options, the environment, the terminal's entry and the terminal itself say, in that order.
  /// - Returns: also what the terminal said, if it was asked.
  static func find(
    _ options: TerminalOptions, type: TerminalType, isUnicode: Bool, environment: [String: String]
  ) -> (traits: TerminalTraits, answer: TerminalQuery) {
    let depth = ColorDepth.known(
      option: options.colorDepth, environment: environment, terminfo: type.terminfo)
    let isDark = options.isDark ?? isDark(environment["COLORFGBG"])
    var answer = TerminalQuery()
    if TerminalQuery.isPossible(type: type.name) {
      var questions: TerminalQuery.Questions = []
      if depth == nil { questions.insert(.color) }
      if isDark == nil { questions.insert(.ground) }
      let isRemote = environment["SSH_CONNECTION"] != nil || environment["SSH_TTY"] != nil
      answer = TerminalQuery.ask(
        questions, input: STDIN_FILENO, output: STDOUT_FILENO,
        patience: .milliseconds(isRemote ? 500 : 120))
    }
    let traits = TerminalTraits(
      depth: depth ?? (answer.hasTruecolor ? .truecolor : ColorDepth.fallback(type.terminfo)),
      glyphs: options.glyphs ?? GlyphSet.known(type: type.name, isUnicode: isUnicode),
      isDark: isDark ?? answer.ground.map { ColorMapping.luminance($0) < 128 } ?? true)
    return (traits, answer)
  }

  /// `15;0` or `15;default;0`, as rxvt and Konsole set it: the last is the ground's place among the sixteen colours.
  static func isDark(_ variable: String?) -> Bool? {
    guard let last = variable?.split(separator: ";").last, let index = Int(last), (0..<16).contains(index)
    else { return nil }
    return index < 7 || index == 8
  }
}
