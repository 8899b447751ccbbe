extension Surface {
  /// Whether nothing but ASCII comes out.
  var isASCII: Bool { traits.glyphs == .ascii }

  /// Whether meaning must not rest on colours: the terminal or the theme has none.
  func isColorless(_ theme: Theme) -> Bool {
    traits.depth == .monochrome || theme.isMonochrome
  }
}
