/// Shapes that tell curves apart where colours cannot.
enum SeriesMarks {
  static let shapes: [Unicode.Scalar] = ["●", "▲", "■", "◆", "○", "△", "□", "◇"]
  static let letters: [Unicode.Scalar] = ["*", "+", "x", "o", "#", "@", "%", "="]

  static func scalar(_ index: Int, isASCII: Bool) -> Unicode.Scalar {
    let marks = isASCII ? letters : shapes
    return marks[((index % marks.count) + marks.count) % marks.count]
  }
}

/// Whether curves carry marks.
public enum ChartMarks: Sendable, Equatable {
  /// Where several curves have no colours to be told apart by.
  case automatic
  case always
  case never

  /// What stands before a curve's name in a legend: its mark, or a piece of the line.
  ///
  /// - Parameters:
  ///   - place: of the curve among `count`.
  public func sign(_ place: Int, of count: Int, on surface: Surface, theme: Theme) -> String {
    areShown(on: surface, theme: theme, count: count)
      ? String(Character(SeriesMarks.scalar(place, isASCII: surface.isASCII))) : "━"
  }

  func areShown(on surface: Surface, theme: Theme, count: Int) -> Bool {
    switch self {
    case .automatic: count > 1 && (surface.isASCII || surface.isColorless(theme))
    case .always: true
    case .never: false
    }
  }
}
