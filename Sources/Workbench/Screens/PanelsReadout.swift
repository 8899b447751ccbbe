import Engine
import TerminalUI

/// The chosen cell in every panel, a line each, and what the panels do not share.
struct PanelsReadout {
  let panels: [LayersPanel]
  let state: AppState

  private var row: Int { state.layersView.row }
  private var column: Int { state.layersView.column }

  /// With its border.
  var rows: Int { panels.count + (note == nil ? 0 : 1) + 2 }

  var title: TextLine {
    guard let panel = panels.first(where: { $0.grid != nil }), let grid = panel.grid, grid.rows > 0 else {
      return "Nothing to compare yet"
    }
    return LayersReadout(panel: panel, grid: grid, state: state).title
  }

  func draw(in place: Rectangle, on surface: inout Surface, theme: Theme) {
    let width = min(panels.map { displayWidth($0.name) }.max() ?? 0, place.columns / 3)
    for (index, panel) in panels.enumerated() {
      guard index < place.rows else { return }
      let line = place.splitTop(index).rest.splitTop(1).top
      let isChosen = index == min(state.layersView.panel, panels.count - 1)
      let (name, rest) = line.splitLeft(width + 2)
      surface.line(
        TextLine(fitted(panel.name, to: width), isChosen ? .accent : .text, isChosen ? .bold : []), in: name,
        theme: theme)
      surface.draw(LabelRow(panel.isDifference ? difference(panel) : facts(panel)), in: rest, theme: theme)
    }
    if let note {
      surface.line(TextLine(note, .muted), in: place.splitTop(panels.count).rest, theme: theme)
    }
  }

  private func facts(_ panel: LayersPanel) -> [Fact] {
    guard let grid = panel.grid, row < grid.rows else { return [Fact("", TextLine("–", .muted))] }
    guard let value = grid.value(row: row, column: column) else {
      return [Fact("", TextLine(panel.run.status.isLive ? "still to come" : "not computed", .muted))]
    }
    func detail(_ name: String) -> Double? { grid.detail(name, row: row, column: column) }
    if panel.map.isDistance {
      let correlation = panel.correlation.figure(panel.map).map { [Fact("ρ with the error", $0)] } ?? []
      return [Fact("", TextLine(padded(Figures.short(value), to: -8), .title, .bold))] + correlation
    }
    let verdict = panel.verdicts.indices.contains(row) ? panel.verdicts[row] : nil
    var facts = [
      Fact(
        "",
        TextLine(padded(verdict.map { "\($0.glyph) \($0.rawValue)" } ?? "", to: 11), verdict?.role ?? .muted)),
      Fact("error", TextLine(padded(Figures.percent(value), to: -7), .title, .bold)),
    ]
    if let interval = interval(panel) {
      let text = "\(Figures.fixed(interval.lowerBound * 100, 1))–\(Figures.percent(interval.upperBound))"
      facts.append(Fact("", TextLine(padded(text, to: 13), .muted)))
    }
    if let base = panel.base {
      facts.append(Fact("worse by", TextLine(padded(Figures.fixed((value - 1 + base) * 100, 1), to: -5))))
    }
    if let lost = detail(Convention.Detail.lost), let gained = detail(Convention.Detail.gained) {
      facts.append(Fact("", TextLine("lost \(Figures.fixed(lost, 0)), gained \(Figures.fixed(gained, 0))")))
    }
    if let p = detail(Convention.Detail.p) {
      facts.append(Fact("McNemar", TextLine(LayersReadout.significance(p))))
    }
    if panel.unit(row) != grid.grid.rows[row] { facts.append(Fact("here", TextLine(panel.unit(row)))) }
    return facts
  }

  /// How much the second exceeds the first, and whether their intervals leave that open.
  private func difference(_ panel: LayersPanel) -> [Fact] {
    guard let grid = panel.grid, row < grid.rows, let value = grid.value(row: row, column: column) else {
      return [Fact("", TextLine("–", .muted))]
    }
    let sign = value > 0 ? "+" : ""
    if panel.map.isDistance { return [Fact("", TextLine(sign + Figures.short(value), .title, .bold))] }
    var facts = [Fact("", TextLine("\(sign)\(Figures.fixed(value * 100, 1)) points", .title, .bold))]
    if let first = interval(panels[0]), let second = interval(panels[1]) {
      let text = first.overlaps(second) ? "the intervals overlap" : "the intervals are apart"
      facts.append(Fact("", TextLine(text, .muted)))
    }
    return facts
  }

  private func interval(_ panel: LayersPanel) -> ClosedRange<Double>? {
    guard let low = panel.grid?.detail(Convention.Detail.wilsonLow, row: row, column: column),
      let high = panel.grid?.detail(Convention.Detail.wilsonHigh, row: row, column: column), low <= high
    else { return nil }
    return low...high
  }

  /// What only some of the panels have.
  private var note: String? {
    let parts = panels.filter { !$0.leftOut.isEmpty && $0.grid != nil }.map { panel in
      let few = panel.leftOut.prefix(4).joined(separator: ", ")
      let more = panel.leftOut.count > 4 ? " and \(panel.leftOut.count - 4) more" : ""
      return "only in \(panel.name.split(separator: " ").first ?? ""): \(few)\(more)"
    }
    return parts.isEmpty ? nil : parts.joined(separator: "   ")
  }
}
