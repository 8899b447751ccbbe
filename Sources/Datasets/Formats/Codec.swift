import CCodecs
import Catalog
import Foundation

/// Runs one of CCodecs' functions over `input` and turns its message into an error that names `place`.
func codec(
  _ input: Data, _ place: String,
  _ body: (UnsafePointer<UInt8>?, Int, UnsafeMutablePointer<codecs_error>) -> Int32
) throws {
  var failure = codecs_error()
  let status = input.withUnsafeBytes { raw in
    // An empty Data has no address; C wants one all the same.
    withUnsafePointer(to: 0 as UInt8) { nothing in
      body(raw.bindMemory(to: UInt8.self).baseAddress ?? nothing, raw.count, &failure)
    }
  }
  guard status != 0 else { return }
  let message = withUnsafeBytes(of: &failure.message) { raw in
    String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
  }
  throw UserError("\(place): \(printable(message))")
}

extension Data {
  /// Takes over a buffer that C allocated.
  init(taking bytes: UnsafeMutablePointer<UInt8>?, count: Int) {
    if let bytes, count > 0 {
      self.init(bytesNoCopy: bytes, count: count, deallocator: .free)
    } else {
      free(bytes)
      self.init()
    }
  }
}
