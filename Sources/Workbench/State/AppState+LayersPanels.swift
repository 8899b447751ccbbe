import Engine
import TerminalUI

/// With what the Layers screen compares its run.
public enum LayersPartner: Sendable, Equatable {
  /// With the sweep that is marked on the Runs screen, if any.
  case marked
  case nobody
  case run(JobID)
}

/// The maps that stand side by side on the Layers screen: of the parts of one run, or of two runs with their difference.
extension AppState {
  var layersPanels: [LayersPanel] {
    guard let run = layersRun else { return [] }
    let map = layersMap
    let parts = run.gridPrefixes
    if !parts.isEmpty {
      return Self.matched(
        parts.map {
          LayersPanel(name: $0, run: run, prefix: $0 + "/", map: map, grid: run.grid("\($0)/\(map.rawValue)"))
        })
    }
    let own = LayersPanel(run: run, map: map, grid: map == .sets ? triedSets : run.grid(map.rawValue))
    guard let other = layersPartner else { return [own] }
    let names = partnerNames(run, other)
    var panels = Self.matched([
      LayersPanel(name: "A  \(names.0)", run: run, map: map, grid: own.grid),
      LayersPanel(name: "B  \(names.1)", run: other, map: map, grid: other.grid(map.rawValue)),
    ])
    if let first = panels[0].grid, let second = panels[1].grid {
      panels.append(
        LayersPanel(name: "B − A", run: run, map: map, grid: first.difference(to: second), isDifference: true)
      )
    }
    return panels
  }

  /// The panel with the keyboard.
  var layersPanel: LayersPanel? {
    let panels = layersPanels
    return panels.isEmpty ? nil : panels[min(max(0, layersView.panel), panels.count - 1)]
  }

  /// The panels with the rows and columns that all of them have; one that shares none with the first has no grid.
  private static func matched(_ panels: [LayersPanel]) -> [LayersPanel] {
    guard let first = panels.first(where: { $0.grid != nil })?.grid else { return panels }
    var panels = panels
    let fitting = panels.indices.filter { place in
      guard let grid = panels[place].grid else { return false }
      return GridMatch([first.grid, grid.grid]).rows[0].isEmpty == false
    }
    let match = GridMatch(fitting.compactMap { panels[$0].grid?.grid })
    for place in panels.indices {
      guard let grid = panels[place].grid else { continue }
      guard let number = fitting.firstIndex(of: place) else {
        panels[place].leftOut = grid.grid.rows
        panels[place].grid = nil
        continue
      }
      panels[place].units = match.rows[number].map { grid.grid.rows[$0] }
      panels[place].leftOut = match.leftOut(of: number)
      panels[place].grid = match.picked(grid, at: number)
    }
    return panels
  }

  // MARK: Two runs

  /// The run that the one on the screen is compared with.
  var layersPartner: RunState? {
    guard let run = layersRun, Self.isSweep(run) else { return nil }
    switch layersView.partner {
    case .nobody: return nil
    case .run(let job): return shown[job].flatMap { $0.job == run.job ? nil : $0 }
    case .marked:
      return runsView.marked.lazy.compactMap { self.shown[$0] }.first {
        $0.job != run.job && Self.isSweep($0)
      }
    }
  }

  /// Whether a run's maps can be compared with another's.
  static func isSweep(_ run: RunState) -> Bool {
    run.experiment == Convention.Experiment.layers && !run.triesSetsOnly
  }

  /// Goes on to the next sweep to compare with; after the last to none.
  mutating func turnPartner() {
    guard let run = layersRun, Self.isSweep(run) else {
      return toast(.information, "No sweep here to compare with another")
    }
    let sweeps = shown.listed.filter { Self.isSweep($0) && $0.job != run.job }
    // Those of a network with the same units first.
    let others =
      sweeps.filter { architecture($0) == architecture(run) }
      + sweeps.filter { architecture($0) != architecture(run) }
    guard !others.isEmpty else { return toast(.information, "No other sweep to compare with") }
    let place = layersPartner.flatMap { partner in others.firstIndex { $0.job == partner.job } } ?? -1
    layersView.partner = place + 1 < others.count ? .run(others[place + 1].job) : .nobody
    layersView.panel = 0
    clampCell()
  }

  mutating func turnPanel(by step: Int) {
    let count = layersPanels.count
    guard count > 1 else {
      return toast(.information, "One map here; \(key("compare-sweeps")) compares with another sweep")
    }
    layersView.panel = (min(layersView.panel, count - 1) + step + count) % count
    layersView.pane = 0
  }

  /// The maps side by side one after the other, then the read-out.
  mutating func turnLayersPane(by step: Int) {
    let maps = max(1, layersPanels.count)
    let place = layersView.pane == 1 ? maps : min(layersView.panel, maps - 1)
    let next = (place + step + maps + 1) % (maps + 1)
    layersView.pane = next == maps ? 1 : 0
    if next < maps { layersView.panel = next }
  }

  /// The network's name without its suffixes, as a training's title begins: `vgg11` of `vgg11-bn-w0.25 on cifar10`.
  private func architecture(_ run: RunState) -> Substring? {
    // Before a run's events are read, its title alone names the model.
    let model = run.model.flatMap { shown[$0] } ?? shown.listed.first { run.title.contains($0.job) }
    return model?.title.prefix { $0 != "-" && $0 != " " }
  }

  /// What tells two sweeps apart: the settings of their networks' trainings, else their own.
  private func partnerNames(_ first: RunState, _ second: RunState) -> (String, String) {
    let models = [first, second].compactMap { $0.model.flatMap { shown[$0] } }
    let differ = models.count == 2 && models[0].job != models[1].job
    let names = names(of: differ ? models : [first, second])
    return (names[0], names[1])
  }
}
