import Catalog
import Engine
import TerminalUI

/// Units that are marked on the Layers screen, and what resetting them together does.
extension AppState {
  /// The runs whose sets can be told beside the maps on the screen: of the same network, inputs and rules.
  var setRuns: [RunState] {
    guard let run = layersRun, let own = comparable(run) else { return [] }
    return shown.all.filter { $0.triesSets && comparable($0) == own }
  }

  /// The settings that two sweeps must share for their figures to be comparable.
  private func comparable(_ run: RunState) -> [String: String]? {
    guard run.experiment == Convention.Experiment.layers else { return nil }
    let own = ["sets", "views", "alphas", "draws", "seed", "device"]
    return run.description?.settings.values.filter { !own.contains($0.key) }.mapValues(\.spelled)
  }

  /// All sets that were tried, the newest first, as one grid.
  var triedSets: GridState? {
    var runs = setRuns
    if let run = layersRun, !runs.contains(where: { $0.job == run.job }) { runs.append(run) }
    let known = runs.compactMap { $0.grid(LayersMap.sets.rawValue) }
    let grids = known.filter { $0.grid.columns == known.first?.grid.columns }
    guard var frame = grids.first?.grid, grids.count > 1 else { return grids.first }
    var sets: [(grid: GridState, row: Int)] = []
    frame.rows = []
    for grid in grids {
      for (row, name) in grid.grid.rows.enumerated() where !frame.rows.contains(name) {
        frame.rows.append(name)
        sets.append((grid, row))
      }
    }
    frame.rowMarks = nil
    var merged = GridState(frame)
    for (place, set) in sets.enumerated() {
      merged.take(from: set.grid, rows: [set.row], columns: Array(0..<set.grid.columns), at: place)
    }
    return merged
  }

  /// The units of the run, in their order.
  var layersUnits: [String] {
    let maps: [LayersMap] = [.reinitialised, .emerging, .rerandomised, .joint]
    return maps.lazy.compactMap { map in
      self.layersRun?.grids.first { $0.kind == map.rawValue }?.grid.rows
    }.first ?? []
  }

  /// The marked units of the network on the screen, in their order.
  var markedUnits: [String] { layersUnits.filter(layersView.marked.contains) }

  // MARK: Keys

  /// Marks the units of the line at the cursor, or takes their marks away where all have them. On a set, its units.
  mutating func toggleUnits() {
    guard let grid = layersGrid, grid.rows > 0 else { return toast(.information, "No units here to mark") }
    clampCell()
    let row = layersView.row
    let rows = layersRows.foldedGroup(ofRow: row)?.rows ?? row..<row + 1
    let names = Set(rows.flatMap { UnitSet(grid.grid.rows[$0]).units })
    if names.isSubset(of: layersView.marked) {
      layersView.marked.subtract(names)
    } else {
      layersView.marked.formUnion(names)
    }
  }

  /// Starts the joint re-initialisation of the marked units; one that was tried is gone to.
  mutating func sweepMarked() -> [Effect] {
    let units = markedUnits
    guard !units.isEmpty else {
      toast(
        .information, "\(key("mark-unit")) marks units; \(key("reset-marked")) then resets them together")
      return []
    }
    let name = UnitSet(units).name
    if let row = triedSets?.grid.rows.firstIndex(of: name) {
      turnMap(to: .sets)
      layersView.row = row
      return []
    }
    guard let run = layersRun, Self.isSweep(run), let description = run.description,
      let card = catalogue.experiment(description.experiment)
    else {
      toast(.information, "Units of one network can be reset together; open its own sweep")
      return []
    }
    if layersView.awaitedSet == name { return [] }
    var settings = description.settings
    do {
      try settings.set(Convention.Setting.sets, units.joined(separator: ","), on: card)
      try settings.set(Convention.Setting.views, LayersMap.sets.rawValue, on: card)
    } catch {
      toast(.failure, (error as? UserError)?.message ?? "\(error)")
      return []
    }
    // As a sweep does, it runs beside a training instead of waiting for its end.
    return [
      .start(
        StartRequest(
          experiment: description.experiment, settings: settings, priority: .background, stored: true,
          purpose: .set(name)))
    ]
  }

  /// Puts the cursor on the set that was asked for, once it is there, unless another map is looked at by now.
  mutating func goToAwaitedSet() {
    guard let name = layersView.awaitedSet, let row = triedSets?.grid.rows.firstIndex(of: name) else {
      return
    }
    layersView.awaitedSet = nil
    if layersMap == .sets { layersView.row = row }
  }
}

extension RunState {
  /// Whether units are reset together in it that somebody chose.
  var triesSets: Bool {
    setting(Convention.Setting.sets).map { $0 != "none" && !$0.isEmpty } ?? false
  }

  /// Whether that is all it does.
  var triesSetsOnly: Bool { triesSets && setting(Convention.Setting.views) == LayersMap.sets.rawValue }
}
