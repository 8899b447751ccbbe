extension Surface {
  /// Puts another surface onto this one, its upper left corner at a place, clipped to a rectangle. What the other has
  /// for its own terminal comes out in this one's characters.
  public mutating func copy(_ other: Surface, row: Int, column: Int, clippedTo rectangle: Rectangle) {
    for (index, cell) in other.cells.enumerated() where cell.width != .wideRight {
      put(
        cell.text, row: row + index / other.size.columns, column: column + index % other.size.columns,
        style: cell.style, clippedTo: rectangle)
    }
  }
}
