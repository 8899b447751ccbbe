import Foundation
import Glibc

/// Files that are there whole or not at all, whenever the process or the machine stops.
public enum WholeFile {
  /// Writes `chunks`, one after the other, to a temporary file beside `path`, flushes it to the disk and
  /// renames it to `path`. An older file of that name stays until the new one is complete.
  ///
  /// - Throws: ``UserError`` naming the path and the system's reason (read-only, full, missing folder).
  public static func write(_ chunks: [Data], to path: String) throws {
    let temporary = "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max)).part"
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw refusal(path) }
    do {
      for chunk in chunks { try append(chunk, to: file, path) }
      guard fsync(file) == 0 else { throw refusal(path) }
    } catch {
      close(file)
      unlink(temporary)
      throw error
    }
    // A network file system may report a full disk only here.
    guard close(file) == 0, rename(temporary, path) == 0 else {
      let error = refusal(path)
      unlink(temporary)
      throw error
    }
    flushFolder(of: path)
  }

  public static func write(_ data: Data, to path: String) throws { try write([data], to: path) }

  private static func append(_ chunk: Data, to file: Int32, _ path: String) throws {
    try chunk.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = Glibc.write(file, bytes.baseAddress?.advanced(by: done), bytes.count - done)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw refusal(path) }
        done += count
      }
    }
  }

  /// The rename itself must reach the disk too. Not every file system can do this, and the file is whole
  /// either way, so a failure is no error.
  private static func flushFolder(of path: String) {
    let folder = open((path as NSString).deletingLastPathComponent.ifEmpty("."), O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  private static func refusal(_ path: String) -> UserError {
    UserError("\(path): cannot be written: \(String(cString: strerror(errno)))")
  }
}

extension String {
  fileprivate func ifEmpty(_ other: String) -> String { isEmpty ? other : self }
}
