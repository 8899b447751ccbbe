extension Heatmap {
  func drawLegend(in rectangle: Rectangle, _ layout: HeatmapLayout, on surface: inout Surface, theme: Theme) {
    let bar = min(32, max(8, rectangle.columns / 4))
    let title = TextLine(scale.title + "  ", .muted)
    let low = TextLine(scale.endFigure(scale.low) + " ", .text)
    let high = TextLine(" " + scale.endFigure(scale.high), .text)
    var column = rectangle.column
    func put(_ line: TextLine) {
      guard column + line.width <= rectangle.right else { return }
      column = surface.write(
        line, row: rectangle.row, column: column, width: line.width, theme: theme, in: rectangle)
    }
    guard low.width + bar + high.width <= rectangle.columns else { return }
    if title.width + low.width + bar + high.width <= rectangle.columns { put(title) }
    put(low)
    let chosen = layout.lines.all[layout.lines.index(ofRow: state.rows.selected)]
    let isInside = columns.indices.contains(state.columns.selected)
    let current = isFocused && isInside ? cell(chosen, column: state.columns.selected) : .none
    let place = Rectangle(row: rectangle.row, column: column, rows: 1, columns: bar)
    if case .value(let value) = current {
      scale.drawBar(in: place, marking: scale.share(value), on: &surface, theme: theme)
    } else {
      scale.drawBar(in: place, marking: nil, on: &surface, theme: theme)
    }
    column += bar
    put(high)
    if layout.isDense, readsOut { put(readout(chosen, current)) }
    if layout.lineWindow.count < layout.lines.all.count {
      let shown = layout.lines.all[layout.lineWindow].flatMap(\.rows)
      put(
        TextLine("   rows \((shown.first ?? 0) + 1)–\((shown.last ?? 0) + 1) of \(rows.count)", .muted))
    }
    if layout.columnWindow.count < columns.count {
      let shown = layout.columnWindow
      put(TextLine("   columns \(shown.lowerBound + 1)–\(shown.upperBound) of \(columns.count)", .muted))
    }
    if layout.lines.all.contains(where: \.isFolded) { put(TextLine("   ▸ strongest of its rows", .muted)) }
    for tag in layout.tags {
      put(TextLine("   " + tag.glyph + " ", tag.role, .bold) + TextLine(tag.title, .muted))
    }
    if layout.hasVerdicts {
      put(
        Verdict.allCases.reduce(TextLine("  ")) { line, verdict in
          line + TextLine(" " + verdict.glyph, verdict.role) + TextLine(" " + verdict.rawValue + " ", .muted)
        })
    }
    if pending != nil { put(TextLine("   … ", .accent) + TextLine("computing", .muted)) }
    if hasAwaitedCells { put(TextLine("   · ", .faint) + TextLine("to come", .muted)) }
  }

  /// The chosen cell in words, for cells that hold none: `layer3.conv @ 40  −0.213`.
  private func readout(_ line: HeatmapLines.Line, _ cell: HeatCell) -> TextLine {
    guard isFocused, columns.indices.contains(state.columns.selected) else { return "" }
    let figure: TextLine =
      switch cell {
      case .none: ""
      case .awaited: TextLine("to come", .muted)
      case .pending: TextLine("computing", .accent)
      case .value(let value): TextLine(scale.signedFigure(Double(value)), .title, .bold)
      }
    return TextLine("   " + label(of: line) + " @ " + columns[state.columns.selected] + "  ", .accent)
      + figure
  }
}

extension HeatScale {
  /// The colours from the low end to the high one, or what stands for them, with a mark at a share.
  func drawBar(in place: Rectangle, marking share: Float?, on surface: inout Surface, theme: Theme) {
    let map = isSigned ? theme.diverging : theme.sequential
    let steps = place.columns
    let mark = share.map { Int((min(1, max(0, $0.isNaN ? 0 : $0)) * Float(steps - 1)).rounded()) }
    for step in 0..<steps {
      let middle = (Float(step) + 0.5) / Float(steps)
      let left = map.color((Float(step) + 0.25) / Float(steps))
      let right = map.color((Float(step) + 0.75) / Float(steps))
      let glyph = ValueGlyph(
        share: middle, isSigned: isSigned && surface.traits.needsSigns, color: left, traits: surface.traits,
        theme: theme)
      var text = String(glyph.scalar)
      var style = Style(foreground: glyph.foreground, background: glyph.background)
      if surface.traits.hasHalves, !isSigned || !surface.traits.needsSigns {
        (text, style) = ("▌", Style(foreground: left, background: right))
      }
      if isSigned, !surface.traits.needsSigns, step == 0 || step == steps - 1 {
        (text, style) = (step == 0 ? "-" : "+", Style(foreground: left.readableInk, background: left))
      }
      if step == mark {
        (text, style) = ("┃", Style(foreground: left.readableInk, background: left, attributes: .bold))
        if surface.traits.depth == .monochrome { style = theme.plain.with([.bold, .reverse]) }
      }
      surface.write(text, row: place.row, column: place.column + step, style: style, in: place)
    }
  }

  /// A figure that says its sign where both are possible.
  func signedFigure(_ value: Double) -> String { (isSigned && value > 0 ? "+" : "") + figure(value) }
}
