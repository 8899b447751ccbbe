/// A label and its value.
public struct Fact: Sendable, Equatable {
  public var label: String
  public var value: TextLine

  public init(_ label: String, _ value: TextLine) {
    self.label = label
    self.value = value
  }
}

/// Labels and values, one pair a row, the values aligned. A value that is too wide is cut between words, for half a number
/// is another number.
public struct Facts: Widget {
  public var facts: [Fact]

  public init(_ facts: [Fact]) { self.facts = facts }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    let widest = facts.map { displayWidth($0.label) }.max() ?? 0
    let labels = min(widest, max(0, rectangle.columns / 2 - 1))
    for (index, fact) in facts.prefix(rectangle.rows).enumerated() {
      let row = rectangle.row + index
      surface.write(
        TextLine(fact.label, .muted), row: row, column: rectangle.column, width: labels, theme: theme,
        in: rectangle)
      let value = TextFitting.cutAtWord(fact.value, to: rectangle.columns - labels - 2)
      surface.write(
        value, row: row, column: rectangle.column + labels + 2, width: rectangle.columns - labels - 2,
        theme: theme, in: rectangle)
    }
  }
}

/// Labels and values side by side in one row; pairs that do not fit are left out whole, the last first.
public struct LabelRow: Widget {
  public var facts: [Fact]

  public init(_ facts: [Fact]) { self.facts = facts }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    guard !rectangle.isEmpty else { return }
    var column = rectangle.column
    for fact in facts {
      let line = TextLine(fact.label.isEmpty ? "" : fact.label + " ", .muted) + fact.value
      guard column + line.width <= rectangle.right else { break }
      surface.write(line, row: rectangle.row, column: column, width: line.width, theme: theme, in: rectangle)
      column += line.width + 3
    }
  }
}
