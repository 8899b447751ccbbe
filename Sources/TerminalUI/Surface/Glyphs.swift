import Foundation

/// What fills one cell, or two: a scalar and at most two marks on it.
struct Glyph: Equatable {
  var scalar: Unicode.Scalar
  var firstMark: Unicode.Scalar?
  var secondMark: Unicode.Scalar?
  var isWide = false

  var columns: Int { isWide ? 2 : 1 }
}

/// Text as a sequence of glyphs. Reads no further than it is asked: of a label of a megabyte only what is shown costs anything.
struct Glyphs: Sequence, IteratorProtocol {
  private var scalars: Substring.UnicodeScalarView.Iterator
  /// Read with the marks before it, and not yet used.
  private var ahead: (scalar: Unicode.Scalar, kind: CharacterWidth.Kind)?

  /// No language puts more on one letter; what is beyond is read and left out.
  private static let mostMarks = 16

  init(_ text: Substring) { scalars = text.unicodeScalars.makeIterator() }
  init(_ text: String) { self.init(Substring(text)) }

  mutating func next() -> Glyph? {
    while let (scalar, kind) = ahead ?? scalars.next().map({ ($0, CharacterWidth.kind(of: $0)) }) {
      ahead = nil
      switch kind {
      case .dropped: continue
      case .mark: return Self.marked(Glyph(scalar: " "), [scalar] + takeMarks())  // nothing to stand on
      case .replaced(let other): return Self.marked(Glyph(scalar: other), takeMarks())
      case .narrow: return Self.composed(Glyph(scalar: scalar), takeMarks())
      case .wide: return Self.composed(Glyph(scalar: scalar, isWide: true), takeMarks())
      }
    }
    return nil
  }

  /// What joins the character before: marks, and the vowels and finals of decomposed Hangul.
  private mutating func takeMarks() -> [Unicode.Scalar] {
    var marks: [Unicode.Scalar] = []
    while let scalar = scalars.next() {
      let kind = CharacterWidth.kind(of: scalar)
      guard kind == .mark || kind == .dropped else {
        ahead = (scalar, kind)
        break
      }
      let joins = kind == .mark || (0x1160...0x11ff).contains(scalar.value)
      if joins, marks.count < Self.mostMarks { marks.append(scalar) }
    }
    return marks
  }

  /// One scalar for a letter and its marks where Unicode has one.
  private static func composed(_ glyph: Glyph, _ marks: [Unicode.Scalar]) -> Glyph {
    guard !marks.isEmpty else { return glyph }
    var cluster = String.UnicodeScalarView([glyph.scalar])
    cluster.append(contentsOf: marks)
    let scalars = String(cluster).precomposedStringWithCanonicalMapping.unicodeScalars
    guard let first = scalars.first else { return glyph }
    switch CharacterWidth.kind(of: first) {
    case .narrow: return marked(Glyph(scalar: first), scalars.dropFirst())
    case .wide: return marked(Glyph(scalar: first, isWide: true), scalars.dropFirst())
    default: return marked(glyph, marks)
    }
  }

  private static func marked(_ glyph: Glyph, _ marks: some Sequence<Unicode.Scalar>) -> Glyph {
    var glyph = glyph
    for mark in marks where CharacterWidth.kind(of: mark) == .mark {
      if glyph.firstMark == nil {
        glyph.firstMark = mark
      } else if glyph.secondMark == nil {
        glyph.secondMark = mark
      }
    }
    return glyph
  }
}
