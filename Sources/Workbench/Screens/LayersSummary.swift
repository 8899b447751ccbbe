import Engine
import TerminalUI

/// A network of many layers in a few lines: how many of each stage are critical, and what resetting its worst costs.
struct LayersSummary {
  let panel: LayersPanel

  var lines: [TextLine] {
    guard let grid = panel.grid(.reinitialised), grid.columns > 0 else { return [] }
    let stages = stages(of: HeatmapRows(grid.grid.rows))
    let width = stages.map { displayWidth($0.name) }.max() ?? 0
    let known = Dictionary(panel.run.verdicts(of: panel.prefix).map { ($0.layer, $0.verdict) }) { first, _ in
      first
    }
    let title = TextLine("Reset to checkpoint \(grid.grid.columns[0])", .title, .bold)
    let head = TextLine(
      String(repeating: " ", count: width + 2) + "  critical   worst", .muted)
    return [title, head]
      + stages.map { stage in
        let verdicts = stage.rows.compactMap { known[grid.grid.rows[$0]] }
        let worst = Verdict.allCases.last(where: verdicts.contains)
        let count = "\(verdicts.count { $0 == .critical })/\(stage.rows.count)"
        let error = stage.rows.compactMap { grid.value(row: $0, column: 0) }.max()
        return TextLine("\(worst.map(\.glyph) ?? "·") ", worst?.role ?? .faint)
          + TextLine(padded(stage.name, to: width))
          + TextLine(padded(count, to: -10), .text)
          + TextLine(padded(error.map { Figures.percent($0) } ?? "–", to: -8), .muted)
      }
  }

  /// The groups that the names form, and the layers that stand alone.
  private func stages(of rows: HeatmapRows) -> [HeatmapGroup] {
    var stages: [HeatmapGroup] = []
    var row = 0
    while row < rows.names.count {
      let stage = rows.group(ofRow: row) ?? HeatmapGroup(name: rows.names[row], rows: row..<row + 1)
      stages.append(stage)
      row = stage.rows.upperBound
    }
    return stages
  }
}
