/// A mistake in what the user gave: a missing file, a wrong shape, an unknown name, corrupt data.
///
/// `message` is one line that names the place, the value found and the value expected.
/// The command line prints it and exits with 2; the workbench shows it and lives on.
public struct UserError: Error, Equatable, Sendable, CustomStringConvertible {
  public let message: String

  public init(_ message: String) { self.message = message }

  public var description: String { message }
}

/// Text out of a file that nobody vouches for, made fit for one line on a terminal: control characters are
/// replaced, and what is longer than 300 characters is cut.
public func printable(_ text: String) -> String {
  let controls = Unicode.Scalar(0x7f)...Unicode.Scalar(0x9f)
  var line = String.UnicodeScalarView(
    text.unicodeScalars.prefix(300).map { $0.value < 0x20 || controls.contains($0) ? "\u{fffd}" : $0 })
  if text.unicodeScalars.count > 300 { line.append("…") }
  return String(line)
}
