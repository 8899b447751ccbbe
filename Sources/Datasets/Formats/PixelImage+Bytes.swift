import Catalog
import Foundation

extension Data {
  /// The first four bytes, as a person compares them.
  var opening: String {
    prefix(4).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
  }
}

extension PixelImage {
  /// Decodes a png or jpeg, told apart by its first bytes.
  ///
  /// - Throws: ``UserError`` naming `place`.
  init(decoding data: Data, place: String) throws {
    if PNG.begins(data) {
      self = try PNG.decode(data, place: place)
    } else if JPEG.begins(data) {
      self = try JPEG.decode(data, place: place)
    } else {
      throw UserError("\(place): found a file that begins with '\(data.opening)', expected png or jpg")
    }
  }

  /// Writes the picture as planes of bytes of another size: scaled to cover it, then cut out of the middle.
  ///
  /// Grey becomes three equal channels, colour the grey 0.299 R + 0.587 G + 0.114 B; pixels with alpha are laid over
  /// black.
  func write(channels: Int, height: Int, width: Int, to target: UnsafeMutablePointer<UInt8>) {
    let area = self.width * self.height
    guard (self.height, self.width) != (height, width) else {
      return writePlanes(channels, to: target)
    }
    let scratch = UnsafeMutablePointer<UInt8>.allocate(capacity: channels * area)
    defer { scratch.deallocate() }
    writePlanes(channels, to: scratch)
    let resampling = Resampling(from: (self.height, self.width), to: (height, width))
    for channel in 0..<channels {
      resampling.apply(scratch + channel * area, to: target + channel * height * width)
    }
  }

  private func writePlanes(_ wanted: Int, to target: UnsafeMutablePointer<UInt8>) {
    let colours = channels <= 2 ? 1 : 3, hasAlpha = channels != colours, area = width * height
    pixels.withUnsafeBytes { raw in
      guard let start = raw.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
      var from = start, place = 0
      while place < area {
        let alpha = hasAlpha ? Int(from[colours]) : 255
        if colours == 3, wanted == 1 {
          let grey = (299 &* Int(from[0]) &+ 587 &* Int(from[1]) &+ 114 &* Int(from[2]) &+ 500) / 1000
          target[place] = Self.over(grey, alpha)
        } else {
          target[place] = Self.over(Int(from[0]), alpha)
          if wanted == 3 {
            target[area &+ place] = Self.over(Int(from[colours == 3 ? 1 : 0]), alpha)
            target[2 &* area &+ place] = Self.over(Int(from[colours == 3 ? 2 : 0]), alpha)
          }
        }
        from += channels
        place &+= 1
      }
    }
  }

  private static func over(_ value: Int, _ alpha: Int) -> UInt8 {
    alpha == 255 ? UInt8(value) : UInt8((value &* alpha &+ 127) / 255)
  }
}
