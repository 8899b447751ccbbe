extension Surface {
  /// Whether nothing but ASCII comes out.
  var isASCII: Bool { traits.glyphs == .ascii }

  /// Whether meaning must not rest on colours: the terminal or the theme has none.
  func isColorless(_ theme: Theme) -> Bool {
    traits.depth == .monochrome || Set(theme.series).count <= 1
  }
}

extension Theme {
  /// The theme for a terminal of that many colours.
  func shown(at depth: ColorDepth) -> Theme { depth == .indexed256 ? indexed256() : self }
}
