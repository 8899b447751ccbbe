/// Adapts a theme to a terminal's depth once, not once a frame.
public struct ThemeAdapter: Sendable {
  private var last: (theme: Theme, depth: ColorDepth, adapted: Theme)?

  public init() {}

  public mutating func theme(_ theme: Theme, at depth: ColorDepth) -> Theme {
    if let last, last.depth == depth, last.theme == theme { return last.adapted }
    let adapted = theme.adapted(to: depth)
    last = (theme, depth, adapted)
    return adapted
  }
}
