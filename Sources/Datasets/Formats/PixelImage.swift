import CCodecs
import Catalog
import Foundation

/// A picture of 8 bits a channel: rows from the top, channels interleaved.
public struct PixelImage: Sendable, Equatable {
  public let width: Int
  public let height: Int
  /// 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA.
  public let channels: Int
  public let pixels: Data

  /// The most bytes of pixels that a decoder will fill.
  static let limit = 256 << 20

  public init(width: Int, height: Int, channels: Int, pixels: Data) {
    precondition(
      pixels.count == width * height * channels,
      "PixelImage: \(pixels.count) bytes do not fill \(width) x \(height) x \(channels)")
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
  }

  init(taking image: codecs_image) {
    let (width, height, channels) = (Int(image.width), Int(image.height), Int(image.channels))
    self.init(
      width: width, height: height, channels: channels,
      pixels: Data(taking: image.pixels, count: width * height * channels))
  }

  /// The picture as an input `[1, C, H, W]` with C = 1 or 3 and pixels in 0…1.
  ///
  /// Networks know no transparency: pixels with alpha are laid over black.
  public var input: ArrayValue {
    let colours = channels <= 2 ? 1 : 3, area = width * height, hasAlpha = channels != colours
    var planes = [Float](repeating: 0, count: colours * area)
    pixels.withUnsafeBytes { raw in
      for place in 0..<area {
        let pixel = place * channels
        let alpha = hasAlpha ? Float(raw[pixel + colours]) / 255 : 1
        for channel in 0..<colours {
          planes[channel * area + place] = Float(raw[pixel + channel]) / 255 * alpha
        }
      }
    }
    return ArrayValue(planes, shape: [1, colours, height, width])
  }
}

/// PNG files, through libpng.
public enum PNG {
  public static func begins(_ data: Data) -> Bool {
    data.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  }

  /// Decodes any PNG to 8 bits a channel: palettes and small depths are expanded, 16 bits are scaled, a transparent
  /// colour becomes an alpha channel, gamma is left alone.
  ///
  /// - Throws: ``UserError`` naming `place` for a corrupt, truncated or very large file.
  public static func decode(_ data: Data, place: String) throws -> PixelImage {
    var image = codecs_image()
    try codec(data, "\(place): not a readable PNG") {
      codecs_png_read($0, $1, PixelImage.limit, &image, $2)
    }
    return PixelImage(taking: image)
  }

  /// Encodes the picture with the channels it has.
  public static func encode(_ image: PixelImage) throws -> Data {
    var output = codecs_buffer()
    try codec(image.pixels, "PNG") { pixels, _, failure in
      var source = codecs_image(
        pixels: UnsafeMutablePointer(mutating: pixels), width: UInt32(image.width),
        height: UInt32(image.height),
        channels: UInt32(image.channels))
      return codecs_png_write(&source, &output, failure)
    }
    return Data(taking: output.bytes, count: output.count)
  }
}

/// JPEG files, through libjpeg.
public enum JPEG {
  public static func begins(_ data: Data) -> Bool { data.starts(with: [0xff, 0xd8, 0xff]) }

  /// Decodes a grey or colour JPEG.
  ///
  /// - Throws: ``UserError`` naming `place` for a corrupt, truncated or very large file, or one with four inks.
  public static func decode(_ data: Data, place: String) throws -> PixelImage {
    var image = codecs_image()
    try codec(data, "\(place): not a readable JPEG") {
      codecs_jpeg_read($0, $1, PixelImage.limit, &image, $2)
    }
    return PixelImage(taking: image)
  }
}
