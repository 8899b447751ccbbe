import Catalog
import Engine
import TerminalUI

/// The Layers screen: which map, which cell, and what is folded.
extension AppState {
  mutating func reduceLayers(_ action: Action) -> [Effect] {
    switch action {
    case .nextMap: turnMap(by: 1)
    case .previousMap: turnMap(by: -1)
    case .less: fold { [row = layersView.row] in $0.folding(at: row) }
    case .more: fold { [row = layersView.row] in $0.unfolding(at: row) }
    case .compare: turnPartner()
    case .nextPanel: turnPanel(by: 1)
    case .previousPanel: turnPanel(by: -1)
    case .foldAll: fold(\.foldingAll)
    case .mark: toggleUnits()
    case .unmarkAll: layersView.marked = []
    case .sweepMarked: return sweepMarked()
    case .sweep: openForm(Convention.Experiment.layers)
    case .activate where layersRun == nil: openForm(Convention.Experiment.layers)
    default: moveCell(action)
    }
    return []
  }

  mutating func turnMap(to map: LayersMap) {
    layersView.map = map
    clampCell()
  }

  mutating func turnMap(by step: Int) {
    let all = layersMaps
    let place = all.firstIndex(of: layersMap) ?? 0
    layersView.map = all[(place + step + all.count) % all.count]
    clampCell()
  }

  mutating func moveCell(_ action: Action) {
    clampCell()
    switch action {
    case .up: layersView.row = layersRows.row(from: layersView.row, moving: -1)
    case .down: layersView.row = layersRows.row(from: layersView.row, moving: 1)
    case .left: layersView.column -= 1
    case .right: layersView.column += 1
    case .pageUp: layersView.row = layersRows.row(from: layersView.row, moving: -8)
    case .pageDown: layersView.row = layersRows.row(from: layersView.row, moving: 8)
    case .top: layersView.row = 0
    case .bottom: layersView.row = Int.max / 2
    case .goto(let line): layersView.row = line - 1
    default: return
    }
    clampCell()
  }

  /// Puts the cursor onto the map.
  mutating func clampCell() {
    guard let grid = layersGrid else { return }
    layersView.row = min(max(0, layersView.row), max(0, grid.rows - 1))
    layersView.column = min(max(0, layersView.column), max(0, grid.columns - 1))
  }

  // MARK: Folding

  /// The chosen map's rows with the groups that their names form.
  var layersRows: HeatmapRows {
    HeatmapRows(layersGrid?.grid.rows ?? [], folded: layersView.folded)
  }

  private mutating func fold(_ folded: (HeatmapRows) -> Set<String>) {
    guard !layersRows.groups.isEmpty else {
      return toast(.information, "No layers here that belong together by their names")
    }
    layersView.folded = folded(layersRows)
    let group = layersRows.foldedGroup(ofRow: layersView.row)
    layersView.row = group?.rows.lowerBound ?? layersView.row
  }
}
