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
    let title =
      state.layersPartner.map { "A \(state.title(of: run)), B \(state.title(of: $0))" }
      ?? state.title(of: run)
    let header = RunHeader(run: run, title: title, facts: facts(run, state))
    let (top, body) = rectangle.splitTop(header.rows(rectangle))
    header.draw(in: top, on: &surface, theme: theme)
    if run.grids.isEmpty, !run.trainedParts.isEmpty {
      drawTraining(run, state, in: body, on: &surface, theme: theme)
      return
    }
    let panels = state.layersPanels
    if panels.count > 1 {
      LayersPanelsView(state: state, panels: panels).draw(in: body, on: &surface, theme: theme)
      return
    }
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

  /// What there is to see of a run that trains its networks itself, before the first of them is swept.
  private func drawTraining(
    _ run: RunState, _ state: AppState, in body: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    let (first, second) =
      body.columns >= 100 ? body.splitLeft(body.columns / 2) : body.splitTop((body.rows + 1) / 2)
    for (quantity, place) in [(RunCurves.Quantity.loss, first), (.accuracy, second)] {
      RunCurves(state: state, runs: [run], quantity: quantity).draw(
        in: place, isFocused: false, on: &surface, theme: theme)
    }
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
    if let base = run.series[Convention.Series.baseAccuracy]?.last?.y, state.layersPartner == nil {
      facts.append(Fact("base accuracy", TextLine(Figures.percent(base), .title, .bold)))
    }
    // Before what may be left out where there is little room: without it no figure says what was reset.
    if let scope = run.setting("bn-scope") { facts.append(Fact("bn-scope", TextLine(scope))) }
    let verdicts = run.gridPrefixes.isEmpty && state.layersPartner == nil ? run.verdicts : []
    if !verdicts.isEmpty {
      let critical = verdicts.count { $0.verdict == .critical }
      facts.append(
        Fact("critical", TextLine("\(critical)", .critical, .bold) + TextLine(" of \(verdicts.count)")))
    }
    let marked = state.markedUnits.count
    if marked > 0 { facts.append(Fact("marked", TextLine("\(marked)", .accent, .bold))) }
    if !run.gridPrefixes.isEmpty { facts.append(Fact("networks", TextLine("\(run.gridPrefixes.count)"))) }
    let tested = run.result?["inputs"]?.int ?? run.grids.first.flatMap { $0.firstDetail("n") }.map { Int($0) }
    if let tested { facts.append(Fact("n", TextLine("\(tested)"))) }
    let draws = run.grids.first { $0.kind == LayersMap.rerandomised.rawValue }?.columns
    if let draws { facts.append(Fact("K", TextLine("\(draws)"))) }
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
    guard grid != nil else {
      surface.draw(Paragraph(waiting(run, map), .muted), in: body, theme: theme)
      return
    }
    guard let panel = state.layersPanel else { return }
    LayersMapDrawing(panel: panel, state: state).draw(in: body, on: &surface, theme: theme)
  }

  private func title(_ grid: GridState?, _ state: AppState, width: Int) -> String {
    guard let title = grid?.grid.title, fitted(title, to: width) == title else {
      return state.layersMap.title
    }
    return title.prefix(1).uppercased() + title.dropFirst()
  }

  /// What is said where a map has yet to come.
  private func waiting(_ run: RunState, _ map: LayersMap) -> String {
    if map == .sets { return "The marked units are being reset together; the first cell follows." }
    return run.status.isLive
      ? "The network is being measured as it is; the first cell follows."
      : "This run did not compute this map."
  }

  // MARK: The read-out

  private func drawReadout(
    _ run: RunState, _ state: AppState, in place: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    guard place.rows >= 3, let panel = state.layersPanel, let grid = panel.grid, grid.rows > 0 else {
      surface.fill(place, style: theme.plain)
      return
    }
    surface.mark(.pane(1), in: place)
    let readout = LayersReadout(panel: panel, grid: grid, state: state)
    surface.draw(
      Panel(readout.title, isFocused: state.layersView.pane == 1 && !state.isLogFocused), in: place,
      theme: theme)
    readout.draw(in: Panel.content(of: place), on: &surface, theme: theme)
  }
}
