import CCodecs
import Catalog
import Foundation

/// gzip over whole buffers.
public enum Gzip {
  /// Whether the data begins as a gzip stream does.
  public static func begins(_ data: Data) -> Bool { data.starts(with: [0x1f, 0x8b]) }

  /// Inflates a whole stream and verifies the checksum and the length at its end.
  ///
  /// - Parameter limit: The most bytes that may come out; a stream that holds more is refused when it gets there.
  /// - Throws: ``UserError`` naming `place` for a stream that is truncated, corrupt, longer than `limit`, or
  ///   followed by other bytes.
  public static func inflate(_ data: Data, limit: Int, place: String) throws -> Data {
    var output = codecs_buffer()
    try codec(data, place) { codecs_gzip_inflate($0, $1, limit, &output, $2) }
    return Data(taking: output.bytes, count: output.count)
  }

  /// The bytes of a file, inflated where they are gzip.
  ///
  /// - Throws: as ``inflate(_:limit:place:)``, and when the file cannot be read.
  static func contents(_ path: String, limit: Int = 1 << 30) throws -> Data {
    let file = try MappedFile.read(path)
    return begins(file) ? try inflate(file, limit: limit, place: path) : file
  }

  /// The first `count` bytes inside the stream, or fewer when it ends before.
  static func peek(_ data: Data, count: Int, place: String) throws -> Data {
    var output = codecs_buffer()
    try codec(data, place) { codecs_gzip_peek($0, $1, count, &output, $2) }
    return Data(taking: output.bytes, count: output.count)
  }

  /// Compresses; equal data gives equal bytes, for no time or name is kept.
  public static func deflate(_ data: Data, level: Int = 6) throws -> Data {
    var output = codecs_buffer()
    try codec(data, "gzip") { codecs_gzip_deflate($0, $1, Int32(level), &output, $2) }
    return Data(taking: output.bytes, count: output.count)
  }
}
