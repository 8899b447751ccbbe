extension Surface {
  /// What its terminal makes of the surface: each colour one of the palette's, or none, with what a terminal without colours gets in
  /// their place. For pictures and golden frames of what is seen.
  public func asShown() -> Surface {
    guard traits.depth < .truecolor else { return self }
    var shown = self
    for index in cells.indices { shown.cells[index] = cells[index].asShown(at: traits.depth) }
    return shown
  }
}

extension Cell {
  fileprivate func asShown(at depth: ColorDepth) -> Cell {
    func reduced(_ color: Color) -> Color {
      guard !color.isStandard else { return color }
      switch depth {
      case .truecolor: return color
      case .indexed256: return ColorMapping.palette256(ColorMapping.indexed256(color))
      case .indexed8: return ColorMapping.colors8[ColorMapping.nearest(color, in: ColorMapping.colors8)]
      case .indexed16: return ColorMapping.colors16[ColorMapping.nearest(color, in: ColorMapping.colors16)]
      case .monochrome: return .standard
      }
    }
    let attributes = depth == .monochrome ? ColorMapping.monochrome(self) : attributes
    let style = Style(
      foreground: reduced(foreground), background: reduced(background), attributes: attributes)
    let glyph = Glyph(scalar: scalar, firstMark: marks.first, secondMark: marks.second)
    return Cell(glyph, style: style, width: width)
  }
}
