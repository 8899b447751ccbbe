import CTorch

/// A failure inside libtorch: the operation, libtorch's first line and the shapes of the arguments.
public struct TorchError: Error, Sendable, CustomStringConvertible {
  public let message: String

  public init(_ message: String) { self.message = message }

  public var description: String { message }

  /// Takes the first failure that this thread met, and empties the slot.
  static func take() -> TorchError {
    guard let text = ct_take_error() else { return TorchError("an undefined tensor was read") }
    return TorchError(String(cString: text))
  }
}

/// Runs `body` and throws the first failure of any operation in it, read or not.
public func scope<R>(_ body: () throws -> R) throws -> R {
  assert(!ct_has_error(), "a scope began with an unread failure: \(TorchError.take())")
  let result = try body()
  if ct_has_error() { throw TorchError.take() }
  return result
}

/// Runs `body` without recording gradients, and restores the mode. Synchronous, so nothing can suspend inside.
public func noGrad<R>(_ body: () throws -> R) rethrows -> R { try withGradMode(false, body) }

/// Runs `body` recording gradients, whatever the mode outside.
public func enableGrad<R>(_ body: () throws -> R) rethrows -> R { try withGradMode(true, body) }

private func withGradMode<R>(_ enabled: Bool, _ body: () throws -> R) rethrows -> R {
  let before = ct_grad_mode()
  ct_set_grad_mode(enabled)
  defer { ct_set_grad_mode(before) }
  return try body()
}
