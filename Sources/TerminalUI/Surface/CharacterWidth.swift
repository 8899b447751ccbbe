import Catalog

/// How many columns a scalar takes: the one table for layout, drawing and the presenter.
///
/// Terminals disagree about joiners, variation selectors, flags and skin tones, so these never reach one: what is
/// left has the same width everywhere. Control characters and reordering marks become U+FFFD, so that text out
/// of a file can neither command the terminal nor show itself in another order.
enum CharacterWidth {
  enum Kind: Equatable {
    case narrow
    case wide
    /// Joins the cell before it.
    case mark
    /// Shows nothing.
    case dropped
    /// One column, but another scalar stands for it.
    case replaced(by: Unicode.Scalar)
  }

  static let replacement: Unicode.Scalar = "\u{fffd}"

  static func kind(of scalar: Unicode.Scalar) -> Kind {
    let value = scalar.value
    switch value {
    case 0x20..<0x7f, 0xa0..<0xad, 0xae..<0x300, 0x2500..<0x25fd, 0x2800..<0x2900: return .narrow
    case 0x09: return .replaced(by: " ")
    case _ where scalar.isUnsafeToShow: return .replaced(by: replacement)
    // A pair of regional indicators is a flag here and two letters there: always letters.
    case 0x1f1e6...0x1f1ff: return .replaced(by: Unicode.Scalar(UInt8(0x41 + value - 0x1f1e6)))
    // Skin tones, and the vowels and finals of decomposed Hangul, melt into what stands before them.
    case 0x1f3fb...0x1f3ff, 0x1160...0x11ff, 0xd7b0...0xd7ff: return .dropped
    // Fillers, the combining joiner and others that show nothing, though their category says letter or mark.
    case 0x115f, 0x3164, 0xffa0, 0x34f, 0x17b4, 0x17b5: return .dropped
    default: return kind(byCategoryOf: scalar)
    }
  }

  private static func kind(byCategoryOf scalar: Unicode.Scalar) -> Kind {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark:
      return scalar.properties.isVariationSelector ? .dropped : .mark
    case .format: return .dropped
    case .unassigned, .surrogate, .control, .lineSeparator, .paragraphSeparator:
      return .replaced(by: replacement)
    default: return isWide(scalar) ? .wide : .narrow
    }
  }

  /// East Asian wide and full-width characters, and what is an emoji without a selector.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x1100 { return false }
    if let range = wideRanges.first(where: { value <= $0.upperBound }), range.contains(value) { return true }
    return scalar.properties.isEmojiPresentation
  }

  /// Ascending. Holes of unassigned scalars are included: those are replaced before this table is asked.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115f, 0x2329...0x232a, 0x2e80...0x303e, 0x3041...0x3247, 0x3250...0x4dbf, 0x4e00...0xa4c6,
    0xa960...0xa97c, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe10...0xfe19, 0xfe30...0xfe6b, 0xff01...0xff60,
    0xffe0...0xffe6, 0x16fe0...0x1b2ff, 0x1f200...0x1f265, 0x2_0000...0x3_fffd,
  ]
}

/// The columns that `text` takes when a surface shows it.
public func displayWidth(_ text: String) -> Int { displayWidth(Substring(text), upTo: .max) }

/// The same, but not counted further than `limit`: what is longer is not read to its end.
func displayWidth(_ text: Substring, upTo limit: Int) -> Int {
  var width = 0
  for byte in text.utf8 {
    guard width < limit else { return limit }
    guard byte >= 0x20, byte < 0x7f else { return displayWidth(of: text, upTo: limit) }
    width += 1
  }
  return width
}

private func displayWidth(of text: Substring, upTo limit: Int) -> Int {
  var width = 0
  for glyph in Glyphs(text) {
    width += glyph.columns
    if width >= limit { return limit }
  }
  return width
}

func displayWidth(_ text: String, upTo limit: Int) -> Int { displayWidth(Substring(text), upTo: limit) }
