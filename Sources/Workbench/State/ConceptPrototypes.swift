import Engine
import TerminalUI

/// Inputs that stand for concepts, as many for each, and what is said of each concept.
struct ConceptPrototypes: Sendable {
  let pictures: Pictures
  let names: [String]
  private let summary: GridState?

  var conceptCount: Int { names.count }
  /// How many there are of each concept.
  var each: Int { names.isEmpty ? 0 : pictures.count / names.count }

  /// nil where the run has none of the kind.
  ///
  /// - Parameter summary: of another run on the same network, where this one has none of its own.
  init?(_ run: RunState, _ kind: ConceptKind, summary other: GridState? = nil) {
    let found =
      run.pictures[kind.pictures] ?? (kind == .top ? run.pictures[Convention.Pictures.prototypes] : nil)
    guard let pictures = found, pictures.count > 0 else { return nil }
    self.pictures = pictures
    let own = run.grid(Convention.Grid.conceptSummary)
    summary = own ?? other
    let known = run.pictures[Convention.Pictures.concepts]?.each
    if let rows = summary?.grid.rows, !rows.isEmpty, pictures.count % rows.count == 0,
      known ?? rows.count == rows.count
    {
      names = rows
      return
    }
    // Without a summary, the concepts of the explanation in the same stream; decoded concepts are one each.
    let decoded = run.pictures[ConceptKind.decoded.pictures]?.count
    let count = (known ?? decoded).flatMap { $0 > 0 && pictures.count % $0 == 0 ? $0 : nil } ?? 1
    names = (0..<count).map { "concept \($0)" }
  }

  /// The prototypes of a concept.
  func pictures(of concept: Int) -> Pictures {
    guard names.indices.contains(concept) else { return pictures.part(0..<0) }
    return pictures.part(concept * each..<(concept + 1) * each)
  }

  /// One of the summary's figures of a concept: `purity`, `overlap`, `deviation`, `dead`.
  func figure(_ name: String, of concept: Int) -> Double? {
    guard let summary, let column = summary.grid.columns.firstIndex(of: name) else { return nil }
    return summary.value(row: concept, column: column)
  }

  func isDead(_ concept: Int) -> Bool { (figure("dead", of: concept) ?? 0) > 0.5 }

  /// How many concepts say the same of every input.
  var dead: Int { names.indices.count(where: isDead) }

  /// What is said of a concept, a line each.
  func facts(of concept: Int) -> [TextLine] {
    var lines: [TextLine] = []
    if isDead(concept) { lines.append(TextLine("✗ dead", .bad, .bold)) }
    if let purity = figure("purity", of: concept) {
      lines.append(TextLine("purity ", .muted) + TextLine(Figures.percent(purity, decimals: 0)))
    }
    if let overlap = figure("overlap", of: concept) {
      lines.append(TextLine("overlap ", .muted) + TextLine(Figures.percent(overlap, decimals: 0)))
    }
    if let deviation = figure("deviation", of: concept) {
      lines.append(TextLine("std h ", .muted) + TextLine(Figures.short(deviation)))
    }
    return lines
  }
}
