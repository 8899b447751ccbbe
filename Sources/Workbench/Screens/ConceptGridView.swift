import Engine
import TerminalUI

/// The concept grid: a line of prototypes for each concept, with how pure they are and how much they share.
struct ConceptGridView {
  let state: AppState
  let prototypes: ConceptPrototypes

  private var concept: Int { min(state.chosenConcept, prototypes.conceptCount - 1) }
  private var kind: ConceptKind { state.conceptsView.kind }
  private static let labels = 15

  func draw(in body: Rectangle, on surface: inout Surface, theme: Theme) {
    let isTabular = prototypes.pictures.isTabular
    let panes: [(Int, Rectangle)]
    if state.isZoomed {
      panes = [(state.focusedPane, body)]
    } else if isTabular {
      let natural = min(prototypes.conceptCount + 3, max(5, body.rows / 2))
      let (upper, lower) = body.splitTop(state.firstPane(1, of: body.rows, natural: natural))
      panes = [(0, upper), (1, lower)]
    } else {
      // A chosen concept is enlarged where the grid itself leaves room, or has the keyboard.
      let grid = ConceptGridLayout(prototypes, in: Panel.content(of: body).size)
      let spare = body.rows - grid.rows(of: prototypes.conceptCount) - 2
      let isAlone = spare < 12 || state.focusedPane == 1
      let (upper, lower) = body.splitBottom(isAlone ? 0 : min(spare, body.rows / 2))
      panes = isAlone ? [(state.focusedPane, body)] : [(0, upper), (1, lower)]
    }
    for (pane, place) in panes where !place.isEmpty {
      surface.mark(.pane(pane), in: place)
      surface.draw(
        Panel(
          pane == 0
            ? TextLine(title) + TextLine(seen(in: place), .muted) : TextLine(prototypes.names[concept]),
          note: pane == 0 ? kinds : detailNote,
          isFocused: state.focusedPane == pane && !state.isLogFocused), in: place, theme: theme)
      let inside = Panel.content(of: place)
      if pane == 0 {
        drawAll(in: inside, on: &surface, theme: theme)
      } else {
        drawDetail(in: inside, on: &surface, theme: theme)
      }
    }
  }

  private var title: String {
    switch kind {
    case .top: "The inputs with the largest h"
    case .least: "The inputs with the least h"
    case .contrast: "The inputs in which it stands out"
    case .decoded: "What the decoder makes of each concept"
    }
  }

  /// `  1–4 of 9`, where not all concepts are seen.
  private func seen(in place: Rectangle) -> String {
    guard !prototypes.pictures.isTabular else { return "" }
    let layout = ConceptGridLayout(prototypes, in: Panel.content(of: place).size)
    let lines = window(layout, rows: Panel.content(of: place).rows)
    let (first, last) = (
      lines.lowerBound * layout.across, min(lines.upperBound * layout.across, prototypes.conceptCount)
    )
    return last - first < prototypes.conceptCount
      ? "  \(first + 1)–\(last) of \(prototypes.conceptCount)" : ""
  }

  /// The lines of the grid that are seen.
  private func window(_ layout: ConceptGridLayout, rows: Int) -> Range<Int> {
    ScrollState(selected: concept / layout.across).window(
      visible: max(1, rows / layout.height),
      count: (prototypes.conceptCount + layout.across - 1) / layout.across)
  }

  private var kinds: TextLine {
    let known = state.conceptKinds
    guard known.count > 1 else { return "" }
    return known.enumerated().reduce(TextLine("")) { line, kind in
      line + TextLine(kind.offset == 0 ? "" : "  ")
        + TextLine(
          kind.element.title, kind.element == self.kind ? .accent : .muted,
          kind.element == self.kind ? .bold : [])
    }
  }

  private var detailNote: TextLine {
    prototypes.facts(of: concept).enumerated().reduce(TextLine("")) {
      $0 + TextLine($1.offset == 0 ? "" : "  ") + $1.element
    }
  }

  /// All concepts, as far as there is room for them.
  func drawAll(in inside: Rectangle, on surface: inout Surface, theme: Theme) {
    if prototypes.pictures.isTabular {
      drawTable(in: inside, on: &surface, theme: theme)
    } else {
      drawGrid(in: inside, on: &surface, theme: theme)
    }
  }

  // MARK: Pictures

  private func drawGrid(in inside: Rectangle, on surface: inout Surface, theme: Theme) {
    let layout = ConceptGridLayout(prototypes, in: inside.size)
    let columns = layout.across
    for (line, row) in window(layout, rows: inside.rows).enumerated() {
      for column in 0..<columns where row * columns + column < prototypes.conceptCount {
        let place = Rectangle(
          row: inside.row + line * layout.height, column: inside.column + column * (layout.width + 2),
          rows: layout.height, columns: layout.width
        ).intersection(inside)
        drawConcept(row * columns + column, in: place, on: &surface, theme: theme)
      }
    }
  }

  private func drawConcept(_ index: Int, in place: Rectangle, on surface: inout Surface, theme: Theme) {
    let isChosen = index == concept
    let (label, pictures) = place.splitLeft(Self.labels)
    surface.mark(.picture(index * prototypes.each), in: place)
    if isChosen {
      for row in label.row..<label.bottom {
        surface.put(
          "▌", row: row, column: label.column, style: theme.style(state.focusedPane == 0 ? .accent : .muted),
          clippedTo: label)
      }
    }
    let lines =
      [TextLine(fitted(prototypes.names[index], to: Self.labels - 2), isChosen ? .accent : .title, .bold)]
      + prototypes.facts(of: index)
    surface.draw(
      Paragraph(Array(lines.prefix(label.rows)), wraps: false), in: label.inset(rows: 0, columns: 1),
      theme: theme)
    surface.draw(
      PictureStrip(
        inputs: prototypes.pictures(of: index).withShortCaptions, maps: nil, maximumScale: 4,
        first: index * prototypes.each), in: pictures, theme: theme)
  }

  private func drawDetail(in inside: Rectangle, on surface: inout Surface, theme: Theme) {
    let set = prototypes.pictures(of: concept)
    if set.isTabular {
      ConceptRows(set: set, names: prototypes.names, offset: state.conceptsView.featureOffset).draw(
        in: inside, on: &surface, theme: theme)
    } else {
      surface.draw(
        PictureStrip(inputs: set.withShortCaptions, maps: nil, maximumScale: 6), in: inside, theme: theme)
    }
  }

  // MARK: Tables

  private func drawTable(in inside: Rectangle, on surface: inout Surface, theme: Theme) {
    let widest = min(28, prototypes.names.map(displayWidth).max() ?? 8)
    let figures = [("purity", 7), ("overlap", 8), ("deviation", 9)].filter {
      prototypes.figure($0.0, of: 0) != nil
    }
    let columns =
      [TableColumn("concept", width: .fixed(widest))]
      + figures.map { TableColumn($0.0, width: .fixed($0.1), alignment: .right, rank: 1) }
      + [TableColumn(kind == .decoded ? "decoded" : "prototypes", width: .flexible(minimum: 12))]
    let rows = prototypes.names.indices.map { concept -> [TableCell] in
      let isDead = prototypes.isDead(concept)
      let captions = prototypes.pictures(of: concept).captions.map { ConceptCaption($0).short }
      return [
        TableCell(
          (isDead ? "✗ " : "") + fitted(prototypes.names[concept], to: widest - (isDead ? 2 : 0)),
          isDead ? .bad : .text)
      ]
        + figures.map { name, _ in
          let value = prototypes.figure(name, of: concept) ?? .nan
          return TableCell(
            name == "deviation" ? Figures.short(value) : Figures.percent(value, decimals: 0), .muted)
        } + [TableCell(captions.joined(separator: "   "), .text)]
    }
    surface.draw(
      Table(columns, rows: rows, state: ScrollState(selected: concept), isFocused: state.focusedPane == 0),
      in: inside, theme: theme)
  }
}

/// How large the pictures of a concept grid are: as large as lets all be seen, but never too small to be known.
struct ConceptGridLayout {
  let height: Int
  let width: Int
  /// How many concepts stand side by side.
  let across: Int

  init(_ prototypes: ConceptPrototypes, in size: Size) {
    let shape = prototypes.pictures.values.shape
    let (rows, columns) = shape.count == 4 ? (max(1, shape[2]), max(1, shape[3])) : (1, 1)
    let sizes =
      [4, 3, 2, 1].map { (rows: (rows * $0 + 1) / 2, columns: columns * $0) }
      + [2, 3].filter { columns / $0 >= 12 }.map { part in
        (rows: ((rows + part - 1) / part + 1) / 2, columns: (columns + part - 1) / part)
      }
    let label = 15
    func fits(_ cell: (rows: Int, columns: Int)) -> Bool {
      (cell.rows + 1) * prototypes.conceptCount <= size.rows
        && (cell.columns + 1) * max(1, prototypes.each) + 1 + label <= size.columns
    }
    let cell = sizes.first(where: fits) ?? sizes[sizes.count - 1]
    height = max(1, min(max(4, cell.rows + 1), size.rows))
    // One decoded picture a concept leaves room for several beside each other.
    let natural = label + (cell.columns + 1) * max(1, prototypes.each) + 1
    across =
      natural * 2 + 2 <= size.columns ? min((size.columns + 2) / (natural + 2), prototypes.conceptCount) : 1
    width = across > 1 ? natural : size.columns
  }

  func rows(of concepts: Int) -> Int { (concepts + across - 1) / across * height }
}
