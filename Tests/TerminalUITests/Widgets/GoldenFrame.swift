import Foundation

@testable import TerminalUI

/// A surface as text that people can read in a diff: what is written, a letter for the paint of each cell, and what the
/// letters stand for. `.` is the theme's plain text.
struct GoldenFrame: Equatable {
  var text: [String]
  var paint: [String]
  var legend: [String]

  private static let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")

  init(_ surface: Surface, plain: Style) {
    let shown = surface.asShown()
    text = shown.lines.map { $0 + "" }
    var known: [Style: Character] = [Self.normal(plain, surface): "."]
    var legend: [String] = []
    var others: [Style] = []
    let columns = shown.size.columns
    paint = (0..<shown.size.rows).map { row in
      let line = shown.cells[row * columns..<(row + 1) * columns].map { cell -> Character in
        if let letter = known[cell.style] { return letter }
        guard known.count <= Self.letters.count else {
          others.append(cell.style)
          return "*"
        }
        let letter = Self.letters[known.count - 1]
        known[cell.style] = letter
        legend.append("\(letter) = \(Self.describe(cell.style, surface.traits.depth))")
        return letter
      }
      return String(String(line).reversed().drop { $0 == "." }.reversed())
    }
    if !others.isEmpty {
      // Pictures have more colours than there are letters: the rest is a number that changes with any of them.
      let digest = others.reduce(UInt64(1_469_598_103_934_665_603)) { hash, style in
        [UInt64(style.foreground.value), UInt64(style.background.value), UInt64(style.attributes.rawValue)]
          .reduce(hash) { ($0 ^ $1) &* 1_099_511_628_211 }
      }
      legend.append("* = \(Set(others).count) more styles, digest \(String(digest, radix: 16))")
    }
    self.legend = legend
  }

  private static func normal(_ style: Style, _ surface: Surface) -> Style {
    Surface(size: Size(rows: 1, columns: 1), style: style, traits: surface.traits).asShown().cells[0].style
  }

  /// The sections of a file; what is as in `other` is not said again.
  func lines(_ title: String, unlike other: GoldenFrame?) -> [String] {
    var lines = ["── \(title)"]
    lines += text == other?.text ? ["   (text as above)"] : text
    lines += paint == other?.paint ? ["   (paint as above)"] : ["── \(title), paint"] + paint
    return lines + legend
  }

  private static func describe(_ style: Style, _ depth: ColorDepth) -> String {
    var words: [String] = []
    if !style.foreground.isStandard { words.append(name(style.foreground, depth)) }
    if !style.background.isStandard { words.append("on " + name(style.background, depth)) }
    let attributes: [(Attributes, String)] = [
      (.bold, "bold"), (.dim, "dim"), (.italic, "italic"), (.underline, "underline"), (.reverse, "reverse"),
    ]
    words += attributes.filter { style.attributes.contains($0.0) }.map(\.1)
    return words.isEmpty ? "as the terminal's" : words.joined(separator: " ")
  }

  private static func name(_ color: Color, _ depth: ColorDepth) -> String {
    switch depth {
    case .truecolor, .monochrome: return color.hexadecimal
    case .indexed256: return "\(ColorMapping.indexed256(color))"
    case .indexed8, .indexed16:
      let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
      let index = ColorMapping.nearest(color, in: ColorMapping.colors16)
      return (index >= 8 ? "bright-" : "") + names[index % 8]
    }
  }
}
