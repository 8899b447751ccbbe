/// A value that draws itself into a rectangle of cells and nowhere else.
public protocol Widget: Sendable {
  func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme)
}
