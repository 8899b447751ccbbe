import Engine
import TerminalUI

/// What the chosen concept and those that say most stand for, what the input is like, or all inputs.
struct ConceptExamples {
  let browser: ConceptBrowser
  let pane: Int
  let isFocused: Bool

  private var state: AppState { browser.state }
  private var explanation: ConceptExplanation { browser.explanation }

  /// Rows of a picture that is large enough to be known.
  static func rowsOfPictures(_ explanation: ConceptExplanation) -> Int {
    guard let side = explanation.inputs?.values.shape[2] else { return 7 }
    return ((side > 20 ? (side + 1) / 2 : side) + 1) / 2
  }

  /// Rows of the strip of all inputs: a picture each, its caption and the border.
  static func stripRows(_ explanation: ConceptExplanation) -> Int {
    explanation.isTabular ? min(8, explanation.count + 2) : rowsOfPictures(explanation) + 3
  }

  func draw(in place: Rectangle, on surface: inout Surface, theme: Theme) {
    switch pane {
    case 2: drawPrototypes(in: place, on: &surface, theme: theme)
    case 3: drawNeighbours(in: place, on: &surface, theme: theme)
    default: drawInputs(in: place, on: &surface, theme: theme)
    }
  }

  private func panel(
    _ title: String, _ note: String, in place: Rectangle, on surface: inout Surface, theme: Theme
  ) -> Rectangle {
    surface.draw(
      Panel(TextLine(title), note: TextLine(note, .muted), isFocused: isFocused), in: place, theme: theme)
    return Panel.content(of: place)
  }

  // MARK: Prototypes

  /// The chosen concept, then those that contribute most.
  private var concepts: [Int] {
    var sorted = state
    sorted.conceptsView.isSorted = true
    return [browser.concept] + sorted.conceptOrder(browser.origin).filter { $0 != browser.concept }
  }

  private func drawPrototypes(in place: Rectangle, on surface: inout Surface, theme: Theme) {
    let run = state.conceptExplainRun
    let own = run.flatMap { ConceptPrototypes($0, .top, summary: state.conceptSummary) }
    let found =
      own ?? state.conceptPrototypesRun.flatMap { ConceptPrototypes($0, .top, summary: state.conceptSummary) }
    let name = explanation.names[browser.concept]
    guard let prototypes = found, prototypes.conceptCount >= explanation.conceptCount else {
      let inside = panel("Prototypes of \(name)", "", in: place, on: &surface, theme: theme)
      let hint =
        run?.status.isLive == true
        ? TextLine("still to come", .muted)
        : TextLine(state.key(Convention.Experiment.sennPrototypes), .key, .bold)
          + TextLine(" looks for them", .muted)
      surface.line(hint, in: inside, theme: theme)
      return
    }
    let rows = explanation.isTabular ? place.rows : Self.rowsOfPictures(explanation) + 1
    let count = explanation.isTabular ? 1 : max(1, (place.rows - 2) / rows)
    let isAlone = count == 1
    let inside = panel(
      isAlone ? "\(name) is strongest in" : "Prototypes of its top concepts",
      isAlone ? summary(prototypes, browser.concept) : "", in: place, on: &surface, theme: theme)
    for (line, concept) in concepts.prefix(count).enumerated() {
      let height = isAlone ? inside.rows : inside.rows / count
      var row = Rectangle(
        row: inside.row + line * height, column: inside.column, rows: height, columns: inside.columns)
      let pictures = prototypes.pictures(of: concept)
      if !isAlone {
        let (label, rest) = row.splitLeft(min(16, row.columns / 4))
        let lines =
          [TextLine(explanation.names[concept], line == 0 ? .accent : .title, .bold)]
          + prototypes.facts(of: concept)
        surface.draw(Paragraph(Array(lines.prefix(label.rows)), wraps: false), in: label, theme: theme)
        row = rest
      }
      drawSet(pictures, in: row, on: &surface, theme: theme)
    }
  }

  private func summary(_ prototypes: ConceptPrototypes, _ concept: Int) -> String {
    if prototypes.isDead(concept) { return "dead" }
    return prototypes.figure("purity", of: concept).map { "purity \(Figures.percent($0, decimals: 0))" } ?? ""
  }

  // MARK: Neighbours and inputs

  private func drawNeighbours(in place: Rectangle, on surface: inout Surface, theme: Theme) {
    let inside = panel("Nearest neighbours", "", in: place, on: &surface, theme: theme)
    let range = explanation.neighbours(of: browser.input)
    guard let neighbours = explanation.neighbours, !range.isEmpty else {
      surface.line(TextLine("none in this run", .muted), in: inside, theme: theme)
      return
    }
    drawSet(neighbours.part(range), in: inside, on: &surface, theme: theme)
  }

  private func drawInputs(in place: Rectangle, on surface: inout Surface, theme: Theme) {
    let inside = panel(
      "Inputs", "\(browser.input + 1) of \(explanation.count)", in: place, on: &surface, theme: theme)
    guard let inputs = explanation.inputs else { return }
    if explanation.isTabular {
      drawList(inputs, in: inside, on: &surface, theme: theme)
    } else {
      surface.draw(
        PictureStrip(
          inputs: inputs, maps: nil, selection: browser.input, isFocused: isFocused,
          maximumScale: state.isZoomed ? 4 : 1), in: inside, theme: theme)
    }
  }

  /// A row's caption and its first features, a line each.
  private func drawList(_ inputs: Pictures, in place: Rectangle, on surface: inout Surface, theme: Theme) {
    let window = ScrollState(selected: browser.input).window(visible: place.rows, count: inputs.count)
    for (line, index) in window.enumerated() {
      let row = place.splitTop(line).rest.splitTop(1).top
      let isChosen = index == browser.input
      let caption = explanation.caption(index).text
      let words = explanation.features(index).map { "\($0.name) \($0.value)" }.joined(separator: "  ")
      surface.mark(.picture(index), in: row)
      surface.line(
        TextLine(isChosen ? "▌" : " ", .accent)
          + TextLine(padded(caption, to: 20), isChosen ? .accent : .text, isChosen ? .bold : [])
          + TextLine(words, .muted), in: row, theme: theme)
    }
  }

  /// Pictures in a row; rows of a table side by side.
  private func drawSet(_ set: Pictures, in place: Rectangle, on surface: inout Surface, theme: Theme) {
    if set.isTabular {
      ConceptRows(set: set, against: explanation.features(browser.input), names: explanation.names).draw(
        in: place, on: &surface, theme: theme)
      return
    }
    // As large as lets all be seen, but never too small to be known.
    let shape = set.values.shape
    let least = Self.rowsOfPictures(explanation)
    let heights = [3, 2, 1].map { (shape[2] * $0 + 1) / 2 }.filter {
      $0 > least && (state.isZoomed || $0 <= shape[2] / 2)
    }
    let fitting = heights.first { height in
      height + 1 <= place.rows
        && (2 * height * shape[3] / max(1, shape[2]) + 1) * set.count + 1 <= place.columns
    }
    surface.draw(
      PictureStrip(inputs: set.withShortCaptions, maps: nil, maximumScale: state.isZoomed ? 3 : 1),
      in: place.splitTop(fitting.map { $0 + 1 } ?? least + 1).top, theme: theme)
  }
}
