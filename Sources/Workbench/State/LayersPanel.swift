import Engine
import TerminalUI

/// A map of the Layers screen with what it must be read against. Panels that stand side by side have the same rows and
/// columns.
struct LayersPanel {
  /// What tells it from the others; empty where it is the only one.
  var name = ""
  let run: RunState
  /// What the names of its grids begin with: `plain/`.
  var prefix = ""
  let map: LayersMap
  var grid: GridState?
  /// The units' own names, where the rows bear another network's.
  var units: [String] = []
  /// Rows and columns that the other panels lack.
  var leftOut: [String] = []
  /// Whether it shows by how much the second panel exceeds the first.
  var isDifference = false

  func grid(_ map: LayersMap) -> GridState? { run.grid(prefix + map.rawValue) }

  var correlation: LayersCorrelation { LayersCorrelation(run.grid(prefix + Convention.Grid.correlation)) }

  /// The accuracy of the network as it was trained.
  var base: Double? { run.series[prefix + Convention.Series.baseAccuracy]?.last?.y }

  /// One a row.
  var verdicts: [Verdict?] {
    guard let grid, !isDifference else { return [] }
    let known = Dictionary(run.verdicts(of: prefix).map { ($0.layer, $0.verdict) }) { first, _ in first }
    return grid.grid.rows.indices.map { row in
      known[unit(row)] ?? grid.marks[row].flatMap(Verdict.init(rawValue:))
    }
  }

  /// What a row is called in this panel's network.
  func unit(_ row: Int) -> String {
    units.indices.contains(row) ? units[row] : grid?.grid.rows[row] ?? ""
  }

  /// Its accuracy and how many of its units are critical: `84.2 %  3/16 critical`.
  var summary: TextLine {
    guard !isDifference else { return "" }
    var line = base.map { TextLine(Figures.percent($0), .text) } ?? ""
    let verdicts = run.verdicts(of: prefix)
    if !verdicts.isEmpty {
      let critical = verdicts.count { $0.verdict == .critical }
      line += TextLine("  \(critical)", .critical, .bold) + TextLine("/\(verdicts.count) critical", .muted)
    }
    return line
  }
}
