extension Sheet {
  /// The sheet as an SVG: grounds and blocks as rectangles, everything else as text that can be selected and searched.
  ///
  /// Each run of text is stretched to its cells, so columns meet in whatever font the viewer has.
  var svg: String {
    let width = size.columns * Self.cellWidth, height = size.rows * Self.cellHeight
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\" viewBox=\"0 0 \(width) \(height)\">",
      "<style>text{font-family:'DejaVu Sans Mono','Menlo','Consolas',monospace;font-size:16.6px;white-space:pre}</style>",
      "<rect width=\"\(width)\" height=\"\(height)\" fill=\"\(Self.hex(ground))\"/>",
      "<g shape-rendering=\"crispEdges\">",
    ]
    for run in grounds where run.look.ground != ground {
      lines.append(
        Self.rectangle(
          Double(run.column * Self.cellWidth), Double(run.row * Self.cellHeight),
          Double(run.columns * Self.cellWidth), Double(Self.cellHeight), run.look.ground, 1))
    }
    for run in texts { lines += shapes(of: run) }
    lines.append("</g>")
    for run in texts { lines += words(of: run) }
    lines.append("</svg>\n")
    return lines.joined(separator: "\n")
  }

  private func shapes(of run: Run) -> [String] {
    run.squares.enumerated().flatMap { offset, square -> [String] in
      guard let scalar = square.text.unicodeScalars.first, let patches = CellShape.patches(scalar) else {
        return []
      }
      let x = Double((run.column + offset) * Self.cellWidth), y = Double(run.row * Self.cellHeight)
      return patches.map {
        Self.rectangle(
          x + $0.x * Double(Self.cellWidth), y + $0.y * Double(Self.cellHeight),
          $0.width * Double(Self.cellWidth), $0.height * Double(Self.cellHeight), square.ink, $0.ink)
      }
    }
  }

  /// The pieces between shapes and gaps, each at its own column.
  private func words(of run: Run) -> [String] {
    var found: [String] = [], text = "", start = 0, columns = 0
    func finish() -> String? {
      let trimmed = text.reversed().drop { $0 == " " }.reversed()
      guard !trimmed.isEmpty else { return nil }
      return word(
        String(trimmed), run, column: run.column + start, columns: columns - (text.count - trimmed.count))
    }
    for (offset, square) in run.squares.enumerated() where square.columns > 0 {
      let isShape = square.text.unicodeScalars.first.flatMap(CellShape.patches) != nil
      if isShape || (square.text == " " && (text.isEmpty || text.hasSuffix(" "))) {
        if let word = finish() { found.append(word) }
        (text, columns) = ("", 0)
        continue
      }
      if text.isEmpty { start = offset }
      text += square.text
      columns += square.columns
    }
    if let word = finish() { found.append(word) }
    return found
  }

  private func word(_ text: String, _ run: Run, column: Int, columns: Int) -> String {
    let look = run.look
    var attributes = " fill=\"\(Self.hex(look.ink))\""
    if look.isBold { attributes += " font-weight=\"bold\"" }
    if look.isItalic { attributes += " font-style=\"italic\"" }
    if look.isUnderlined { attributes += " text-decoration=\"underline\"" }
    let x = column * Self.cellWidth, y = run.row * Self.cellHeight + 15
    return
      "<text x=\"\(x)\" y=\"\(y)\" textLength=\"\(columns * Self.cellWidth)\" lengthAdjust=\"spacingAndGlyphs\"\(attributes)>"
      + Self.escaped(text) + "</text>"
  }

  private static func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ color: Color, _ ink: Double
  ) -> String {
    let opacity = ink < 1 ? " fill-opacity=\"\(number(ink))\"" : ""
    return
      "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" height=\"\(number(height))\" fill=\"\(hex(color))\"\(opacity)/>"
  }

  /// With two decimals at most.
  private static func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    if hundredths % 100 == 0 { return "\(hundredths / 100)" }
    let rest = hundredths % 100
    return "\(hundredths / 100)." + (rest < 10 ? "0\(rest)" : rest % 10 == 0 ? "\(rest / 10)" : "\(rest)")
  }

  private static func hex(_ color: Color) -> String {
    let digits = String((Int(color.red) << 16 | Int(color.green) << 8 | Int(color.blue)), radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
