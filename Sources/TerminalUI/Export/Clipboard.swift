import Foundation

/// OSC 52: text handed to the clipboard of the terminal, which is where the person sits, also over SSH.
///
/// No terminal answers whether it took it; whoever copies keeps a file beside it.
public enum Clipboard {
  /// What stands between the program and the terminal, and wants the sequence wrapped.
  public enum Multiplexer: Sendable, Equatable {
    case none, tmux, screen

    public init(_ environment: [String: String]) {
      if environment["TMUX"]?.isEmpty == false {
        self = .tmux
      } else if environment["STY"]?.isEmpty == false {
        self = .screen
      } else {
        self = .none
      }
    }
  }

  /// Terminals cut off or drop what is longer than this in base 64.
  public static let mostBytes = 74_994

  /// - Returns: the bytes to send; nil for a text that is too long.
  public static func sequence(_ text: String, through multiplexer: Multiplexer) -> [UInt8]? {
    let encoded = Data(text.utf8).base64EncodedString()
    guard encoded.utf8.count <= mostBytes else { return nil }
    let plain = "\u{1b}]52;c;\(encoded)\u{07}"
    switch multiplexer {
    case .none: return Array(plain.utf8)
    case .tmux:
      // With `set-clipboard on` tmux takes the plain form, with `allow-passthrough on` it hands on the wrapped one; the
      // other of the two it drops.
      return Array((plain + "\u{1b}Ptmux;\u{1b}\(plain)\u{1b}\\").utf8)
    case .screen: return Array(inPieces(plain).utf8)
    }
  }

  /// GNU screen hands a device control string on as it is, but no long one: the terminal joins the pieces.
  private static func inPieces(_ sequence: String) -> String {
    var rest = Substring(sequence), wrapped = ""
    while !rest.isEmpty {
      wrapped += "\u{1b}P\(rest.prefix(76))\u{1b}\\"
      rest = rest.dropFirst(76)
    }
    return wrapped
  }
}

extension TerminalSession {
  /// Sends text to the clipboard of the terminal.
  ///
  /// - Returns: false for a text that is too long for one.
  public func copy(_ text: String) -> Bool {
    let multiplexer = Clipboard.Multiplexer(ProcessInfo.processInfo.environment)
    guard let bytes = Clipboard.sequence(text, through: multiplexer) else { return false }
    send(bytes)
    return true
  }
}
