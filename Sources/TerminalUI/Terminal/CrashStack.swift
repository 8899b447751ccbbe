import Foundation

/// Memory on which a signal handler runs where a thread has used up its own stack.
public enum CrashStack {
  private static let bytes = 64 * 1024

  /// Runs `body` with such a stack on this thread: an overflow is then a crash like any other, with the terminal restored
  /// and a report written. The thread that opens the terminal has one of its own.
  public static let surround: @Sendable (_ body: () -> Void) -> Void = { body in
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 16)
    defer { memory.deallocate() }
    var own = stack_t(ss_sp: memory, ss_flags: 0, ss_size: bytes), before = stack_t()
    guard sigaltstack(&own, &before) == 0 else { return body() }
    body()
    sigaltstack(&before, nil)
  }
}
