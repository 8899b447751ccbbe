import Catalog
import Foundation
import Testing

/// Runs what must be refused: exit code 2, exactly one line that names all of `words`, no figures, and a store in which
/// nothing has changed.
func refuse(
  _ arguments: [String], _ words: [String], home: TemporaryFolder, environment: [String: String] = [:],
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let before = home.names("runs")
  let outcome = try Program.run(arguments, home: home.path, environment: environment)
  #expect(outcome.code == 2, "\(arguments): \(outcome.errors)", sourceLocation: sourceLocation)
  #expect(outcome.errorLines.count == 1, "\(arguments): \(outcome.errors)", sourceLocation: sourceLocation)
  #expect(outcome.errors.hasPrefix("halftone: "), "\(outcome.errors)", sourceLocation: sourceLocation)
  #expect(outcome.errors.count < 700, "\(outcome.errors)", sourceLocation: sourceLocation)
  for word in words {
    #expect(outcome.errors.contains(word), "\(arguments): \(outcome.errors)", sourceLocation: sourceLocation)
  }
  #expect(!outcome.output.contains("\"result\""), sourceLocation: sourceLocation)
  #expect(home.names("runs") == before, "\(arguments)", sourceLocation: sourceLocation)
}

/// A safetensors file of any header, as hostile as one likes.
func safetensors(_ header: String, data count: Int, length: UInt64? = nil) -> Data {
  let text = Data(header.utf8)
  return withUnsafeBytes(of: (length ?? UInt64(text.count)).littleEndian) { Data($0) } + text
    + Data(count: count)
}

/// An IDX file's head and so many bytes behind it.
func idx(type: UInt8 = 8, _ sizes: [UInt32], bytes: Int) -> Data {
  Data([0, 0, type, UInt8(sizes.count)])
    + sizes.reduce(Data()) { $0 + withUnsafeBytes(of: $1.bigEndian) { Data($0) } } + Data(count: bytes)
}

/// A NumPy file of float32 zeros.
func npy(_ shape: [Int], descr: String = "<f4", bytes: Int? = nil) -> Data {
  let sides = shape.map { "\($0)," }.joined()
  var header = "{'descr': '\(descr)', 'fortran_order': False, 'shape': (\(sides)), }"
  header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
  return Data(
    [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count & 255), UInt8(header.utf8.count >> 8)])
    + Data(header.utf8) + Data(count: bytes ?? shape.reduce(4, *))
}
