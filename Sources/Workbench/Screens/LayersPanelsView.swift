import Engine
import TerminalUI

/// Several maps under one cursor, and what the chosen cell says in each.
struct LayersPanelsView {
  let state: AppState
  let panels: [LayersPanel]

  func draw(in body: Rectangle, on surface: inout Surface, theme: Theme) {
    let readout = PanelsReadout(panels: panels, state: state)
    if state.isZoomed {
      if state.layersView.pane == 1 {
        drawReadout(readout, in: body, on: &surface, theme: theme)
      } else {
        drawOne(in: body, on: &surface, theme: theme)
      }
      return
    }
    let rows = min(readout.rows, max(0, body.rows - 10))
    let (upper, lower) = body.splitTop(state.firstPane(1, of: body.rows, natural: body.rows - rows))
    drawMaps(in: upper, on: &surface, theme: theme)
    drawReadout(readout, in: lower, on: &surface, theme: theme)
    surface.markSplit(1, upper, lower)
  }

  private var chosen: Int { min(max(0, state.layersView.panel), panels.count - 1) }

  /// The colours of all panels stand for the same values.
  private var range: ClosedRange<Double>? {
    let ranges = panels.filter { !$0.isDifference }.compactMap { $0.grid?.range }
    guard let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max() else {
      return nil
    }
    return low...high
  }

  private var curveRange: ClosedRange<Double>? {
    let values = panels.filter { !$0.isDifference }.compactMap(\.grid).flatMap(\.values).compactMap { $0 }
    guard let low = values.filter(\.isFinite).min(), let high = values.filter(\.isFinite).max(), low < high
    else { return nil }
    return low...high
  }

  private func drawing(_ panel: LayersPanel, isShared: Bool) -> LayersMapDrawing {
    LayersMapDrawing(panel: panel, state: state, isShared: isShared, range: range, curveRange: curveRange)
  }

  // MARK: Maps

  private func drawMaps(in area: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(area, style: theme.plain)
    let (tabs, rest) = area.splitTop(1)
    drawTabs(in: tabs.inset(rows: 0, columns: 1), on: &surface, theme: theme)
    let (maps, legend) = rest.splitBottom(1)
    let grid = panels.lazy.compactMap(\.grid).first
    let arrangement = PanelArrangement(
      lines: state.layersRows.lineCount, columns: grid?.columns ?? 1,
      labels: grid?.grid.rows.map { displayWidth($0) }.max() ?? 0,
      allowsHalves: state.layersPartner == nil && surface.traits.hasHalves)
    guard let places = arrangement.places(panels.count, in: maps) else {
      return drawOne(in: rest, on: &surface, theme: theme)
    }
    for (index, (panel, place)) in zip(panels, places).enumerated() {
      surface.mark(.pane(2 + index), in: place)
      surface.draw(
        Panel(TextLine(panel.name), note: panel.summary, isFocused: index == chosen && isFocused), in: place,
        theme: theme)
      draw(panel, isShared: true, in: Panel.content(of: place), on: &surface, theme: theme)
    }
    drawLegend(in: legend.inset(rows: 0, columns: 1), on: &surface, theme: theme)
  }

  private var isFocused: Bool { state.layersView.pane == 0 && !state.isLogFocused }

  private func drawTabs(in place: Rectangle, on surface: inout Surface, theme: Theme) {
    let maps = state.layersMaps
    surface.draw(
      Tabs(maps.map(\.title), selected: maps.firstIndex(of: state.layersMap) ?? 0, isNumbered: false),
      in: place, theme: theme)
  }

  /// Where there is room for one map only: the chosen one.
  private func drawOne(in place: Rectangle, on surface: inout Surface, theme: Theme) {
    let panel = panels[chosen]
    surface.mark(.pane(0), in: place)
    let number = TextLine("  \(chosen + 1) of \(panels.count)", .muted)
    surface.draw(
      Panel(TextLine(panel.name), note: panel.summary + number, isFocused: isFocused), in: place, theme: theme
    )
    draw(panel, isShared: false, in: Panel.content(of: place), on: &surface, theme: theme)
  }

  private func draw(
    _ panel: LayersPanel, isShared: Bool, in place: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    guard panel.grid != nil else {
      let text =
        !panel.leftOut.isEmpty
        ? "None of its \(panel.leftOut.count) units is one of the others’."
        : !panel.run.isWhole
          ? "It is being read."
          : panel.run.status.isLive ? "still to come" : "This run did not compute this map."
      surface.draw(Paragraph(text, .muted), in: place, theme: theme)
      return
    }
    drawing(panel, isShared: isShared).draw(in: place, on: &surface, theme: theme)
  }

  private func drawLegend(in place: Rectangle, on surface: inout Surface, theme: Theme) {
    var signs: [TextLine] = []
    if panels.contains(where: { $0.verdicts.contains { $0 != nil } }) {
      // All of them or none.
      signs.append(
        Verdict.allCases.reduce(TextLine(" ")) {
          $0 + TextLine("  \($1.glyph) ", $1.role) + TextLine($1.rawValue, .muted)
        })
    }
    let plain = panels.first { !$0.isDifference && $0.grid != nil }.map { drawing($0, isShared: true) }
    let tags = plain?.heatmap?.tags.filter { !$0.rows.isEmpty } ?? []
    signs += tags.map { TextLine("   \($0.glyph) ", $0.role) + TextLine($0.title, .muted) }
    let difference = panels.first(where: \.isDifference).map { drawing($0, isShared: true) }
    let (left, right) = place.splitRight(difference == nil ? 0 : min(40, place.columns * 2 / 5))
    if let scale = plain?.scale {
      surface.draw(HeatLegend(scale, marking: value(plain), parts: signs), in: left, theme: theme)
    }
    if let scale = difference?.scale {
      surface.draw(
        HeatLegend(scale, marking: value(difference)), in: right.splitLeft(2).rest, theme: theme)
    }
  }

  private func value(_ drawing: LayersMapDrawing?) -> Float? {
    drawing?.panel.grid?.value(row: state.layersView.row, column: state.layersView.column).map { Float($0) }
  }

  private func drawReadout(
    _ readout: PanelsReadout, in place: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    guard place.rows >= 3 else { return surface.fill(place, style: theme.plain) }
    surface.mark(.pane(1), in: place)
    surface.draw(
      Panel(readout.title, isFocused: state.layersView.pane == 1 && !state.isLogFocused), in: place,
      theme: theme)
    readout.draw(in: Panel.content(of: place), on: &surface, theme: theme)
  }
}
