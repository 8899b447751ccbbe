import Engine
import TerminalUI

/// The input, where it is moved to, and what the network makes of it.
struct ConceptInputPane {
  let browser: ConceptBrowser
  let isFocused: Bool

  private var state: AppState { browser.state }
  private var explanation: ConceptExplanation { browser.explanation }
  private var moved: MovedInput { state.conceptsView.moved }

  func draw(in place: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.draw(
      Panel(
        TextLine(explanation.caption(browser.input).text),
        note: TextLine("\(browser.input + 1) of \(explanation.count)", .muted), isFocused: isFocused),
      in: place, theme: theme)
    let inside = Panel.content(of: place)
    if explanation.isTabular {
      let (main, foot) = inside.splitBottom(hasMotion && inside.rows >= 6 ? 1 : 0)
      drawRow(in: main, on: &surface, theme: theme)
      drawMotion(in: foot, on: &surface, theme: theme)
    } else {
      drawPicture(in: inside, on: &surface, theme: theme)
    }
  }

  // MARK: Pictures

  private func drawPicture(in place: Rectangle, on surface: inout Surface, theme: Theme) {
    guard let own = picture(.nowhere) else {
      drawOutputs(in: place, on: &surface, theme: theme)
      return
    }
    let isAbove = place.rows >= place.columns * 2 / 3
    func size(_ count: Int) -> Size {
      own.footprint(
        in: isAbove
          ? Size(rows: place.rows - 7, columns: (place.columns - count + 1) / count)
          : Size(rows: place.rows, columns: max(8, (place.columns - Self.outputsWidth) / count - 1)))
    }
    let shifted = moved == .nowhere ? nil : picture(moved)
    // Where there is no room for both, the moved one is looked at.
    let isBoth = shifted != nil && size(2).rows == size(1).rows
    let pictures = isBoth ? [own, shifted].compactMap { $0 } : [shifted ?? own]
    let size = size(pictures.count)
    for (index, picture) in pictures.enumerated() {
      let cell = Rectangle(
        row: place.row, column: place.column + index * (size.columns + 1), rows: size.rows,
        columns: size.columns)
      surface.draw(picture, in: cell.intersection(place), theme: theme)
    }
    let used = pictures.count * (size.columns + 1)
    let rest =
      isAbove ? place.splitTop(size.rows + 1).rest : place.splitLeft(used + (place.columns > 60 ? 1 : 0)).rest
    let (outputs, foot) = rest.splitBottom(hasMotion && rest.rows >= 5 ? 1 : 0)
    drawOutputs(in: outputs, on: &surface, theme: theme)
    drawMotion(in: foot, on: &surface, theme: theme)
  }

  /// The least room for names, bars and figures.
  static let outputsWidth = 17

  private func picture(_ moved: MovedInput) -> Picture? {
    explanation.picture(browser.input, moved).flatMap { $0.set.picture($0.place, maximumScale: 8) }
  }

  // MARK: Rows of a table

  /// Its features beside the outputs, or beneath them where the place is narrow.
  private func drawRow(in place: Rectangle, on surface: inout Surface, theme: Theme) {
    let outputs = explanation.output == .number ? 1 : min(explanation.classes.count, 6)
    let (top, rest) =
      place.columns >= 64
      ? place.splitRight(28) : place.splitTop(min(outputs + (outputs > 3 ? 2 : 1), place.rows / 2))
    let (features, scores) = place.columns >= 64 ? (top, rest) : (rest, top)
    drawOutputs(in: scores, on: &surface, theme: theme)
    let own = explanation.features(browser.input)
    let shifted = moved == .nowhere ? [] : explanation.features(browser.input, moved)
    let names = min(own.map { displayWidth($0.name) }.max() ?? 0, max(8, features.columns / 2))
    let first = min(state.conceptsView.featureOffset, max(0, own.count - features.rows))
    let hidden = own.count - first - features.rows
    let seen = hidden > 0 && features.rows > 1 ? features.rows - 1 : features.rows
    for (line, index) in (first..<min(own.count, first + seen)).enumerated() {
      let isMoved = shifted.indices.contains(index) && shifted[index].value != own[index].value
      let text =
        TextLine(padded(fitted(own[index].name, to: names), to: names) + "  ", .muted)
        + TextLine(own[index].value)
        + (isMoved ? TextLine(" → \(shifted[index].value)", .warning) : "")
      surface.line(text, in: features.splitTop(line).rest, theme: theme)
    }
    if seen < features.rows {
      surface.line(
        TextLine("… \(hidden + 1) more", .muted), in: features.splitBottom(1).bottom, theme: theme)
    }
  }

  // MARK: Outputs

  private func drawOutputs(in place: Rectangle, on surface: inout Surface, theme: Theme) {
    guard place.columns >= 12, !place.isEmpty else { return }
    let before = browser.origin.outputs()
    let now = browser.point.outputs(state.conceptsView.edits)
    if explanation.output == .number {
      drawNumber(before.first ?? .nan, now.first ?? .nan, in: place, on: &surface, theme: theme)
      return
    }
    let winner = now.placeOfGreatest ?? 0
    let isOther = winner != browser.explained
    let name = TextLine(browser.className(winner), isOther ? .warning : .title, .bold)
    let from = TextLine((isOther ? browser.className(browser.explained) + " → " : ""), .muted)
    let line =
      [
        TextLine("predicted ", .muted) + from + name, from + name,
        TextLine(isOther ? "→ " : "", .muted) + name,
      ]
      .first { $0.width <= place.columns } ?? name
    let (top, rest) = place.splitTop(place.rows > 4 ? 1 : 0)
    surface.line(line, in: top, theme: theme)
    // Classes keep their places while they change.
    let ranked = before.indices.sorted { (-before[$0], $0) < (-before[$1], $1) }
    let changes = before != now && rest.columns >= 40
    let bars = ranked.prefix(rest.rows).map { column in
      Bar(
        browser.className(column), now[column],
        figure: (changes ? "\(Figures.percent(before[column], decimals: 0)) → " : "")
          + Figures.percent(now[column], decimals: rest.columns >= 30 ? 1 : 0),
        role: column == browser.explained ? .accent : column == browser.contrast ? .series(1) : .series(0))
    }
    surface.draw(BarChart(bars), in: rest.splitLeft(min(rest.columns, 64)).left, theme: theme)
  }

  private func drawNumber(
    _ before: Double, _ now: Double, in place: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    var line = TextLine("\(explanation.classes.first ?? "output") ", .muted)
    if before != now { line += TextLine("\(Figures.short(before)) → ", .muted) }
    line += TextLine(Figures.short(now), before == now ? .title : .warning, .bold)
    surface.line(line, in: place, theme: theme)
  }

  // MARK: Where it is moved

  private var hasMotion: Bool { explanation.noiseLevels > 0 || explanation.hasAttack }

  /// `noise ○──●──── σ 0.20   A attack`, a slider that can be dragged.
  private func drawMotion(in place: Rectangle, on surface: inout Surface, theme: Theme) {
    guard !place.isEmpty else { return }
    if moved == .attack {
      let caption = TextLine(explanation.caption(browser.input, moved)?.text ?? "", .warning)
      let line = TextLine("attacked ", .warning, .bold) + caption
      surface.line(line.width <= place.columns ? line : caption, in: place, theme: theme)
      return
    }
    let levels = explanation.noiseLevels
    let attack = explanation.hasAttack ? "\(state.key("attack-concepts")) attack" : ""
    guard levels > 0 else {
      surface.line(
        TextLine(state.key("attack-concepts"), .key, .bold) + TextLine(" attacks the concepts", .muted),
        in: place, theme: theme)
      return
    }
    let level = if case .noise(let level) = moved { level + 1 } else { 0 }
    let label = TextLine("noise ", .muted)
    let caption = level == 0 ? "none" : explanation.caption(browser.input, moved)?.text ?? ""
    let width = min(2 * levels + 1, max(levels + 1, place.columns - 13))
    let knob = level * (width - 1) / levels
    let track = (0..<width).map { $0 == knob ? "●" : "─" }.joined()
    var line =
      label + TextLine(track, level == 0 ? .muted : .accent)
      + TextLine(" \(fitted(caption, to: max(4, place.columns - width - 7)))")
    if line.width + attack.count + 3 <= place.columns, !attack.isEmpty {
      line += TextLine("   \(state.key("attack-concepts"))", .key, .bold) + TextLine(" attack", .muted)
    }
    surface.line(line, in: place, theme: theme)
    let slider = Rectangle(row: place.row, column: place.column + label.width, rows: 1, columns: width)
    surface.mark(
      .chart(HitChart(low: 0, high: Double(levels), isLogarithmic: false, columns: width)),
      in: slider.intersection(place))
  }
}
