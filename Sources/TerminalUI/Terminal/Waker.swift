import CNcurses
import Catalog
import Foundation

/// A pipe with two non-blocking ends, closed with its last holder.
final class Pipe: Sendable {
  let reading: Int32
  let writing: Int32

  init() throws {
    var ends: [Int32] = [-1, -1]
    guard cn_pipe(&ends) else {
      throw UserError("cannot make a pipe: \(String(cString: strerror(errno)))")
    }
    (reading, writing) = (ends[0], ends[1])
  }

  deinit {
    close(reading)
    close(writing)
  }

  /// Takes out what is there.
  func drain() -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 256)
    while true {
      let count = read(reading, &buffer, buffer.count)
      if count <= 0 { return bytes }
      bytes += buffer[..<count]
    }
  }
}

/// Wakes the terminal's loop from any thread.
public struct Waker: Sendable {
  let pipe: Pipe

  /// The application gets one `wake` event soon, however often this is called before.
  public func wake() {
    var byte: UInt8 = 1
    // A full pipe wakes as well; a broken one has no loop any more.
    _ = write(pipe.writing, &byte, 1)
  }
}
