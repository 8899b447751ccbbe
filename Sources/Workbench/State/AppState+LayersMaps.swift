import Engine
import TerminalUI

/// Which maps the Layers screen has, and which one it shows.
extension AppState {
  /// The grid that is coloured.
  public var layersGrid: GridState? { layersPanel?.grid }

  /// The run's grid of a kind; where it has several, any.
  private func layersGrid(_ map: LayersMap) -> GridState? {
    map == .sets ? triedSets : layersRun?.grids.first { $0.kind == map.rawValue }
  }

  /// The maps that can be turned to: those that the run has, the usual ones while none is known.
  var layersMaps: [LayersMap] {
    guard let run = layersRun else { return LayersMap.usual }
    // What follows a training is announced before the maps of the trained network have a cell.
    let follows = run.grid(LayersMap.emerging.rawValue) != nil && run.status.isLive
    let found = LayersMap.allCases.filter { map in
      guard let grid = layersGrid(map) else { return map == .sets && layersView.awaitedSet != nil }
      return !follows || map == .emerging || map == .sets || grid.filled > 0
    }
    return found.isEmpty ? LayersMap.usual : found
  }

  /// The chosen map, or where the run has none of the kind the one that says most.
  public var layersMap: LayersMap {
    let maps = layersMaps
    if maps.contains(layersView.map) { return layersView.map }
    return maps.contains(.reinitialised) ? .reinitialised : maps.first ?? .reinitialised
  }

  /// Whether the cursor stands in the newest column of a map that the event makes wider.
  func followsNewestColumn(_ event: Event) -> Bool {
    guard case .grid(let grid) = event.payload, grid.name == LayersMap.emerging.rawValue,
      event.job == layersRun?.job, layersMap == .emerging
    else { return false }
    return layersView.column >= (layersGrid?.columns ?? 0) - 1
  }
}
