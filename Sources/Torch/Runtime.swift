import CTorch
import Catalog

/// The library's process-wide state: set once, before the first job.
public enum Runtime {
  /// Loads libtorch, a third of a second the first time, tunes the allocator and sets the number of threads. Call once,
  /// before the first job.
  ///
  /// - Throws: ``UserError`` when libtorch cannot be loaded, or `threads` is not positive.
  public static func start(threads: Int?) throws {
    try check(threads: threads)
    if let reason = halftone_torch_load() { throw UserError(String(cString: reason)) }
    ct_initialise()
    if let threads { ct_set_threads(Int32(threads)) }
  }

  /// Whether ``start(threads:)`` would take the number; loads nothing.
  ///
  /// - Throws: ``UserError`` when it is not positive.
  public static func check(threads: Int?) throws {
    if let threads, !(1...4096).contains(threads) {
      throw UserError("threads: found \(threads), expected 1…4096")
    }
  }

  public static var threads: Int { Int(ct_get_threads()) }

  /// libtorch's version.
  public static var version: String { String(cString: ct_version()) }

  /// Tensors that this thread made and has not released; the test support watches it for leaks.
  public static var liveTensors: Int { Int(ct_live_tensors()) }

  /// Bytes of the CPU's memory, small tensors apart, that this thread took for tensors at the most during `body`, beyond
  /// those it had before.
  public static func peakBytes(_ body: () throws -> Void) rethrows -> Int {
    let before = ct_live_bytes()
    _ = ct_take_peak_bytes()
    try body()
    return Int(ct_take_peak_bytes() - before)
  }

  /// Reads `cpu` or `cuda:N`.
  ///
  /// - Throws: ``UserError`` for another word, or when the library or machine has no such device.
  public static func device(_ name: String) throws -> Device {
    if name == "cpu" { return .cpu }
    if name == "cuda" || name.hasPrefix("cuda:") {
      guard name == "cuda" || Int(name.dropFirst(5)) != nil else {
        throw UserError("device: found '\(name)', expected cpu or cuda:N")
      }
      guard ct_has_cuda() else {
        throw UserError("device: found '\(name)', but this libtorch \(version) has no CUDA; expected cpu")
      }
      return .cuda(Int(name.dropFirst(5)) ?? 0)
    }
    throw UserError("device: found '\(name)', expected cpu or cuda:N")
  }

  /// Gives freed memory back to the system, which the tuned allocator does not do by itself. Loads nothing.
  public static func trimMemory() { halftone_trim_memory() }

  /// What surrounds every job: libtorch's per-thread state is set, then restored; freed memory goes back.
  public static let surroundJob: @Sendable (_ body: () -> Void) -> Void = { body in
    let mode = ct_grad_mode()
    ct_set_grad_mode(true)
    // Brings this thread to the number of threads that was set on another.
    _ = ct_get_threads()
    _ = ct_take_error()
    body()
    _ = ct_take_error()
    ct_set_grad_mode(mode)
    trimMemory()
  }
}
