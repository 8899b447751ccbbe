import Foundation

/// What fills one cell, or two: a scalar and at most two marks on it.
struct Glyph: Equatable {
  var scalar: Unicode.Scalar
  var firstMark: Unicode.Scalar?
  var secondMark: Unicode.Scalar?
  var isWide = false

  var columns: Int { isWide ? 2 : 1 }
}

/// Text as a sequence of glyphs.
struct Glyphs: Sequence, IteratorProtocol {
  private var scalars: String.UnicodeScalarView.Iterator
  private var pending: Glyph?

  init(_ text: String) {
    // Composed characters need no marks; only text that has some pays for the composition.
    let decomposed = text.unicodeScalars.contains { $0.value >= 0x300 && Self.composes($0) }
    scalars = (decomposed ? text.precomposedStringWithCanonicalMapping : text).unicodeScalars.makeIterator()
  }

  private static func composes(_ scalar: Unicode.Scalar) -> Bool {
    (0x1160...0x11ff).contains(scalar.value) || CharacterWidth.kind(of: scalar) == .mark
  }

  mutating func next() -> Glyph? {
    while let scalar = scalars.next() {
      let glyph: Glyph
      switch CharacterWidth.kind(of: scalar) {
      case .dropped: continue
      case .mark:
        if pending == nil {
          pending = Glyph(scalar: " ", firstMark: scalar)  // a mark with nothing to stand on
        } else if pending?.firstMark == nil {
          pending?.firstMark = scalar
        } else if pending?.secondMark == nil {
          pending?.secondMark = scalar
        }
        continue
      case .narrow: glyph = Glyph(scalar: scalar)
      case .wide: glyph = Glyph(scalar: scalar, isWide: true)
      case .replaced(let other): glyph = Glyph(scalar: other)
      }
      let finished = pending
      pending = glyph
      if let finished { return finished }
    }
    defer { pending = nil }
    return pending
  }
}
