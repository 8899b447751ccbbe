import Catalog
import Foundation

/// One picture of ``ShapeTexture``: what was drawn for it, and how it becomes pixels.
///
/// Everything is 32 × 32 with y downwards. The object's own coordinates u, v are −1…1 over its half size.
struct ShapeTexturePicture {
  private let shape: Int
  private let centre: (x: Double, y: Double)
  private let half: Double
  private let angle: Double
  private let background: [Double]
  private let object: [Double]
  private let texture: Texture
  /// In turns, 0…1.
  private let phases: (Double, Double)

  /// The texture's amplitude; small, so that it can be hidden by a small perturbation.
  private static let amplitude = 0.05
  private static let noise = 0.015

  init(_ cues: ShapeTexture.Cues, _ generator: inout SplitMix64) {
    shape = cues.shape
    texture = Self.textures[cues.texture]
    let middle = Double(ShapeTexture.side) / 2
    centre = (middle + generator.next(in: -3...3), middle + generator.next(in: -3...3))
    half = middle * generator.next(in: 0.8...1.1)
    angle = generator.next(in: -15...15) * .pi / 180
    let ground = (0..<3).map { _ in generator.next(in: 0.35...0.65) }
    let contrast = generator.next(in: 0.22...0.38) * (generator.next() & 1 == 0 ? -1 : 1)
    background = ground
    object = ground.map { $0 + contrast + generator.next(in: -0.05...0.05) }
    phases = (generator.nextUnit(), generator.nextUnit())
  }

  /// Writes three planes of bytes.
  func draw(into pixels: UnsafeMutablePointer<UInt8>, _ generator: inout SplitMix64) {
    let side = ShapeTexture.side, area = side * side
    let (cosine, sine) = (cos(angle), sin(angle))
    for place in 0..<area {
      let column = Double(place % side), row = Double(place / side)
      let x = column + 0.5 - centre.x, y = row + 0.5 - centre.y
      let isObject = covers((cosine * x + sine * y) / half, (cosine * y - sine * x) / half)
      let added = isObject ? Self.amplitude * shade(column, row) : 0
      let colour = isObject ? object : background
      for channel in 0..<3 {
        let value = colour[channel] + added + Self.noise * generator.nextNearNormal()
        pixels[channel * area + place] = UInt8(min(1, max(0, value)) * 255 + 0.5)
      }
    }
  }

  /// Whether the shape covers a point in its own coordinates.
  private func covers(_ u: Double, _ v: Double) -> Bool {
    let square = u * u + v * v
    switch shape {
    case 0: return square < 0.62 * 0.62
    case 1: return max(abs(u), abs(v)) < 0.55
    case 2: return v < 0.45 && v > 1.75 * abs(u) - 0.75
    case 3: return abs(u) < 0.2 && abs(v) < 0.7 || abs(v) < 0.2 && abs(u) < 0.7
    case 4: return square > 0.4 * 0.4 && square < 0.7 * 0.7
    case 5:
      // One of the five points upwards.
      return square.squareRoot() < 0.42 + 0.28 * cos(5 * atan2(u, -v))
    case 6: return abs(u) < 0.22 && abs(v) < 0.8
    default: return square < 0.7 * 0.7 && (u - 0.35) * (u - 0.35) + v * v > 0.55 * 0.55
    }
  }

  /// The texture at a pixel, about −1…1.
  private func shade(_ x: Double, _ y: Double) -> Double {
    let a = (x * texture.cosine + y * texture.sine) / texture.period
    let b = (y * texture.cosine - x * texture.sine) / texture.period
    switch texture.kind {
    case .grating: return Self.isUp(a + phases.0) ? 1 : -1
    case .checks: return Self.isUp(a / 2 + phases.0) == Self.isUp(b / 2 + phases.1) ? 1 : -1
    case .dots: return sin(2 * .pi * (a + phases.0)) + sin(2 * .pi * (b + phases.1)) > 0.8 ? 1.6 : -0.5
    }
  }

  private struct Texture {
    enum Kind { case grating, checks, dots }

    let kind: Kind
    /// In pixels.
    let period: Double
    let cosine: Double
    let sine: Double

    init(_ kind: Kind, _ period: Double, degrees: Double) {
      (self.kind, self.period) = (kind, period)
      (cosine, sine) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
    }
  }

  /// Each class's own.
  private static let textures = [
    Texture(.grating, 3, degrees: 0), Texture(.grating, 3, degrees: 90), Texture(.grating, 3, degrees: 45),
    Texture(.grating, 3, degrees: 135), Texture(.grating, 5, degrees: 20), Texture(.checks, 2, degrees: 0),
    Texture(.checks, 4, degrees: 45), Texture(.dots, 4, degrees: 0),
  ]

  /// The sign of a sine, of an angle in turns.
  private static func isUp(_ turns: Double) -> Bool { turns - turns.rounded(.down) < 0.5 }
}

extension SplitMix64 {
  /// The sum of four uniform numbers with mean 0 and variance 1: near normal, within ±3.5, and out of whole numbers, so
  /// that no mathematical library has a say in a bit of it.
  fileprivate mutating func nextNearNormal() -> Double {
    let bits = next()
    let sum = (bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff) + bits >> 48
    return (Double(sum) - 131_070) / 37_837.227
  }
}
