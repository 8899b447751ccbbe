/// The tinted ground of bands, its edges to an eighth of a row; where there are no tints, a texture.
struct BandField {
  struct Part {
    let character: Character
    let style: Style
    /// What a cell gets that shows a curve and so has no room for an edge.
    let nearest: Color
  }

  private let rows: Int
  private let columns: Int
  private let ground: Color
  /// What stands for a band that has no colour of its own.
  private let texture: (character: Character, ink: Color)?
  private var parts: [Part?]

  init(rows: Int, columns: Int, ground: Color, texture: (character: Character, ink: Color)? = nil) {
    self.texture = texture
    self.rows = rows
    self.columns = columns
    self.ground = ground
    parts = Array(repeating: nil, count: rows * columns)
  }

  func cell(row: Int, column: Int) -> Part? { parts[row * columns + column] }

  /// Adds a band given as rows from the top for each column; a later band lies above an earlier one.
  mutating func add(_ spans: [ClosedRange<Double>?], tint: Color) {
    for (column, span) in spans.prefix(columns).enumerated() {
      guard let span else { continue }
      let first = max(0, Int(span.lowerBound)), last = min(rows - 1, Int(span.upperBound))
      guard first <= last else { continue }
      for row in first...last {
        let top = max(0, span.lowerBound - Double(row)), bottom = min(1, span.upperBound - Double(row))
        let below = parts[row * columns + column]?.nearest ?? ground
        parts[row * columns + column] = part(from: top, to: bottom, tint: tint, below: below)
      }
    }
  }

  private func part(from top: Double, to bottom: Double, tint: Color, below: Color) -> Part? {
    if let texture {
      guard bottom - top >= 0.25 else { return nil }
      return Part(
        character: texture.character, style: Style(foreground: texture.ink, background: ground),
        nearest: ground)
    }
    let nearest = bottom - top >= 0.5 ? tint : below
    // Lower blocks draw the upper edge of the band, and with colours exchanged its lower edge.
    if bottom > 0.99 {
      let eighths = Int(((1 - top) * 8).rounded())
      return Part(
        character: Blocks.vertical[min(8, max(0, eighths))],
        style: Style(foreground: tint, background: below),
        nearest: nearest)
    }
    if top < 0.01 {
      let eighths = Int(((1 - bottom) * 8).rounded())
      return Part(
        character: Blocks.vertical[min(8, max(0, eighths))],
        style: Style(foreground: below, background: tint),
        nearest: nearest)
    }
    return Part(character: " ", style: Style(foreground: tint, background: nearest), nearest: nearest)
  }
}
