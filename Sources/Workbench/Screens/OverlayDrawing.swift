import Catalog
import TerminalUI

/// Draws what lies above the screen.
struct OverlayDrawing {
  let overlay: Overlay
  let state: AppState

  func draw(in body: Rectangle, on surface: inout Surface, theme: Theme) {
    switch overlay {
    case .help(let offset):
      surface.draw(
        HelpOverlay(state.helpGroups, title: "Keys on \(state.screen.title)", scroll: offset), in: body,
        theme: theme)
    case .palette(let palette):
      surface.draw(
        CommandPalette(state.paletteItems(palette.query).map(\.entry), state: palette), in: body, theme: theme
      )
    case .chooser(let chooser): drawChooser(chooser, in: body, on: &surface, theme: theme)
    case .form(let sheet): drawForm(sheet, in: body, on: &surface, theme: theme)
    case .confirm(let question):
      surface.draw(
        Dialog(
          question.title, lines: [TextLine(question.message)],
          buttons: ["\(question.verb.capitalisedFirst) (y)", "Keep (n)"], selected: 0, role: .warning),
        in: body,
        theme: theme)
    case .command(let line):
      surface.draw(
        Dialog(
          "The same without the workbench", lines: [TextLine(line, .accent)],
          buttons: ["Close"], selected: 0), in: body, theme: theme)
    case .bytes:
      surface.draw(
        BytesPanel(statistics: state.output),
        in: box(BytesPanel.size.rows, BytesPanel.size.columns, in: body),
        theme: theme)
    }
  }

  /// A box in the middle, wide enough for a form or a list.
  private func box(_ rows: Int, _ columns: Int, in body: Rectangle) -> Rectangle {
    let height = min(body.rows, rows)
    let width = min(body.columns - 2, columns)
    return Rectangle(
      row: body.row + (body.rows - height) / 3, column: body.column + (body.columns - width) / 2,
      rows: height,
      columns: width
    ).intersection(body)
  }

  private func drawChooser(
    _ chooser: ChooserState, in body: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    if chooser.subject == .theme { return drawThemes(chooser, in: body, on: &surface, theme: theme) }
    let hasSummaries = chooser.items.contains { !$0.summary.isEmpty }
    let place = box(chooser.items.count + (hasSummaries ? 5 : 2), hasSummaries ? 76 : 44, in: body)
    surface.mark(.pane(0), in: place)
    surface.draw(Panel(TextLine(chooser.title), isFocused: true), in: place, theme: theme)
    let inside = Panel.content(of: place)
    let (list, summary) = inside.splitBottom(hasSummaries ? 3 : 0)
    let items = chooser.items
    surface.draw(
      Table(
        [TableColumn("", width: .flexible(minimum: 20)), TableColumn("", width: .fixed(24), rank: 1)],
        rowCount: items.count, state: ScrollState(selected: chooser.selection), showsHeader: false
      ) { [TableCell(items[$0].title), TableCell(items[$0].identifier, .muted)] }, in: list, theme: theme)
    guard hasSummaries, items.indices.contains(chooser.selection) else { return }
    surface.draw(
      Paragraph(["", TextLine(items[chooser.selection].summary, .muted)]), in: summary, theme: theme)
  }

  /// The names at the left, at the right what the chosen one looks like; the screen beneath shows it too.
  private func drawThemes(
    _ chooser: ChooserState, in body: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    let rows = max(chooser.items.count + 2, ThemeSample.rows + 2)
    // At the right, so that as much of the screen as possible is seen in the new colours.
    let place = box(rows, 58, in: body)
    surface.mark(.pane(0), in: place)
    surface.draw(
      Panel(
        TextLine(chooser.title), note: TextLine("\(state.key("choose")) keeps it", .muted), isFocused: true),
      in: place, theme: theme)
    let (list, sample) = Panel.content(of: place).splitLeft(28)
    let items = chooser.items
    surface.draw(
      Table(
        [TableColumn("", width: .flexible(minimum: 12)), TableColumn("", width: .fixed(6), rank: 1)],
        rowCount: items.count, state: ScrollState(selected: chooser.selection), showsHeader: false
      ) { [TableCell(items[$0].title), TableCell(items[$0].summary, .muted)] }, in: list, theme: theme)
    surface.draw(ThemeSample(), in: sample.splitLeft(2).rest, theme: theme)
  }

  private func drawForm(
    _ sheet: FormSheet, in body: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    let form = Form(sheet.form)
    let citation = sheet.card.citation.map { "\($0.authors) (\($0.year))" } ?? ""
    let place = box(form.naturalHeight + 4, 84, in: body)
    surface.mark(.pane(0), in: place)
    surface.draw(
      Panel(TextLine(sheet.card.title), note: TextLine(citation, .muted), isFocused: true), in: place,
      theme: theme)
    let inside = Panel.content(of: place)
    let (top, rest) = inside.splitTop(inside.rows >= 12 ? 2 : 0)
    surface.line(TextLine(sheet.card.summary, .muted), in: top, theme: theme)
    surface.draw(form, in: rest, theme: theme)
  }
}

extension String {
  fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
