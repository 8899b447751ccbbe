/// What a cell of a heatmap stands for.
enum HeatCell: Equatable {
  /// No cell at all: below the diagonal.
  case none
  /// Yet to come.
  case awaited
  /// Being computed.
  case pending
  case value(Float)
}

extension Heatmap {
  /// The cell of a line; of a folded group the value farthest from zero.
  func cell(_ line: HeatmapLines.Line, column: Int) -> HeatCell {
    if line.isGap { return .none }
    var strongest: Float?
    for row in line.rows {
      guard let value = value(row: row, column: column) else { continue }
      if strongest.map({ abs(value) > abs($0) }) ?? true { strongest = value }
    }
    if let strongest { return .value(strongest) }
    if let pending, pending.column == column, line.rows.contains(pending.row) { return .pending }
    return isUpperTriangle && line.rows.allSatisfy { column < $0 } ? .none : .awaited
  }

  // MARK: A line a row of the screen, or more

  func drawCells(_ layout: HeatmapLayout, chosen: Int, on surface: inout Surface, theme: Theme) {
    for line in layout.lineWindow {
      let top = layout.cells.row + (line - layout.lineWindow.lowerBound) * layout.cellRows
      for column in layout.columnWindow {
        let place = Rectangle(
          row: top, column: layout.column(of: column), rows: layout.cellRows, columns: layout.cellColumns)
        let isOnCross = isFocused && (line == chosen || column == state.columns.selected)
        let isCursor = isFocused && line == chosen && column == state.columns.selected
        let painter = HeatCellPainter(scale: scale, place: place, clip: layout.cells, traits: layout.traits)
        painter.draw(
          cell(layout.lines.all[line], column: column), isOnCross: isOnCross, isCursor: isCursor,
          on: &surface,
          theme: theme)
      }
    }
  }

  // MARK: Two lines a row of the screen

  func drawHalves(_ layout: HeatmapLayout, chosen: Int, on surface: inout Surface, theme: Theme) {
    let window = layout.lineWindow
    for upper in stride(from: window.lowerBound, to: window.upperBound, by: 2) {
      let row = layout.labelRow(ofLine: upper)
      for column in layout.columnWindow {
        let pair = [upper, upper + 1].map {
          window.contains($0) ? cell(layout.lines.all[$0], column: column) : .none
        }
        var (scalar, foreground, background) = (
          Unicode.Scalar("▀"), halfColor(pair[0], theme), halfColor(pair[1], theme)
        )
        if pair.allSatisfy({ $0 == .awaited || $0 == .none }), pair.contains(.awaited) {
          (scalar, foreground) = ("·", theme[.faint])
        } else if pair[0] == pair[1] {
          scalar = " "
        }
        let left = layout.column(of: column)
        for place in left..<left + layout.cellColumns where place < layout.cells.right {
          surface.setCell(scalar, row: row, column: place, foreground: foreground, background: background)
        }
        guard isFocused, column == state.columns.selected, chosen == upper || chosen == upper + 1 else {
          continue
        }
        // One value of the pair gives way to the cursor, which stands on the other's colour.
        let ground = halfColor(pair[chosen - upper], theme)
        let style = Style(foreground: ground.readableInk, background: ground, attributes: .bold)
        let mark =
          layout.cellColumns > 1 ? "[" + String(repeating: " ", count: layout.cellColumns - 2) + "]" : "◆"
        surface.write(mark, row: row, column: left, style: style, in: layout.cells)
      }
    }
  }

  private func halfColor(_ cell: HeatCell, _ theme: Theme) -> Color {
    switch cell {
    case .none, .awaited: theme[.background]
    case .pending: theme[.accent]
    case .value(let value): scale.color(value, theme)
    }
  }
}

/// Draws one cell that is at least a row high.
struct HeatCellPainter {
  let scale: HeatScale
  let place: Rectangle
  let clip: Rectangle
  let traits: TerminalTraits

  func draw(_ cell: HeatCell, isOnCross: Bool, isCursor: Bool, on surface: inout Surface, theme: Theme) {
    var style = theme.plain
    var text: String?
    switch cell {
    case .none: return
    case .awaited:
      (style, text) = (theme.style(.faint), "·")
    case .pending:
      style = Style(foreground: theme[.accent], background: theme[.selection])
      text = place.columns >= 5 ? "···" : "…"
    case .value(let value):
      text = scale.cellText(value, width: place.columns)
      style = fill(value, hasText: text != nil, on: &surface, theme: theme)
    }
    if cell == .awaited || cell == .pending { surface.fill(place.intersection(clip), style: style) }
    if isOnCross { style = style.with(.bold) }
    if let text {
      let width = displayWidth(text)
      let start = place.column + Alignment.center.offset(of: width, in: place.columns)
      surface.write(text, row: middle, column: start, style: style, in: clip)
    }
    if isCursor { drawCursor(style, hasText: text != nil, on: &surface, theme: theme) }
  }

  private var middle: Int { place.row + (place.rows - 1) / 2 }

  /// The colour of a value, or what stands for it; the style in which text is written upon it.
  private func fill(_ value: Float, hasText: Bool, on surface: inout Surface, theme: Theme) -> Style {
    let glyph = ValueGlyph(
      share: scale.share(value), isSigned: scale.isSigned && traits.needsSigns,
      color: scale.color(value, theme), traits: traits, theme: theme)
    let style = Style(foreground: glyph.foreground, background: glyph.background)
    let area = place.intersection(clip)
    let isColored = traits.depth != .monochrome
    if hasText, isColored || place.columns < 5 {
      // The text says the value, and its sign; a ground of characters would make it hard to read.
      surface.fill(area, style: style)
      return style
    }
    if scale.isSigned, isColored, !traits.needsSigns, place.columns == 2 {
      // Too narrow for the value, wide enough for its sign.
      surface.fill(area, style: style)
      let sign = value > 0 ? "+" : value < 0 ? "-" : " "
      surface.write(sign, row: middle, column: place.column, style: style, in: clip)
      return style
    }
    surface.fill(area, with: Character(glyph.scalar), style: style)
    if hasText {
      // A block stays in front of the text; another character there would be read as a part of the number.
      let kept = traits.glyphs == .ascii || scale.isSigned ? 0 : 1
      let rest = Rectangle(
        row: middle, column: place.column + kept, rows: 1, columns: place.columns - kept)
      surface.fill(rest.intersection(clip), style: style)
    }
    return style
  }

  /// The cursor keeps the cell's colour and value and frames them; without colours the cell is reversed.
  private func drawCursor(_ style: Style, hasText: Bool, on surface: inout Surface, theme: Theme) {
    if traits.depth == .monochrome {
      surface.restyle(place.intersection(clip)) { $0.with([.bold, .reverse]) }
      return
    }
    let ground = style.background
    let frame = Style(foreground: frameInk(on: ground, theme), background: ground, attributes: .bold)
    drawFrame(style: frame, on: &surface)
  }

  /// What stands out from the cell and, less needed, from the screen's ground beside it.
  private func frameInk(on cell: Color, _ theme: Theme) -> Color {
    let ground = theme[.background]
    if cell == ground { return theme[.accent] }
    func standsOut(_ ink: Color) -> Double { min(ink.contrast(with: cell), 2 * ink.contrast(with: ground)) }
    return [cell.readableInk, theme[.title], theme[.accent]].max { standsOut($0) < standsOut($1) }
      ?? theme[.title]
  }

  private func drawFrame(style: Style, on surface: inout Surface) {
    func write(_ text: String, _ row: Int, _ column: Int) {
      surface.write(text, row: row, column: column, style: style, in: clip)
    }
    switch (place.columns, place.rows) {
    case (1, _): write("◆", place.row, place.column)
    case (2, _): write("[]", place.row, place.column)
    case (_, 1):
      write("▌", place.row, place.column)
      write("▐", place.row, place.right - 1)
    default:
      let across = place.columns - 2
      for row in place.row..<place.bottom {
        let isTop = row == place.row, isBottom = row == place.bottom - 1
        write(isTop ? "▛" : isBottom ? "▙" : "▌", row, place.column)
        write(isTop ? "▜" : isBottom ? "▟" : "▐", row, place.right - 1)
        // A row with the value in it stays free.
        guard isTop || isBottom, place.rows > 2 else { continue }
        write(String(repeating: isTop ? "▀" : "▄", count: across), row, place.column + 1)
      }
    }
  }
}
