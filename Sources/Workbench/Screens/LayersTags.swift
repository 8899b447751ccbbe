import Engine
import TerminalUI

/// What stands beside the units' names: the same signs in every map.
enum LayersTags {
  /// Marked units, and those that are or hold the projection of a residual block, with the sign of the Lesions screen.
  static func tags(_ grid: GridState, marked: Set<String>) -> [HeatmapTag] {
    let marks = grid.grid.rowMarks ?? []
    let projections = marks.indices.filter { marks[$0] == Convention.Detail.projection }
    let chosen = grid.grid.rows.indices.filter { marked.contains(grid.grid.rows[$0]) }
    return [
      HeatmapTag("■", .accent, title: "marked", rows: Set(chosen)),
      HeatmapTag("◆", .series(1), title: "projection", rows: Set(projections)),
    ]
  }
}
