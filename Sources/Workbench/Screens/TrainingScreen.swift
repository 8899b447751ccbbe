import Engine
import TerminalUI

/// Curves of loss and accuracy as they grow, and what the network looks at while it learns.
struct TrainingScreen: Screen {
  let identifier = ScreenID.training

  func draw(_ state: AppState, in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    guard let run = state.trainingRun else {
      surface.draw(empty(state), in: rectangle.inset(rows: 0, columns: 2), theme: theme)
      return
    }
    let header = RunHeader(run: run, title: state.title(of: run), facts: facts(run, state))
    let (top, body) = rectangle.splitTop(header.rows(rectangle))
    header.draw(in: top, on: &surface, theme: theme)
    // Where there is room to spare all trainings stand beside the curves.
    let league =
      !state.isZoomed && body.columns >= 150 && League.isUseful(state)
      ? min(72, max(50, body.columns / 5)) : 0
    let (main, beside) = body.splitRight(league)
    let panes =
      state.trainingPanes.count > 3 ? conceptLayout(run, state, in: main) : layout(run, state, in: main)
    let runs = state.comparedRuns
    for (pane, place) in panes {
      surface.mark(.pane(pane), in: place)
      switch pane {
      case 0, 1:
        RunCurves(state: state, runs: runs, quantity: pane == 0 ? .loss : .accuracy).draw(
          in: place, isFocused: state.trainingView.pane == pane && !state.isLogFocused, on: &surface,
          theme: theme)
      case 3, 4:
        TermCurves(state: state, run: run, isStability: pane == 4).draw(in: place, on: &surface, theme: theme)
      default: drawProbes(run, state, in: place, on: &surface, theme: theme)
      }
    }
    if !beside.isEmpty { surface.draw(League(state: state), in: beside, theme: theme) }
    if panes.count > 1, state.trainingPanes.count <= 3 {
      surface.markSplit(panes[0].1.row == panes[1].1.row ? 0 : 1, panes[0].1, panes[1].1)
    }
  }

  private func empty(_ state: AppState) -> EmptyState {
    if state.selectedRun != nil {
      return EmptyState(
        "The network of this run was not trained here", reason: "Its weights came from a file.",
        hints: [
          KeyHint(state.key("new-run"), "train a new one"), KeyHint(state.key("runs"), "choose another run"),
        ])
    }
    return EmptyState(
      "Nothing has been trained yet", reason: "Curves of loss and accuracy grow here while a network learns.",
      hints: [KeyHint(state.key("new-run"), "train a network")])
  }

  // MARK: Layout

  /// Panes and their places: side by side with a strip of probes beneath where there is height for it, else
  /// stacked with the probes at the right. A pane for which there is no room takes the place of the accuracy while it
  /// has the keyboard.
  private func layout(_ run: RunState, _ state: AppState, in body: Rectangle) -> [(Int, Rectangle)] {
    if state.isZoomed { return [(state.trainingView.pane, body)] }
    let hasProbes = run.pictures[Convention.Pictures.probeInputs] != nil
    let side = probeSide(run)
    let needed = stripRows(side, in: body)
    if hasProbes, body.rows >= needed + 12, body.columns >= 72 {
      let (charts, probes) = body.splitBottom(needed)
      let (left, right) = charts.splitLeft(
        state.firstPane(0, of: charts.columns, natural: charts.columns / 2, least: 24))
      return [(0, left), (1, right), (2, probes)]
    }
    if hasProbes, body.columns >= 72 {
      let (charts, probes) = body.splitRight(min(body.columns - 44, (side + 1) / 2 * 2 + 5))
      let (upper, lower) = charts.splitTop(
        state.firstPane(1, of: charts.rows, natural: (charts.rows + 1) / 2))
      return [(0, upper), (1, lower), (2, probes)]
    }
    let second = state.trainingView.pane == 2 ? 2 : 1
    if body.columns >= 100 || body.rows < 14 {
      let (left, right) = body.splitLeft(
        state.firstPane(0, of: body.columns, natural: body.columns / 2, least: 24))
      return [(0, left), (second, right)]
    }
    let (upper, lower) = body.splitTop(state.firstPane(1, of: body.rows, natural: (body.rows + 1) / 2))
    return [(0, upper), (second, lower)]
  }

  /// The curves of a self-explaining network two by two, the prototypes of its concepts beneath where there is height for
  /// them, else in the place of the lower curves while they have the keyboard.
  private func conceptLayout(_ run: RunState, _ state: AppState, in body: Rectangle) -> [(Int, Rectangle)] {
    let chosen = state.focusedPane
    if state.isZoomed { return [(chosen, body)] }
    let charts = state.trainingPanes.filter { $0 != 2 }
    let hasConcepts = run.pictures[Convention.Pictures.conceptGrid] != nil
    let rows = hasConcepts && body.rows >= 30 ? conceptRows(run, in: body) : 0
    let (upper, strip) = body.splitBottom(rows)
    let (top, bottom) = upper.splitTop((upper.rows + 1) / 2)
    let (first, second) = top.splitLeft(top.columns / 2)
    var panes = [(charts[0], first), (charts[1], second)]
    let rest = Array(charts.dropFirst(2))
    if chosen == 2, strip.isEmpty {
      panes.append((2, bottom))
    } else {
      let (left, right) = bottom.splitLeft(rest.count > 1 ? bottom.columns / 2 : bottom.columns)
      panes += zip(rest, [left, right])
    }
    return panes + (strip.isEmpty ? [] : [(2, strip)])
  }

  /// Whole lines of the concept grid, and its border, with at least sixteen rows left for the curves.
  private func conceptRows(_ run: RunState, in body: Rectangle) -> Int {
    guard let prototypes = ConceptPrototypes(run, .top) else { return 0 }
    if prototypes.pictures.isTabular { return min(prototypes.conceptCount + 3, body.rows / 2) }
    let most = Rectangle(row: 0, column: 0, rows: body.rows - 16, columns: body.columns)
    let layout = ConceptGridLayout(prototypes, in: Panel.content(of: most).size)
    return min(layout.rows(of: prototypes.conceptCount), (most.rows - 2) / layout.height * layout.height) + 2
  }

  /// A probe and its map, one above the other, with caption and border: enlarged, whole, or thinned out to a half.
  private func stripRows(_ side: Int, in body: Rectangle) -> Int {
    let (twice, whole, half) = (side * 2 + 3, (side + 1) / 2 * 2 + 3, (side + 3) / 4 * 2 + 3)
    if body.rows >= twice + 36, body.columns >= (side * 2 + 1) * 5 { return twice }
    return body.rows >= whole + 20 ? whole : half
  }

  private func probeSide(_ run: RunState) -> Int {
    run.pictures[Convention.Pictures.probeInputs]?.values.shape.last ?? 28
  }

  // MARK: Header

  private func facts(_ run: RunState, _ state: AppState) -> [Fact] {
    var facts: [Fact] = []
    if let part = run.trainedParts.last { facts.append(Fact("network", TextLine(part))) }
    let epoch = [Convention.Series.lossTrain, Convention.Series.lossTest]
      .compactMap { run.newest($0)?.last?.x }.max()
    if let epoch {
      let total = run.setting("epochs").map { " of \($0)" } ?? ""
      facts.append(Fact("epoch", TextLine("\(Figures.fixed(epoch, run.status.isLive ? 1 : 0))\(total)")))
    }
    if let test = run.newest(Convention.Series.accuracyTest)?.last {
      facts.append(Fact("test accuracy", TextLine(Figures.percent(test.y), .title, .bold)))
    }
    if let elapsed = run.elapsed(now: state.shownNow) {
      facts.append(Fact(run.status.isLive ? "running" : "took", TextLine(Figures.duration(elapsed))))
    }
    if !run.status.isLive, let rate = run.progress?.rate {
      facts.append(Fact("", TextLine("\(Figures.count(rate)) \(run.progress?.unit ?? "")/s", .muted)))
    }
    return facts
  }

  // MARK: Probes

  private func drawProbes(
    _ run: RunState, _ state: AppState, in place: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    if let prototypes = ConceptPrototypes(run, .top) {
      let note = prototypes.pictures.at.map { TextLine("epoch \(Figures.count($0))", .muted) } ?? ""
      surface.draw(
        Panel("Prototypes of its concepts", note: note, isFocused: state.trainingView.pane == 2), in: place,
        theme: theme)
      ConceptGridView(state: state, prototypes: prototypes).drawAll(
        in: Panel.content(of: place), on: &surface, theme: theme)
      return
    }
    let maps = run.pictures[Convention.Pictures.probeAttributions]
    let note = maps?.at.map { TextLine("epoch \(Figures.count($0))", .muted) } ?? ""
    surface.draw(
      Panel(
        place.columns >= 60 ? "Probes and their saliency" : "Saliency", note: note,
        isFocused: state.trainingView.pane == 2), in: place, theme: theme)
    let inside = Panel.content(of: place)
    let live = run.status.isLive ? run.liveMaps[Convention.Pictures.probeAttributions] ?? [] : []
    let inputs = run.pictures[Convention.Pictures.probeInputs]
    guard inputs != nil || maps != nil else {
      surface.draw(
        Paragraph("No probes yet: they come with the first epoch.", .muted), in: inside, theme: theme)
      return
    }
    if inside.columns > inside.rows * 3 || state.isZoomed {
      surface.draw(
        PictureStrip(
          inputs: inputs, maps: maps, maximumScale: state.isZoomed ? 4 : 2, judges: true, live: live),
        in: inside,
        theme: theme)
    } else {
      drawColumn(inputs, maps, live, in: inside, on: &surface, theme: theme)
    }
  }

  /// In a tall narrow place each probe stands beside its map.
  private func drawColumn(
    _ inputs: Pictures?, _ maps: Pictures?, _ live: [LiveMap], in place: Rectangle, on surface: inout Surface,
    theme: Theme
  ) {
    let each = Size(rows: place.rows, columns: (place.columns - 1) / 2)
    guard let footprint = (inputs ?? maps)?.picture(0, maximumScale: 1)?.footprint(in: each),
      footprint.rows > 0
    else { return }
    let count = max(inputs?.count ?? 0, maps?.count ?? 0)
    for index in 0..<min(count, max(1, place.rows / (footprint.rows + 1))) {
      let row = place.row + index * (footprint.rows + 1)
      for (side, set) in [inputs, maps].enumerated() {
        guard let picture = set?.picture(index, maximumScale: 1, live: side == 1 ? live : []) else {
          continue
        }
        let cell = Rectangle(
          row: row, column: place.column + side * (footprint.columns + 1), rows: footprint.rows,
          columns: footprint.columns)
        surface.draw(picture, in: cell.intersection(place), theme: theme)
      }
      let under = Rectangle(row: row + footprint.rows, column: place.column, rows: 1, columns: place.columns)
      let strip = PictureStrip(inputs: inputs, maps: maps, judges: true)
      surface.line(
        strip.caption(index, in: place.columns, role: .muted), in: under.intersection(place), theme: theme)
    }
  }
}
