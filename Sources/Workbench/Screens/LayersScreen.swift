import Engine
import TerminalUI

/// The re-initialisation heatmap as it fills: layer by checkpoint, with a cursor that reads out each cell.
struct LayersScreen: Screen {
  let identifier = ScreenID.layers

  func draw(_ state: AppState, in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    guard let run = state.layersRun else {
      surface.draw(empty(state), in: rectangle.inset(rows: 0, columns: 2), theme: theme)
      return
    }
    let header = RunHeader(run: run, title: state.title(of: run), facts: facts(run, state))
    let (top, body) = rectangle.splitTop(header.rows(rectangle))
    header.draw(in: top, on: &surface, theme: theme)
    if state.isZoomed {
      if state.layersView.pane == 0 {
        drawMap(run, state, in: body, on: &surface, theme: theme)
      } else {
        drawReadout(run, state, in: body, on: &surface, theme: theme)
      }
      return
    }
    let isWide = body.columns >= 104
    let readoutColumns = body.columns >= 180 ? 52 : body.columns >= 140 ? 44 : 36
    // Many layers need the rows more.
    let readoutRows = min(isDeep(state.layersGrid) ? 6 : 8, max(0, body.rows - 9))
    let (map, readout) =
      isWide
      ? body.splitLeft(
        state.firstPane(0, of: body.columns, natural: body.columns - readoutColumns, least: 24))
      : body.splitTop(state.firstPane(1, of: body.rows, natural: body.rows - readoutRows))
    drawMap(run, state, in: map, on: &surface, theme: theme)
    drawReadout(run, state, in: readout, on: &surface, theme: theme)
    surface.markSplit(isWide ? 0 : 1, map, readout)
  }

  private func isDeep(_ grid: GridState?) -> Bool { (grid?.rows ?? 0) > 12 }

  private func empty(_ state: AppState) -> EmptyState {
    guard let model = state.modelRun else {
      return EmptyState(
        "No network to take apart yet",
        reason: "Here each layer of a trained network is set back to its earlier checkpoints, one at a time; "
          + "the error shows which layers matter.", hints: [KeyHint(state.key("new-run"), "train a network")])
    }
    if model.status.isLive {
      return EmptyState(
        "\(state.title(of: model)) is still learning",
        reason: "Whenever it writes a checkpoint, each of its layers can be set back to its first weights.",
        hints: [
          KeyHint(state.key("sweep"), "follow it live"), KeyHint(state.key("training"), "watch it learn"),
        ])
    }
    return EmptyState(
      "The layers of \(state.title(of: model)) have not been swept",
      reason:
        "A sweep sets each layer back to its earlier checkpoints, one at a time, and measures the error.",
      hints: [
        KeyHint(state.key("sweep"), "sweep its layers"), KeyHint(state.key("runs"), "choose another run"),
      ])
  }

  /// What every figure on this screen must be read against.
  private func facts(_ run: RunState, _ state: AppState) -> [Fact] {
    var facts: [Fact] = []
    if let base = run.series[Convention.Series.baseAccuracy]?.last?.y {
      facts.append(Fact("base accuracy", TextLine(Figures.percent(base), .title, .bold)))
    }
    let verdicts = run.verdicts
    if !verdicts.isEmpty {
      let critical = verdicts.count { $0.verdict == .critical }
      facts.append(
        Fact("critical", TextLine("\(critical)", .critical, .bold) + TextLine(" of \(verdicts.count)")))
    }
    let marked = state.markedUnits.count
    if marked > 0 { facts.append(Fact("marked", TextLine("\(marked)", .accent, .bold))) }
    let tested = run.result?["inputs"]?.int ?? run.grids.first.flatMap { $0.firstDetail("n") }.map { Int($0) }
    if let tested { facts.append(Fact("n", TextLine("\(tested)"))) }
    let draws = run.grid(LayersMap.rerandomised.rawValue)?.columns
    if let draws { facts.append(Fact("K", TextLine("\(draws)"))) }
    if let scope = run.setting("bn-scope") { facts.append(Fact("bn-scope", TextLine(scope))) }
    return facts
  }

  // MARK: The map

  private func drawMap(
    _ run: RunState, _ state: AppState, in place: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    guard !place.isEmpty else { return }
    surface.mark(.pane(0), in: place)
    let map = state.layersMap
    let grid = state.layersGrid
    let count = grid.map { "\($0.filled)/\($0.expected)" } ?? ""
    surface.draw(
      Panel(
        TextLine(title(grid, state, width: place.columns - 18)),
        note: TextLine(grid?.isFilled == false ? count : "", .muted),
        isFocused: state.layersView.pane == 0 && !state.isLogFocused), in: place, theme: theme)
    let (tabs, body) = Panel.content(of: place).splitTop(
      place.rows >= (isDeep(grid) ? 16 : 9) ? 2 : place.rows >= 9 ? 1 : 0)
    let maps = state.layersMaps
    surface.draw(
      Tabs(maps.map(\.title), selected: maps.firstIndex(of: map) ?? 0, isNumbered: false),
      in: tabs.splitTop(1).top,
      theme: theme)
    guard let grid else {
      surface.draw(Paragraph(waiting(run, map), .muted), in: body, theme: theme)
      return
    }
    let shown = heatmap(map, grid, run, state)
    // Where the map leaves room, the same figures stand beneath as one curve a layer, and where there is more of it
    // another map of the same layers beside them.
    let tall = shown.naturalHeight(columns: body.columns)
    let hasCurves =
      LayersCurves.suit(grid, map) && body.rows >= tall + LayersCurves.leastRows
    let (upper, lower) = body.splitTop(hasCurves ? tall : body.rows)
    surface.draw(shown, in: upper, theme: theme)
    guard hasCurves else { return }
    let curves = LayersCurves(
      grid: grid, row: state.layersView.row, column: state.layersView.column,
      isDistance: map.isDistance)
    let rest = lower.splitTop(1).rest
    guard rest.columns >= 130, let other = companion(run, state) else {
      surface.draw(curves, in: rest, theme: theme)
      return
    }
    let (left, right) = rest.splitLeft(rest.columns - min(rest.columns / 2, 110))
    surface.draw(curves, in: left, theme: theme)
    drawCompanion(other, run, state, in: right.splitLeft(2).rest, on: &surface, theme: theme)
  }

  /// Another map of the same layers: beside errors how far the weights moved, beside distances the errors.
  private func companion(_ run: RunState, _ state: AppState) -> LayersMap? {
    let wanted: [LayersMap] =
      state.layersMap.isDistance
      ? [.reinitialised, .joint] : [.distanceRelative, .joint, .rerandomised]
    return wanted.first { map in
      map != state.layersMap && (run.grid(map.rawValue)?.filled ?? 0) > 0
    }
  }

  private func drawCompanion(
    _ map: LayersMap, _ run: RunState, _ state: AppState, in place: Rectangle, on surface: inout Surface,
    theme: Theme
  ) {
    guard let grid = run.grid(map.rawValue) else { return }
    let (title, body) = place.splitTop(1)
    surface.line(TextLine("Beside it: \(map.title)", .title, .bold), in: title, theme: theme)
    var shown = heatmap(map, grid, run, state)
    shown.bars = nil
    surface.draw(shown, in: body, theme: theme)
  }

  private func title(_ grid: GridState?, _ state: AppState, width: Int) -> String {
    guard let title = grid?.grid.title, fitted(title, to: width) == title else {
      return state.layersMap.title
    }
    return title.prefix(1).uppercased() + title.dropFirst()
  }

  private func heatmap(_ map: LayersMap, _ grid: GridState, _ run: RunState, _ state: AppState) -> Heatmap {
    let range = grid.range
    let scale = HeatScale(
      grid.grid.quantity, format: map.isDistance ? .number : .percent, low: range.lowerBound,
      high: range.upperBound)
    var shown = HeatmapState(row: state.layersView.row, column: state.layersView.column)
    shown.folded = state.layersView.folded
    shown.rows.offset = state.layersView.rowOffset
    shown.columns.offset = state.layersView.columnOffset
    shown.rows.select(state.layersView.row, count: grid.rows)
    shown.columns.select(state.layersView.column, count: grid.columns)
    let columnTitle =
      switch map {
      case .rerandomised: "fresh draw"
      case .joint: "up to"
      case .alpha: "α"
      default: "checkpoint"
      }
    var heatmap = Heatmap(
      rows: grid.grid.rows, columns: grid.grid.columns,
      values: grid.values.map { $0.map(Float.init) ?? .nan },
      scale: scale, columnTitle: columnTitle, verdicts: verdicts(run, grid),
      bars: map == .reinitialised ? rerandomised(run, grid) : nil, isUpperTriangle: map == .joint,
      state: shown)
    heatmap.tags = LayersTags.tags(grid, marked: state.layersView.marked)
    if map == .sets {
      let units = state.layersUnits
      heatmap.rows = grid.grid.rows.map { UnitSet($0).label(among: units) }
    }
    heatmap.readsOut = state.isZoomed
    let runs = map == .sets ? state.setRuns + [run] : [run]
    if runs.contains(where: { $0.status == .running }), !grid.isFilled, let next = grid.pending {
      heatmap.pending = Position(row: next.row, column: next.column)
    }
    return heatmap
  }

  private func verdicts(_ run: RunState, _ grid: GridState) -> [Verdict?] {
    let known = Dictionary(run.verdicts.map { ($0.layer, $0.verdict) }) { first, _ in first }
    return grid.grid.rows.enumerated().map { row, name in
      known[name] ?? grid.marks[row].flatMap(Verdict.init(rawValue:))
    }
  }

  /// What is said where a map has yet to come.
  private func waiting(_ run: RunState, _ map: LayersMap) -> String {
    if map == .sets { return "The marked units are being reset together; the first cell follows." }
    return run.status.isLive
      ? "The network is being measured as it is; the first cell follows."
      : "This run did not compute this map."
  }

  /// The mean error over the fresh draws, beside the checkpoints.
  private func rerandomised(_ run: RunState, _ grid: GridState) -> HeatmapBars? {
    guard let draws = run.grid(LayersMap.rerandomised.rawValue), draws.rows == grid.rows, draws.filled > 0
    else {
      return nil
    }
    return HeatmapBars(
      "re-rand mean", values: (0..<draws.rows).map { draws.mean(row: $0).map { Float($0) } ?? .nan })
  }

  // MARK: The read-out

  private func drawReadout(
    _ run: RunState, _ state: AppState, in place: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    guard place.rows >= 3, let grid = state.layersGrid, grid.rows > 0 else {
      surface.fill(place, style: theme.plain)
      return
    }
    surface.mark(.pane(1), in: place)
    let readout = LayersReadout(run: run, grid: grid, state: state)
    surface.draw(
      Panel(readout.title, isFocused: state.layersView.pane == 1 && !state.isLogFocused), in: place,
      theme: theme)
    readout.draw(in: Panel.content(of: place), on: &surface, theme: theme)
  }
}
