import Catalog
import Foundation
import TerminalUI

/// Records what the screen shows as an asciicast, written as it goes: a recording that ends in a crash can be played.
struct SessionRecorder {
  let path: String
  private var cast: Asciicast
  private let file: FileHandle
  private let start: Double

  /// - Throws: ``UserError`` when the file cannot be made.
  init(path: String, size: Size, traits: TerminalTraits, start: Double) throws {
    self.path = path
    self.start = start
    cast = Asciicast(size: size, traits: traits, start: start, title: "Halftone")
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else { throw UserError("\(path): cannot be written") }
    self.file = file
    try flush()
  }

  /// - Throws: ``UserError`` when the disk refuses.
  mutating func append(_ surface: Surface, at time: Double) throws {
    cast.append(surface, at: max(0, time - start))
    try flush()
  }

  func close() { try? file.close() }

  private mutating func flush() throws {
    let text = cast.takeText()
    guard !text.isEmpty else { return }
    do { try file.write(contentsOf: Data(text.utf8)) } catch {
      throw UserError("\(path): cannot be written: \(error.localizedDescription)")
    }
  }
}
