import Catalog
import Foundation
import Glibc

/// A file of lines that only grows, by whole lines.
// Unchecked: its variables are touched in `init` and on the owning writer's serial queue only.
final class AppendedFile: @unchecked Sendable {
  let path: String
  private var file: Int32
  /// Bytes of whole lines.
  private(set) var count: Int

  /// Opens or creates the file and cuts off a last line without its line feed.
  ///
  /// - Throws: ``UserError`` naming the path and the system's reason.
  init(path: String) throws {
    self.path = path
    file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    count = 0
    guard file >= 0 else { throw refusal() }
    count = try EventTail.wholeLines(path: path)
    guard ftruncate(file, count) == 0 else { throw refusal() }
  }

  deinit { end() }

  /// Closes the file; nothing can be appended any more.
  func end() {
    if file >= 0 { close(file) }
    file = -1
  }

  /// All of `lines` or, when the disk refuses, none of them.
  func append(_ lines: Data) throws {
    do {
      try lines.withUnsafeBytes { bytes in
        var done = 0
        while done < bytes.count {
          let written = write(file, bytes.baseAddress?.advanced(by: done), bytes.count - done)
          if written < 0 && errno == EINTR { continue }
          guard written > 0 else { throw refusal() }
          done += written
        }
      }
      count += lines.count
    } catch {
      ftruncate(file, count)
      throw error
    }
  }

  func synchronize() { fdatasync(file) }

  private func refusal() -> UserError {
    UserError("\(path): cannot be written: \(String(cString: strerror(errno)))")
  }
}
