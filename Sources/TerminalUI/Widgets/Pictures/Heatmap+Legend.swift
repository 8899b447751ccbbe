extension Heatmap {
  func drawLegend(in rectangle: Rectangle, _ layout: HeatmapLayout, on surface: inout Surface, theme: Theme) {
    let chosen = layout.lines.all[layout.lines.index(ofRow: state.rows.selected)]
    let isInside = columns.indices.contains(state.columns.selected)
    let current = isFocused && isInside ? cell(chosen, column: state.columns.selected) : .none
    var parts: [TextLine] = []
    if layout.isDense, readsOut { parts.append(readout(chosen, current)) }
    if layout.lineWindow.count < layout.lines.all.count {
      let shown = layout.lines.all[layout.lineWindow].flatMap(\.rows)
      parts.append(
        TextLine("   rows \((shown.first ?? 0) + 1)–\((shown.last ?? 0) + 1) of \(rows.count)", .muted))
    }
    if layout.columnWindow.count < columns.count {
      let shown = layout.columnWindow
      parts.append(
        TextLine("   columns \(shown.lowerBound + 1)–\(shown.upperBound) of \(columns.count)", .muted))
    }
    if layout.lines.all.contains(where: \.isFolded) {
      parts.append(TextLine("   ▸ strongest of its rows", .muted))
    }
    parts += layout.tags.map { TextLine("   \($0.glyph) ", $0.role, .bold) + TextLine($0.title, .muted) }
    if layout.hasVerdicts {
      parts.append(
        Verdict.allCases.reduce(TextLine("  ")) { line, verdict in
          line + TextLine(" " + verdict.glyph, verdict.role) + TextLine(" " + verdict.rawValue + " ", .muted)
        })
    }
    if pending != nil { parts.append(TextLine("   … ", .accent) + TextLine("computing", .muted)) }
    if hasAwaitedCells { parts.append(TextLine("   · ", .faint) + TextLine("to come", .muted)) }
    var marking: Float?
    if case .value(let value) = current { marking = value }
    HeatLegend(scale, marking: marking, parts: parts).draw(in: rectangle, on: &surface, theme: theme)
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
