import Catalog
import Foundation
import TerminalUI

/// Draws random frames, one for each key `n`, and writes what each shows as a line of JSON, for an emulator's screen to be compared with.
final class Fuzzer: TerminalApplication {
  private var generator: SplitMix64
  private let file: FileHandle
  private var content: Surface?
  /// Of most cells at first, as a theme has it.
  private lazy var ground = Bool.random(using: &generator) ? Style(background: Color(rgb: 0x102030)) : Style()
  private let words = [
    "halftone", "日本語", "e\u{301}a\u{308}", "▀▄█▌▐", "⣿⠁⢸", "┌─┐│└┘", "\u{1b}[31m", "한글", "αβγ", "→⇒", "   ",
    "x", "é", "\u{9b}31m", "\u{202e}fdp", "a\u{200b}b", "👋🏽", "🇩🇪", "e\u{301}\u{323}\u{302}", "\u{8}\u{7f}",
    "👩\u{200d}💻", "ไทย", "\u{3164}|", "שלום",
  ]

  init(seed: UInt64, expected path: String) throws {
    generator = SplitMix64(seed: seed)
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else { throw UserError("\(path): cannot be written") }
    self.file = file
  }

  var nextTick: ContinuousClock.Instant? { nil }

  func handle(_ event: InputEvent) -> Reaction {
    switch event {
    case .key(KeyPress(.character("q"))): return .quit
    case .key(KeyPress(.character("n"))): return .redraw
    case .resize:
      content = nil
      return .nothing
    default: return .nothing
    }
  }

  func draw(on surface: inout Surface) {
    var picture = content ?? Surface(size: surface.size, style: ground, traits: surface.traits)
    for _ in 0..<Int.random(in: 0...30, using: &generator) { edit(&picture) }
    content = picture
    surface = picture
    file.write(Data((json(picture) + "\n").utf8))
  }

  private func edit(_ surface: inout Surface) {
    let size = surface.size
    let row = Int.random(in: -1...size.rows, using: &generator)
    let column = Int.random(in: -3...size.columns, using: &generator)
    let area = Rectangle(
      row: row, column: column, rows: .random(in: 0...4, using: &generator),
      columns: .random(in: 0...20, using: &generator))
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: surface.fill(area, style: style())
    case 1:
      let paint = style()
      surface.restyle(area) { _ in paint }
    default:
      surface.put(
        words.randomElement(using: &generator) ?? "", row: row, column: column, style: style(),
        clippedTo: Bool.random(using: &generator) ? surface.bounds : area)
    }
  }

  private func style() -> Style {
    Style(
      foreground: color(), background: color(),
      attributes: Attributes(rawValue: .random(in: 0..<32, using: &generator)))
  }

  private func color() -> Color {
    switch Int.random(in: 0..<3, using: &generator) {
    case 0: .standard
    case 1: Color(rgb: [0x000001, 0xffffff, 0x804020][Int.random(in: 0..<3, using: &generator)])
    default: Color(rgb: .random(in: 0...0xff_ffff, using: &generator))
    }
  }

  private func json(_ surface: Surface) -> String {
    let rows = (0..<surface.size.rows).map { row in
      let cells = (0..<surface.size.columns).map { column -> String in
        guard let cell = surface[row: row, column: column] else { return "" }
        let letters = zip("bdiur", [Attributes.bold, .dim, .italic, .underline, .reverse])
          .filter { cell.style.attributes.contains($0.1) }.map { String($0.0) }.joined()
        return
          "[\"\(cell.text)\",\"\(hex(cell.style.foreground))\",\"\(hex(cell.style.background))\",\"\(letters)\"]"
      }
      return "[" + cells.joined(separator: ",") + "]"
    }
    return "[" + rows.joined(separator: ",") + "]"
  }

  private func hex(_ color: Color) -> String {
    if color.isStandard { return "default" }
    let digits = String(Int(color.red) << 16 | Int(color.green) << 8 | Int(color.blue), radix: 16)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }
}
