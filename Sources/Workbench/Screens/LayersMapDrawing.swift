import Engine
import TerminalUI

/// A panel's grid as a heatmap, with curves beneath it where there is room.
struct LayersMapDrawing {
  let panel: LayersPanel
  let state: AppState
  /// Whether it is one of several that share a legend and a cursor.
  var isShared = false
  /// The range of the colours of all of them, and that of their curves.
  var range: ClosedRange<Double>?
  var curveRange: ClosedRange<Double>?

  var scale: HeatScale? {
    guard let grid = panel.grid else { return nil }
    if panel.isDifference {
      let reach = grid.values.compactMap { $0 }.filter(\.isFinite).map(abs).max() ?? 0
      // Steps, so that noise does not look like a difference and maps can be compared with one another.
      let steps = panel.map.isDistance ? [] : [0.02, 0.05, 0.1, 0.2, 0.5, 1]
      let high = steps.first { $0 >= reach } ?? max(reach, 1e-6)
      return HeatScale("B − A", format: format, low: -high, high: high, isSigned: true)
    }
    let range = range ?? grid.range
    return HeatScale(grid.grid.quantity, format: format, low: range.lowerBound, high: range.upperBound)
  }

  private var format: Axis.Format { panel.map.isDistance ? .number : .percent }

  func draw(in body: Rectangle, on surface: inout Surface, theme: Theme) {
    guard let map = heatmap, let grid = panel.grid else { return }
    // Where the map leaves room, the same figures stand beneath as one curve a layer, and where there is more of it
    // another map of the same layers beside them.
    let tall = map.naturalHeight(columns: body.columns)
    let hasCurves = LayersCurves.suit(grid, panel.map) && body.rows >= tall + LayersCurves.leastRows
    let (upper, lower) = body.splitTop(hasCurves ? tall : body.rows)
    surface.draw(map, in: upper, theme: theme)
    guard hasCurves else { return }
    let curves = LayersCurves(
      grid: grid, row: state.layersView.row, column: state.layersView.column,
      isDistance: panel.map.isDistance, range: panel.isDifference ? nil : curveRange)
    let rest = lower.splitTop(1).rest
    guard !isShared, rest.columns >= 130, let companion else {
      surface.draw(curves, in: rest, theme: theme)
      return
    }
    let (left, right) = rest.splitLeft(rest.columns - min(rest.columns / 2, 110))
    surface.draw(curves, in: left, theme: theme)
    let (title, below) = right.splitLeft(2).rest.splitTop(1)
    let correlation = companion.panel.correlation.figure(companion.panel.map)
    surface.line(
      TextLine("Beside it: \(companion.panel.map.title)", .title, .bold)
        + (correlation.map { TextLine("   ρ with the error ", .muted) + $0 } ?? ""), in: title, theme: theme)
    if var shown = companion.heatmap {
      shown.bars = nil
      surface.draw(shown, in: below, theme: theme)
    }
  }

  /// Another map of the same layers: beside errors how far the weights moved, beside distances the errors.
  private var companion: LayersMapDrawing? {
    let wanted: [LayersMap] =
      panel.map.isDistance ? [.reinitialised, .joint] : [.distanceRelative, .joint, .rerandomised]
    let found = wanted.first { map in map != panel.map && (panel.grid(map)?.filled ?? 0) > 0 }
    return found.map { map in
      let other = LayersPanel(run: panel.run, prefix: panel.prefix, map: map, grid: panel.grid(map))
      return LayersMapDrawing(panel: other, state: state)
    }
  }

  var heatmap: Heatmap? {
    guard let grid = panel.grid, let scale else { return nil }
    let view = state.layersView, map = panel.map
    var shown = HeatmapState(row: view.row, column: view.column)
    shown.folded = view.folded
    shown.rows.offset = view.rowOffset
    shown.columns.offset = view.columnOffset
    shown.rows.select(view.row, count: grid.rows)
    shown.columns.select(view.column, count: grid.columns)
    var heatmap = Heatmap(
      rows: grid.grid.rows, columns: grid.grid.columns,
      values: grid.values.map { $0.map(Float.init) ?? .nan }, scale: scale, columnTitle: columnTitle,
      verdicts: panel.verdicts,
      bars: map == .reinitialised && !isShared && !panel.isDifference ? draws(of: grid) : nil,
      isUpperTriangle: map == .joint, state: shown)
    heatmap.tags = LayersTags.tags(grid, marked: view.marked)
    if map == .sets {
      let units = state.layersUnits
      heatmap.rows = grid.grid.rows.map { UnitSet($0).label(among: units) }
    }
    heatmap.showsLegend = !isShared
    heatmap.reservesVerdicts = isShared
    // A sign needs a cell of its own, and panels side by side show the same rows.
    heatmap.allowsHalves = state.layersPartner == nil
    heatmap.readsOut = state.isZoomed
    let runs = map == .sets ? state.setRuns + [panel.run] : [panel.run]
    if !panel.isDifference, runs.contains(where: { $0.status == .running }), !grid.isFilled,
      let next = grid.pending
    {
      heatmap.pending = Position(row: next.row, column: next.column)
    }
    return heatmap
  }

  private var columnTitle: String {
    switch panel.map {
    case .rerandomised: "fresh draw"
    case .joint: "up to"
    case .alpha: "α"
    default: "checkpoint"
    }
  }

  /// The mean error over the fresh draws, beside the checkpoints.
  private func draws(of grid: GridState) -> HeatmapBars? {
    let units = panel.units.isEmpty ? grid.grid.rows : panel.units
    guard let draws = panel.grid(.rerandomised), draws.grid.rows == units, draws.filled > 0 else {
      return nil
    }
    return HeatmapBars(
      "re-rand mean", values: (0..<draws.rows).map { draws.mean(row: $0).map { Float($0) } ?? .nan })
  }
}
