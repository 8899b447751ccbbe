import Engine
import TerminalUI

/// What the cursor's cell says in figures and words.
struct LayersReadout {
  let panel: LayersPanel
  let grid: GridState
  /// All units of the network.
  let units: [String]
  let row: Int
  let column: Int

  init(panel: LayersPanel, grid: GridState, state: AppState) {
    self.panel = panel
    self.grid = grid
    units = panel.map == .sets ? state.layersUnits : []
    row = min(max(0, state.layersView.row), max(0, grid.rows - 1))
    column = min(max(0, state.layersView.column), max(0, grid.columns - 1))
  }

  private var map: LayersMap { panel.map }
  private var run: RunState { panel.run }
  private var layer: String { grid.grid.rows[row] }
  private var columnName: String {
    grid.grid.columns.indices.contains(column) ? grid.grid.columns[column] : ""
  }

  var title: TextLine {
    switch map {
    case .rerandomised: TextLine("\(layer), \(columnName)")
    case .joint: column < row ? TextLine(layer) : TextLine("\(layer) … \(columnName) reset together")
    case .alpha: TextLine("\(layer) at α = \(columnName)")
    case .sets: TextLine("\(UnitSet(layer).label(among: units)) together at \(columnName)")
    case .emerging: TextLine("\(layer) untrained at \(columnName)")
    default: TextLine("\(layer) at checkpoint \(columnName)")
    }
  }

  func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    let facts = self.facts
    let words = Paragraph(verdictLines)
    if rectangle.columns >= 60 {
      let (left, right) = rectangle.splitLeft(rectangle.columns / 2)
      surface.draw(Facts(facts), in: left, theme: theme)
      surface.draw(words, in: right, theme: theme)
      // What the left has no row for stands below the words.
      let below = right.splitTop(words.height(width: right.columns)).rest
      surface.draw(Facts(Array(facts.dropFirst(left.rows))), in: below, theme: theme)
    } else {
      let (top, rest) = rectangle.splitTop(facts.count + 1)
      surface.draw(Facts(facts), in: top, theme: theme)
      surface.draw(words, in: rest, theme: theme)
      let below = rest.splitTop(words.height(width: rest.columns) + 1).rest
      draw(blocks(below), in: below, on: &surface, theme: theme)
    }
  }

  /// What the other cells say, the most telling first.
  private func blocks(_ place: Rectangle) -> [[TextLine]] {
    let units = place.rows >= grid.rows + 2 ? overview : LayersSummary(panel: panel).lines
    return map.isDistance ? [units] : [units, panel.correlation.lines(chosen: map)]
  }

  /// The blocks for which there is room, with a row between them.
  private func draw(
    _ blocks: [[TextLine]], in place: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    var place = place
    for lines in blocks where !lines.isEmpty && lines.count <= place.rows {
      surface.draw(Paragraph(lines, wraps: false), in: place, theme: theme)
      place = place.splitTop(lines.count + 1).rest
    }
  }

  /// All layers with their verdicts and what resetting each to its first weights costs.
  private var overview: [TextLine] {
    guard let first = panel.grid(.reinitialised), first.rows > 0 else { return [] }
    let width = first.grid.rows.map(displayWidth).max() ?? 0
    let lines = first.grid.rows.enumerated().map { index, name in
      let verdict = run.verdicts(of: panel.prefix).first { $0.layer == name }?.verdict
      let error = first.value(row: index, column: 0).map { Figures.percent($0) } ?? "–"
      let padded = name + String(repeating: " ", count: width - displayWidth(name))
      return TextLine("\(verdict.map(\.glyph) ?? "·") ", verdict?.role ?? .faint)
        + TextLine(padded, index == row ? .accent : .text) + TextLine("  \(error)", .muted)
    }
    return [TextLine("Reset to checkpoint \(first.grid.columns.first ?? "0")", .title, .bold)] + lines
  }

  private var facts: [Fact] {
    if map == .joint, column < row { return [] }
    guard let value = grid.value(row: row, column: column) else {
      return [Fact("", TextLine(run.status.isLive ? "still to come" : "not computed", .muted))]
    }
    if map.isDistance { return distanceFacts(value) }
    var facts = [errorFact(value)]
    if let loss = detail(Convention.Detail.loss) { facts.append(Fact("loss", TextLine(Figures.short(loss)))) }
    if let base = panel.base, map != .emerging {
      let change = value - (1 - base)
      facts.append(Fact("worse by", TextLine("\(Figures.fixed(change * 100, 1)) points")))
    }
    facts += pairedFacts
    if map == .rerandomised { facts += drawFacts }
    if map == .reinitialised { facts += distances }
    return facts
  }

  /// What became of the same inputs: a comparison that the sampling of inputs does not blur.
  private var pairedFacts: [Fact] {
    guard let lost = detail(Convention.Detail.lost), let gained = detail(Convention.Detail.gained) else {
      return []
    }
    var facts = [("lost", lost), ("gained", gained)].map { name, count in
      Fact(name, TextLine(Figures.fixed(count, 0)) + TextLine(" inputs", .muted))
    }
    if let p = detail(Convention.Detail.p) { facts.append(Fact("McNemar", TextLine(Self.significance(p)))) }
    return facts
  }

  /// `p = 0.012`, `p = 3e-7`, and where it has no more figures than zeros `p < 1e-16`.
  static func significance(_ p: Double) -> String {
    p < 1e-16 ? "p < 1e-16" : "p = \(Figures.short(p))"
  }

  private func errorFact(_ value: Double) -> Fact {
    var line = TextLine(Figures.percent(value), .title, .bold)
    if let low = detail(Convention.Detail.wilsonLow), let high = detail(Convention.Detail.wilsonHigh) {
      line += TextLine("  \(Figures.fixed(low * 100, 1))–\(Figures.percent(high))", .muted)
    }
    return Fact("test error", line)
  }

  /// The distances that came with the cell or, failing that, in grids of their own.
  private var distances: [Fact] {
    let maps: [(LayersMap, String)] = [
      (.distanceRMS, "rms"), (.distanceRelative, "relative"), (.distanceMax, "max"),
    ]
    return maps.compactMap { map, name in
      let own = panel.grid(map)?.value(row: row, column: column)
      return (detail(name) ?? own).map { Fact(map.title, TextLine(Figures.short($0))) }
    }
  }

  private func distanceFacts(_ value: Double) -> [Fact] {
    var facts = distances
    if facts.isEmpty { facts = [Fact(map.title, TextLine(Figures.short(value), .title, .bold))] }
    if let error = panel.grid(.reinitialised)?.value(row: row, column: column) {
      facts.append(Fact("test error", TextLine(Figures.percent(error))))
    }
    return facts
  }

  private var drawFacts: [Fact] {
    let values = grid.row(row)
    guard let low = values.min(), let high = values.max(), let mean = grid.mean(row: row) else { return [] }
    return [
      Fact("mean of \(values.count)", TextLine(Figures.percent(mean))),
      Fact("least, most", TextLine("\(Figures.fixed(low * 100, 1))–\(Figures.percent(high))")),
    ]
  }

  private var verdictLines: [TextLine] {
    guard map.isDistance else { return ownVerdict }
    let meaning = panel.correlation.meaning(map).map { [TextLine($0, .muted)] } ?? []
    return panel.correlation.lines(chosen: map) + meaning + ownVerdict
  }

  private var ownVerdict: [TextLine] {
    if map == .emerging {
      return [TextLine("what the network can by then, but for what this unit has learnt", .muted)]
    }
    let settled = map == .sets ? grid.marks[row].flatMap(Verdict.init(rawValue:)) : nil
    guard let verdict = settled ?? run.verdicts(of: panel.prefix).first(where: { $0.layer == layer })?.verdict
    else {
      return run.status.isLive ? [TextLine("The verdict comes with checkpoint 0.", .muted)] : []
    }
    let meaning =
      switch verdict {
      case .ambient: "set back to its first weights, the network hardly notices"
      case .sensitive: "set back to its first weights, the network loses accuracy"
      case .critical: "set back to its first weights, the network is destroyed"
      }
    return [
      TextLine(
        "\(verdict.glyph) \(map == .sets ? "the set" : layer) is \(verdict.rawValue)", verdict.role, .bold),
      TextLine(meaning, .muted),
    ]
  }

  private func detail(_ name: String) -> Double? { grid.detail(name, row: row, column: column) }
}

extension GridState {
  func row(_ row: Int) -> [Double] {
    (0..<columns).compactMap { value(row: row, column: $0) }.filter(\.isFinite)
  }

  func mean(row index: Int) -> Double? {
    let values = row(index)
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  func firstDetail(_ name: String) -> Double? {
    for row in 0..<rows {
      for column in 0..<columns {
        if let value = detail(name, row: row, column: column) { return value }
      }
    }
    return nil
  }

  /// Cells that will ever be filled: of a joint grid the upper triangle.
  var expected: Int { grid.name == LayersMap.joint.rawValue ? rows * (rows + 1) / 2 : rows * columns }
  var isFilled: Bool { filled >= expected }
}
