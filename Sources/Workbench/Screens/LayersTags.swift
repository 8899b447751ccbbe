import Engine
import TerminalUI

/// What stands beside the units' names: the same signs in every map.
enum LayersTags {
  /// Units that are or hold the projection of a residual block; the sign is that of the Lesions screen.
  static func tags(_ grid: GridState) -> [HeatmapTag] {
    let marks = grid.grid.rowMarks ?? []
    let projections = marks.indices.filter { marks[$0] == Convention.Detail.projection }
    return [HeatmapTag("◆", .series(1), title: "projection", rows: Set(projections))]
  }
}
