import Foundation

/// A file's bytes, mapped into memory: nothing is read before it is looked at.
///
/// Our own files are replaced by renaming, never rewritten in place, so a mapping never changes under its
/// reader.
public enum MappedFile {
  /// - Throws: ``UserError`` when there is no such regular file or it cannot be read.
  public static func read(_ path: String) throws -> Data {
    // O_NONBLOCK: opening a named pipe must not wait for its writer.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw refusal(path) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw refusal(path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      let kind = status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "not a regular file"
      throw UserError("\(path): found \(kind), expected a file")
    }
    let count = Int(status.st_size)
    guard count > 0 else { return Data() }
    guard let bytes = mmap(nil, count, PROT_READ, MAP_PRIVATE, file, 0), bytes != MAP_FAILED else {
      throw refusal(path)
    }
    return Data(bytesNoCopy: bytes, count: count, deallocator: .unmap)
  }

  private static func refusal(_ path: String) -> UserError {
    UserError("\(path): cannot be read: \(String(cString: strerror(errno)))")
  }
}
