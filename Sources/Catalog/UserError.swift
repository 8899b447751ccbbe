/// A mistake in what the user gave: a missing file, a wrong shape, an unknown name, corrupt data.
///
/// `message` is one line that names the place, the value found and the value expected.
/// The command line prints it and exits with 2; the workbench shows it and lives on.
public struct UserError: Error, Equatable, Sendable, CustomStringConvertible {
  public let message: String

  public init(_ message: String) { self.message = message }

  public var description: String { message }
}
