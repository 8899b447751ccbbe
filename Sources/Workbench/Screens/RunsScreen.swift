import Catalog
import Engine
import TerminalUI

/// All runs, and the selected one's particulars.
struct RunsScreen: Screen {
  let identifier = ScreenID.runs

  func draw(_ state: AppState, in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    if state.shown.listed.isEmpty {
      surface.draw(
        EmptyState(
          "No runs yet", reason: "Trainings, sweeps and explanations are listed here with their results.",
          hints: [
            KeyHint(state.key("new-run"), "start one"),
            KeyHint(state.key("palette"), "find anything by name"),
            KeyHint(state.key("help"), "all keys"),
          ]), in: rectangle.inset(rows: 0, columns: 2), theme: theme)
      return
    }
    let places = Self.layout(state, in: rectangle)
    if let table = places.table { drawTable(state, in: table, on: &surface, theme: theme) }
    if let detail = places.detail { drawDetail(state, in: detail, on: &surface, theme: theme) }
    if let curves = places.curves { drawCurves(state, in: curves, on: &surface, theme: theme) }
    if let table = places.table, let detail = places.detail {
      surface.markSplit(table.row == detail.row ? 0 : 1, table, detail)
    }
  }

  struct Places {
    var table: Rectangle?
    var detail: Rectangle?
    var curves: Rectangle?
  }

  /// The table has as many rows as it needs; what it leaves goes to the curves of the run, or of the marked ones.
  private static func layout(_ state: AppState, in body: Rectangle) -> Places {
    if state.isZoomed {
      return state.runsView.pane == 0 ? Places(table: body) : Places(detail: body)
    }
    let needed = state.visibleRuns.count + 4
    let hasCurves = !curvesRuns(state).isEmpty
    if body.columns >= 150 {
      let natural = body.columns - min(84, max(44, body.columns / 3))
      let (left, detail) = body.splitLeft(state.firstPane(0, of: body.columns, natural: natural, least: 30))
      let rows = max(10, min(needed, left.rows * 3 / 5))
      guard hasCurves, left.rows - rows >= 12 else { return Places(table: left, detail: detail) }
      let (table, curves) = left.splitTop(rows)
      return Places(table: table, detail: detail, curves: curves)
    }
    guard body.rows >= 12 else { return Places(table: body) }
    let natural = body.rows >= 30 ? max(8, min(needed, body.rows / 2)) : max(6, min(needed, body.rows / 2))
    let (table, lower) = body.splitTop(state.firstPane(1, of: body.rows, natural: natural))
    guard hasCurves, lower.columns >= 100, lower.rows >= 12 else {
      return Places(table: table, detail: lower)
    }
    let (detail, curves) = lower.splitLeft(lower.columns / 2)
    return Places(table: table, detail: detail, curves: curves)
  }

  /// The marked runs, else the training that the chosen run is about.
  private static func curvesRuns(_ state: AppState) -> [RunState] {
    let marked = state.markedRuns
    if !marked.isEmpty { return marked }
    return state.trainingRun.map { [$0] }?.filter { !$0.series.isEmpty } ?? []
  }

  private func drawCurves(
    _ state: AppState, in place: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    let isWide = place.columns >= 110
    let (first, second) =
      isWide
      ? place.splitLeft(place.columns / 2)
      : place.rows >= 18 ? place.splitTop(place.rows / 2) : place.splitTop(0)
    let runs = Self.curvesRuns(state)
    for (quantity, pane) in [(RunCurves.Quantity.loss, first), (.accuracy, second)] where !pane.isEmpty {
      RunCurves(state: state, runs: runs, quantity: quantity).draw(
        in: pane, isFocused: false, on: &surface, theme: theme)
    }
  }

  /// The rows of the table that are seen at this size.
  static func visibleRows(_ state: AppState, in body: Rectangle) -> Int {
    max(1, (layout(state, in: body).table?.rows ?? 0) - 3)
  }

  // MARK: The table

  private func drawTable(
    _ state: AppState, in place: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    surface.mark(.pane(0), in: place)
    let runs = state.visibleRuns
    let total = state.shown.listed.count
    let count = runs.count == total ? "\(total)" : "\(runs.count) of \(total)"
    surface.draw(
      Panel("Runs", note: TextLine(count, .muted), isFocused: isFocused(0, state)), in: place,
      theme: theme)
    var body = Rectangle(
      row: place.row + 1, column: place.column + 1, rows: place.rows - 2, columns: place.columns - 3)
    let isTyping = state.search.isTyping && state.overlay == nil
    if isTyping || !state.runsView.filter.isEmpty {
      let (line, rest) = body.splitTop(1)
      drawFilter(state, in: line, on: &surface, theme: theme)
      body = rest
    }
    let now = state.shownNow
    let titles = runs.map { state.title(of: $0) }
    let changes = runs.map(state.changes(of:))
    let colors = runs.map(state.markColor(of:))
    let selected = runs.firstIndex { $0.job == state.selected } ?? 0
    var scroll = state.runsView.scroll
    scroll.select(selected, count: runs.count)
    let columns = [
      TableColumn("", width: .fixed(1)),
      TableColumn("run", width: .flexible(minimum: 28)),
      TableColumn("settings", width: .flexible(minimum: 30), rank: 5),
      TableColumn("kind", width: .fixed(7), rank: 4),
      TableColumn("result", width: .fixed(12), alignment: .right),
      TableColumn("progress", width: .fixed(14), rank: 2),
      TableColumn("loss", width: .fixed(10), rank: 3),
      TableColumn("age", width: .fixed(6), alignment: .right, rank: 1),
    ]
    surface.draw(
      Table(
        columns, rowCount: runs.count, state: scroll, isFocused: isFocused(0, state),
        emptyText: "no run matches the filter"
      ) { index in
        Self.cells(runs[index], titles[index], changes[index], mark: colors[index], now: now)
      }, in: body, theme: theme)
  }

  private func drawFilter(
    _ state: AppState, in line: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    let typed = state.runsView.filter
    var text = TextLine("/", .key, .bold) + TextLine(typed.text, .title)
    if state.search.isTyping, state.overlay == nil { text += TextLine(" ", .text, .reverse) }
    surface.line(text, in: line.inset(rows: 0, columns: 1), theme: theme)
  }

  private func isFocused(_ pane: Int, _ state: AppState) -> Bool {
    state.runsView.pane == pane && !state.isLogFocused
  }

  private static func cells(
    _ run: RunState, _ title: String, _ changes: String, mark: Int?, now: Double
  ) -> [TableCell] {
    [
      TableCell(String(run.status.glyph), run.status.role),
      // A marked run carries the colour of its curve.
      .text((mark.map { TextLine("━ ", .series($0), .bold) } ?? "") + TextLine(title)),
      TableCell(changes, .muted),
      TableCell(run.experiment, .muted),
      TableCell(run.keyFigure, .title),
      progress(run),
      .sparkline(run.newest(Convention.Series.lossTrain)?.overview ?? [], .series(0)),
      TableCell(run.queuedAt.map { age(now - $0) } ?? "", .muted),
    ]
  }

  private static func progress(_ run: RunState) -> TableCell {
    guard run.status.isLive else { return TableCell(run.status.rawValue, run.status.role) }
    guard let fraction = run.fraction else { return TableCell(run.status.rawValue, run.status.role) }
    let filled = Int((fraction * 6).rounded(.down))
    let left = run.status == .paused ? "paused" : run.progress?.remaining.map(Figures.duration) ?? "…"
    return .text(
      TextLine(String(repeating: "━", count: filled), run.status.role)
        + TextLine(String(repeating: "━", count: 6 - filled), .faint)
        + TextLine(" \(left)", run.status == .paused ? .warning : .text))
  }

  // MARK: The detail

  private func drawDetail(
    _ state: AppState, in place: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    surface.mark(.pane(1), in: place)
    guard let run = state.selectedRun else {
      surface.draw(Panel("No run chosen", isFocused: isFocused(1, state)), in: place, theme: theme)
      return
    }
    surface.draw(
      Panel(TextLine(state.title(of: run)), note: run.statusLine, isFocused: isFocused(1, state)),
      in: place,
      theme: theme)
    let inside = Panel.content(of: place)
    // The open log says more than the detail has room for.
    let facts = particulars(run, state), history = timing(run, state) + (state.showsLog ? [] : log(run))
    let offset = state.runsView.detailOffset
    if inside.columns >= 90 {
      let (left, right) = inside.splitLeft(inside.columns / 2)
      draw(facts, in: left.splitLeft(left.columns - 2).left, offset, on: &surface, theme: theme)
      draw(history, in: right, offset, on: &surface, theme: theme)
    } else {
      draw(facts + history, in: inside, offset, on: &surface, theme: theme)
    }
  }

  private func draw(
    _ lines: [TextLine], in place: Rectangle, _ offset: Int, on surface: inout Surface, theme: Theme
  ) {
    let overflow = max(0, Paragraph(lines).height(width: place.columns) - place.rows)
    surface.mark(.lines(from: min(offset, overflow)), in: place)
    surface.draw(Paragraph(lines, scroll: min(offset, overflow)), in: place, theme: theme)
  }

  private func particulars(_ run: RunState, _ state: AppState) -> [TextLine] {
    var lines: [TextLine] = []
    if let message = run.ending?.message { lines += [TextLine(message, .bad), ""] }
    if run.status == .interrupted {
      lines += [
        TextLine(state.key("resume"), .key, .bold)
          + TextLine(" resumes it from its last checkpoint", .warning), "",
      ]
    }
    lines += figures(run) + settings(run, state)
    if let description = run.description, let card = state.catalogue.experiment(description.experiment) {
      lines += [
        heading("The same without the workbench"),
        TextLine(state.spelling.spell(card, description.settings), .accent), "",
      ]
    }
    return lines
  }

  private func log(_ run: RunState) -> [TextLine] {
    guard !run.notes.isEmpty else { return [] }
    return [heading("Log")] + run.notes.reversed().prefix(60).map { TextLine($0.text, .muted) }
  }

  private func heading(_ text: String) -> TextLine { TextLine(text, .title, .bold) }

  private func pair(_ name: String, _ value: String, _ role: Role = .text) -> TextLine {
    TextLine(name.padding(to: 16), .muted) + TextLine(value, role)
  }

  private func settings(_ run: RunState, _ state: AppState) -> [TextLine] {
    guard let description = run.description else { return [] }
    let card = state.catalogue.experiment(description.experiment)
    let changed = card.map { description.settings.differences(from: $0) } ?? []
    let title = heading("Settings")
    if changed.isEmpty { return [title + TextLine("  all as the card's defaults", .muted), ""] }
    return [title + TextLine("  that differ from the defaults", .muted)]
      + changed.map { pair($0.name, $0.value) } + [""]
  }

  private func figures(_ run: RunState) -> [TextLine] {
    var lines: [TextLine] = []
    if let accuracy = run.series[Convention.Series.accuracyTest]?.last {
      lines.append(pair("test accuracy", Figures.percent(accuracy.y, decimals: 2), .title))
    }
    if let loss = run.series[Convention.Series.lossTest]?.last {
      lines.append(pair("test loss", Figures.short(loss.y)))
    }
    let parts = run.trainedParts
    lines += parts.map { pair($0, Self.figure(of: $0, in: run), .title) }
    lines += (parts.isEmpty ? run.verdicts : []).map { layer, verdict in
      pair(layer, "") + TextLine("\(verdict.glyph) \(verdict.rawValue)", verdict.role)
    }
    return lines.isEmpty ? [] : [heading("Result")] + lines + [""]
  }

  /// How well one of a run's networks does, and how many of its units are critical.
  private static func figure(of part: String, in run: RunState) -> String {
    let accuracy = run.series["\(part)/\(Convention.Series.accuracyTest)"]?.last.map { Figures.percent($0.y) }
    let verdicts = run.verdicts(of: part + "/")
    let critical = verdicts.count { $0.verdict == .critical }
    return [accuracy, verdicts.isEmpty ? nil : "\(critical)/\(verdicts.count) critical"]
      .compactMap { $0 }.joined(separator: "  ")
  }

  private func timing(_ run: RunState, _ state: AppState) -> [TextLine] {
    var lines: [TextLine] = [TextLine(run.job, .muted)]
    if let elapsed = run.elapsed(now: state.shownNow) {
      lines.append(pair(run.status.isLive ? "running for" : "took", Figures.duration(elapsed)))
    }
    if run.isElsewhere { lines.append(TextLine("in another program", .muted)) }
    return lines + [""]
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
