extension Surface {
  /// The surface as text with escape sequences in 24 bit colour, one line a row: `cat` shows it in any such terminal.
  public var ansiText: String {
    var text = ""
    for row in 0..<size.rows {
      var current: Style?
      for cell in cells[row * size.columns..<(row + 1) * size.columns] {
        if cell.style != current {
          text += Self.escape(cell.style)
          current = cell.style
        }
        text += cell.text
      }
      text += "\u{1b}[0m\n"
    }
    return text
  }

  private static func escape(_ style: Style) -> String {
    var codes = ["0"]
    let attributes: [(Attributes, String)] = [
      (.bold, "1"), (.dim, "2"), (.italic, "3"), (.underline, "4"), (.reverse, "7"),
    ]
    codes += attributes.filter { style.attributes.contains($0.0) }.map(\.1)
    for (color, selector) in [(style.foreground, 38), (style.background, 48)] where !color.isStandard {
      codes.append("\(selector);2;\(color.red);\(color.green);\(color.blue)")
    }
    return "\u{1b}[" + codes.joined(separator: ";") + "m"
  }
}
