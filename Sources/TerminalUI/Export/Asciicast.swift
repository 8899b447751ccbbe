import Catalog
import Foundation

/// A recording of what a terminal was sent, in the asciicast format, version 2: a header and one line a frame.
public struct Asciicast: Sendable {
  private var encoder: FrameEncoder
  private var size: Size
  /// The lines that have not been taken out, each with its end.
  private var text: String

  /// - Parameters:
  ///   - traits: what the recorded surfaces' terminal shows.
  ///   - start: seconds since 1970.
  ///   - title: shown by players.
  public init(size: Size, traits: TerminalTraits = TerminalTraits(), start: Double, title: String) {
    self.size = size
    // Players differ in the ground that erasing leaves.
    encoder = FrameEncoder(form: FrameEncoder.Form(traits: traits, erasesInColor: false))
    let header: JSONValue = [
      "version": 2, "width": .int(size.columns), "height": .int(size.rows), "timestamp": .int(Int(start)),
      "title": .string(title), "env": ["TERM": "xterm-256color"],
    ]
    text = Self.line(header)
  }

  /// Adds what changes the last frame into this one.
  ///
  /// - Parameter time: seconds since the start.
  public mutating func append(_ surface: Surface, at time: Double) {
    if surface.size != size {
      size = surface.size
      text += Self.line([.double(time), "r", .string("\(size.columns)x\(size.rows)")])
    }
    let bytes = encoder.encode(surface)
    guard !bytes.isEmpty else { return }
    text += Self.line([.double(time), "o", .string(String(decoding: bytes, as: UTF8.self))])
  }

  /// Takes out the lines so far: a long recording is written as it goes.
  public mutating func takeText() -> String {
    defer { text = "" }
    return text
  }

  private static func line(_ value: JSONValue) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data = (try? encoder.encode(value)) ?? Data()
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}
