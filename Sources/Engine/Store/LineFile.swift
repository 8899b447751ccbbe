import Catalog
import Foundation
import Glibc

/// A file of lines, opened for reading. Read with pread(2), not mapped: a writer that cuts off a torn line must
/// not take mapped pages away from under a reader.
final class LineFile: Sendable {
  static let lineFeed = UInt8(ascii: "\n")
  private let file: Int32

  /// - Throws: ``UserError`` naming the path and the system's reason.
  init(path: String) throws {
    file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      throw UserError("\(path): cannot be read: \(String(cString: strerror(errno)))")
    }
  }

  deinit { if file >= 0 { close(file) } }

  var count: Int { max(0, Int(lseek(file, 0, SEEK_END))) }

  /// Up to `count` bytes from `offset`; fewer at the end of the file or where it cannot be read.
  func read(at offset: Int, count: Int) -> Data {
    var data = Data(count: count)
    let got = data.withUnsafeMutableBytes { pread(file, $0.baseAddress, count, offset) }
    return data.prefix(max(0, got))
  }

  /// Calls `body` with each whole line and its offset, the last one first, until it returns false.
  func backwards(_ body: (_ line: Data, _ offset: Int) -> Bool) {
    var end = count
    // The bytes from `end` to the line feed of the line that is being put together.
    var rest: Data?
    // Most readers want the last line only.
    var size = 1 << 12
    while end > 0 {
      let begin = max(0, end - size)
      size = min(2 * size, 1 << 18)
      var chunk = read(at: begin, count: end - begin)
      if let kept = rest { chunk += kept }
      var stop = chunk.endIndex
      if rest == nil {
        guard let last = chunk.lastIndex(of: Self.lineFeed) else {
          end = begin
          continue
        }
        stop = last
      }
      while let feed = chunk[..<stop].lastIndex(of: Self.lineFeed) {
        if !body(chunk[(feed + 1)..<stop], begin + feed + 1 - chunk.startIndex) { return }
        stop = feed
      }
      rest = Data(chunk[..<stop])
      end = begin
    }
    if let rest { _ = body(rest, 0) }
  }
}

/// The whole lines of a file, one after the other.
struct LineIterator: IteratorProtocol {
  private let file: LineFile
  private var offset: Int
  private var chunk = Data()

  init(file: LineFile, offset: Int) {
    self.file = file
    self.offset = offset
  }

  mutating func next() -> Data? {
    var searched = chunk.startIndex
    while true {
      if let feed = chunk[searched...].firstIndex(of: LineFile.lineFeed) {
        defer { chunk = chunk[(feed + 1)...] }
        return chunk[..<feed]
      }
      let more = file.read(at: offset, count: 1 << 18)
      guard !more.isEmpty else { return nil }
      offset += more.count
      // A new value: what was read is let go of.
      let length = chunk.count
      chunk = Data(chunk) + more
      searched = chunk.startIndex + length
    }
  }
}
