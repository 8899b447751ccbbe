import Foundation

/// Characters for terminals that have few: for each of ours one of theirs, of the same width.
enum StandIns {
  static let unknown: Unicode.Scalar = "?"

  static func ascii(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if (0x2800..<0x2900).contains(scalar.value) { return braille(UInt8(scalar.value - 0x2800)) }
    if let known = asciiTable[scalar] { return known }
    if (0x2500..<0x2580).contains(scalar.value) { return "+" }
    return plain(scalar)
  }

  static func console(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    // Latin-1 is in every console font.
    if (0xa1...0xff).contains(scalar.value) || consoleRepertoire.contains(scalar) { return scalar }
    return consoleTable[scalar] ?? ascii(scalar)
  }

  /// The letter or digit within: é, ², ﬁrst of the full-width forms; nothing for what would take two.
  private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let parts = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
      .filter { CharacterWidth.kind(of: $0) != .mark }
    guard parts.count == 1, let part = parts.first, part.isASCII, part.value >= 0x20, part.value < 0x7f else {
      return unknown
    }
    return part
  }

  /// A piece of a curve, by where its dots are.
  private static func braille(_ dots: UInt8) -> Unicode.Scalar {
    let left = rows(dots, [0x01, 0x02, 0x04, 0x40]), right = rows(dots, [0x08, 0x10, 0x20, 0x80])
    let all = left + right
    guard let top = all.min(), let bottom = all.max() else { return " " }
    if all.count >= 6 { return "#" }
    func mean(_ rows: [Int]) -> Double { Double(rows.reduce(0, +)) / Double(max(1, rows.count)) }
    let isAcross = !left.isEmpty && !right.isEmpty
    if bottom - top >= 2 {
      let fall = mean(right) - mean(left)
      return isAcross && abs(fall) > 0.7 ? (fall > 0 ? "\\" : "/") : "|"
    }
    switch mean(all) {
    case ..<1: return isAcross ? "\"" : "'"
    case ...2: return "-"
    default: return isAcross ? "_" : "."
    }
  }

  private static func rows(_ dots: UInt8, _ bits: [UInt8]) -> [Int] {
    bits.indices.filter { dots & bits[$0] != 0 }
  }

  private static let asciiTable = table([
    ("─╌╍╴╶╸╺▔", "-"), ("━═", "="), ("┄┅┈┉·∙⋅▁░⁘", "."), ("│┃┆┇┊┋╎╏║╵╷╹╻▏▎▍▌▐▕‖∥¦⏸", "|"), ("╱⊘", "/"),
    ("╲", "\\"),
    ("╳✕✗✖✘×⨯", "x"), ("▂▒", ":"), ("▃", "-"), ("▄▀", "="), ("▅", "+"), ("▆▓", "*"), ("▇█▋▊▉■▮", "#"),
    ("▖▗◌", "."),
    ("▘▝‘’′", "'"), ("▚", "%"), ("▞", "/"), ("▙▛▜▟✓✔", "+"), ("□▢▯", "o"), ("●⬤◉", "@"), ("○◯◦⚬", "o"),
    ("◐◑◒◓", "%"),
    ("◆★✻✱⁕•", "*"), ("◇☆", "o"), ("↑▲△▴⇧", "^"), ("↓▼▽▾", "v"), ("←◀◁◂‹«⏎⌫⟵⇐", "<"), ("→▶▷▸►›»⇒⟶⇥⏵", ">"),
    ("↔↕⇄", "-"), ("↯⚠⚑≠", "!"), ("∞", "8"), ("–—−‐‑‒", "-"), ("“”„″", "\""), ("…≈±∼", "~"), ("≤", "<"),
    ("≥", ">"),
    ("÷⁄∕", "/"),
    ("√∇", "V"), ("∂", "d"), ("∑", "S"), ("∏", "P"), ("∈", "e"), ("°⌀∅", "o"), ("§", "S"), ("␣", "_"),
    ("⌘", "#"),
    ("ßẞ", "s"), ("æ", "a"), ("Æ", "A"), ("œøð", "o"), ("ŒØ", "O"), ("đ", "d"), ("Đ", "D"), ("ł", "l"),
    ("Ł", "L"), ("ı", "i"),
    ("þ", "p"), ("α", "a"), ("β", "b"), ("γ", "g"), ("δ", "d"), ("ε", "e"), ("ζ", "z"), ("η", "e"),
    ("θϑ", "t"), ("ι", "i"),
    ("κ", "k"), ("λ", "l"), ("μµ", "u"), ("ν", "v"), ("ξ", "x"), ("ο", "o"), ("π", "p"), ("ρ", "r"),
    ("σς", "s"), ("τ", "t"),
    ("υ", "u"), ("φϕ", "f"), ("χ", "x"), ("ψ", "y"), ("ω", "w"), ("Γ", "G"), ("Δ∆", "D"), ("Θ", "T"),
    ("Λ", "L"), ("Ξ", "X"),
    ("Π", "P"), ("Σ", "S"), ("Φ", "F"), ("Ψ", "Y"), ("Ω", "W"),
  ])

  private static let consoleRepertoire = Set("─│┌┐└┘├┤┬┴┼═║▀▄█▌▐░▒▓■•≤≥≈√∞π←↑→↓▲▼►◄◆".unicodeScalars)

  private static let consoleTable = table([
    ("━┄┅╌╍", "─"), ("┈┉", "·"), ("┃", "█"), ("╎╏┆┇┊┋", "│"), ("╭┏", "┌"), ("╮┓", "┐"), ("╰┗", "└"),
    ("╯┛", "┘"),
    ("┣", "├"), ("┫", "┤"), ("┳", "┬"), ("┻", "┴"), ("╋", "┼"), ("▁▂", "_"), ("▃▅▖▗", "▄"),
    ("▆▇▋▊▉▙▛▜▟", "█"), ("▏▎▍", "▌"),
    ("▕", "▐"), ("▘▝", "▀"), ("▚▞", "▒"), ("✓✔", "√"), ("●◉⬤", "■"), ("▶▷▸", "►"), ("◀◁◂", "◄"), ("△▴", "▲"),
    ("▽▾", "▼"),
    ("★✻", "*"), ("‹", "«"), ("›", "»"), ("μ", "µ"),
  ])

  private static func table(_ pairs: [(String, Unicode.Scalar)]) -> [Unicode.Scalar: Unicode.Scalar] {
    Dictionary(pairs.flatMap { pair in pair.0.unicodeScalars.map { ($0, pair.1) } }) { first, _ in first }
  }
}
