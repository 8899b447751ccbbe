import Catalog
import Glibc

/// Held by the process that runs the job, from queueing to its end. The kernel drops it when the process dies,
/// however it dies; so a run without an end whose lock is free was interrupted.
final class RunLock: Sendable {
  private let file: Int32

  /// - Throws: ``UserError`` when somebody holds it.
  init(folder: String) throws {
    let path = folder + "/lock"
    file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard file >= 0 else {
      throw UserError("\(path): cannot be written: \(String(cString: strerror(errno)))")
    }
    // `isHeld` takes a shared lock for an instant; a few attempts tell it from a running job.
    for attempt in 0..<5 {
      if flock(file, LOCK_EX | LOCK_NB) == 0 { return }
      if attempt < 4 { usleep(10_000) }
    }
    close(file)
    throw UserError("\(folder): the run is already running in another job or program")
  }

  deinit { close(file) }

  static func isHeld(folder: String) -> Bool {
    let file = open(folder + "/lock", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    return flock(file, LOCK_SH | LOCK_NB) != 0
  }
}
