extension Surface {
  /// The surface as text with escape sequences in the colours of its terminal, one line a row: `cat` shows it there.
  public var ansiText: String {
    var text = ""
    for row in 0..<size.rows {
      var current: Style?
      for cell in cells[row * size.columns..<(row + 1) * size.columns] where cell.width != .wideRight {
        let style = shownStyle(cell)
        if style != current {
          text += escape(style)
          current = style
        }
        text += cell.text
      }
      text += "\u{1b}[0m\n"
    }
    return text
  }

  private func shownStyle(_ cell: Cell) -> Style {
    guard traits.depth == .monochrome else { return cell.style }
    return Style(attributes: ColorMapping.monochrome(cell))
  }

  private func escape(_ style: Style) -> String {
    var codes = ["0"]
    let attributes: [(Attributes, String)] = [
      (.bold, "1"), (.dim, "2"), (.italic, "3"), (.underline, "4"), (.reverse, "7"),
    ]
    codes += attributes.filter { style.attributes.contains($0.0) }.map(\.1)
    for (color, isGround) in [(style.foreground, false), (style.background, true)] where !color.isStandard {
      codes.append(code(color, isGround))
    }
    return "\u{1b}[" + codes.joined(separator: ";") + "m"
  }

  private func code(_ color: Color, _ isGround: Bool) -> String {
    let selector = isGround ? 48 : 38
    switch traits.depth {
    case .truecolor: return "\(selector);2;\(color.red);\(color.green);\(color.blue)"
    case .indexed256: return "\(selector);5;\(ColorMapping.indexed256(color))"
    case .indexed8: return "\((isGround ? 40 : 30) + ColorMapping.nearest(color, in: ColorMapping.colors8))"
    case .indexed16, .monochrome:
      let index = ColorMapping.nearest(color, in: ColorMapping.colors16)
      return "\((index < 8 ? 30 : 82) + index + (isGround ? 10 : 0))"
    }
  }
}
