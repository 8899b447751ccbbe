import Catalog

/// The parameters of a card as fields. Beneath the fields stands what the focused one means, what it takes and what
/// the paper used; what is wrong with it takes that place.
public struct Form: Widget {
  public var state: FormState
  /// The word on the button.
  public var action: String
  public var isFocused: Bool

  public init(_ state: FormState, action: String = "Start", isFocused: Bool = true) {
    self.state = state
    self.action = action
    self.isFocused = isFocused
  }

  /// The rows at which everything is seen.
  public var naturalHeight: Int { state.parameters.count + 2 + Self.detailRows + 1 }

  private static let detailRows = 4

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    guard !rectangle.isEmpty else { return }
    let detailRows = rectangle.rows >= 9 ? Self.detailRows : 0
    let (body, detail) = rectangle.splitBottom(detailRows)
    let count = state.parameters.count + 2
    let window = window(rows: body.rows)
    for index in window {
      let area = Rectangle(
        row: body.row + index - window.lowerBound, column: body.column, rows: 1, columns: body.columns)
      if index < state.parameters.count {
        surface.mark(.field(index), in: area)
        drawField(index, in: area, on: &surface, theme: theme)
      } else if index == count - 1 {
        drawButton(in: area, on: &surface, theme: theme)
      }
    }
    if detailRows > 0 { drawDetail(in: detail, on: &surface, theme: theme) }
  }

  private var labelWidth: Int { state.parameters.map { displayWidth($0.name) }.max() ?? 0 }

  private func drawField(_ index: Int, in area: Rectangle, on surface: inout Surface, theme: Theme) {
    let parameter = state.parameters[index]
    let isHere = isFocused && index == state.focused
    let isWrong = state.message(index) != nil
    let labels = min(labelWidth, max(0, area.columns / 2 - 2))
    surface.write(
      isWrong ? "✕" : state.isChanged(index) ? "•" : " ", row: area.row, column: area.column,
      style: theme.style(isWrong ? .bad : .accent), in: area)
    surface.write(
      TextLine(parameter.name, isHere ? .accent : .text, isHere ? .bold : []), row: area.row,
      column: area.column + 2,
      width: labels, theme: theme, in: area)

    let column = area.column + labels + 4
    let beside = beside(parameter, isWrong: isWrong)
    // The field keeps what it needs; unit and paper stand beside it where there is room.
    let fields = max(4, min(36, area.right - column - besideWidth))
    let width = area.right - column - besideWidth >= 14 ? fields : min(36, max(4, area.right - column))
    let box = Rectangle(row: area.row, column: column, rows: 1, columns: width).intersection(area)
    let style = Style(
      foreground: theme[isWrong ? .bad : isHere ? .selectionText : .text],
      background: theme[isHere ? .selection : .raised])
    if isHere {
      surface.write("▎", row: area.row, column: area.column + 1, style: theme.style(.accent), in: area)
    }
    surface.fill(box, style: style)
    let text = state.texts[index]
    if state.choices(index) != nil {
      let arrows = isHere ? ("‹", "›") : (" ", " ")
      surface.write(
        arrows.0 + TextFitting.cut(text, to: width - 2) + arrows.1, row: area.row, column: column,
        style: style, in: box)
    } else {
      let turns = isHere && state.offers(index) != nil && box.columns > 8
      let inner = (turns ? box.splitRight(4).rest : box).inset(rows: 0, columns: 1)
      TextField.write(
        text, cursor: isHere ? state.cursor : nil, in: inner.intersection(area), style: style, on: &surface)
      if turns { surface.write("‹ ›", row: box.row, column: box.right - 4, style: style, in: box) }
    }
    surface.write(
      beside, row: area.row, column: box.right + 1, width: area.right - box.right - 1, theme: theme, in: area)
  }

  /// The unit, and what the paper used where that is not what stands in the field.
  private func beside(_ parameter: Parameter, isWrong: Bool) -> TextLine {
    var line = TextLine(parameter.unit ?? "", .muted)
    if let paper = parameter.paper {
      line += TextLine(line.width > 0 ? "  paper " : "paper ", .muted) + TextLine(paper, .text)
    }
    return line
  }

  private var besideWidth: Int {
    let widest = state.parameters.map { beside($0, isWrong: false).width }.max() ?? 0
    return widest > 0 ? min(30, widest + 1) : 0
  }

  /// The lines seen. The button counts as a line of the list, with a blank line before it.
  private func window(rows: Int) -> Range<Int> {
    let count = state.parameters.count + 2
    return ScrollState(selected: state.isOnButton ? count - 1 : state.focused)
      .window(visible: rows, count: count)
  }

  private func drawButton(in area: Rectangle, on surface: inout Surface, theme: Theme) {
    let isHere = isFocused && state.isOnButton
    let isValid = state.isValid
    let style =
      isHere
      ? Style(
        foreground: theme[isValid ? .accent : .muted].readableInk,
        background: theme[isValid ? .accent : .muted],
        attributes: .bold)
      : Style(foreground: theme[isValid ? .accent : .muted], background: theme[.raised], attributes: .bold)
    let column = area.column + 2
    surface.write(
      isHere ? "[ \(action) ]" : "  \(action)  ", row: area.row, column: column, style: style, in: area)
    surface.mark(
      .button(0),
      in: Rectangle(row: area.row, column: column, rows: 1, columns: displayWidth(action) + 4).intersection(
        area))
    if !isValid {
      let wrong = state.parameters.indices.filter { state.message($0) != nil }.map {
        state.parameters[$0].name
      }
      let start = column + displayWidth(action) + 6
      surface.write(
        TextLine("first put right: \(wrong.joined(separator: ", "))", .bad), row: area.row, column: start,
        width: area.right - start, theme: theme, in: area)
    }
  }

  private func drawDetail(in area: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.write(
      String(repeating: "─", count: area.columns), row: area.row, column: area.column,
      style: theme.style(.border),
      in: area)
    guard state.parameters.indices.contains(state.focused) else { return }
    let parameter = state.parameters[state.focused]
    var lines = [TextLine(parameter.summary, .text)]
    if let message = state.message(state.focused) {
      lines.append(TextLine("✕ " + message, .bad))
    } else {
      lines.append(TextLine("takes ", .muted) + TextLine(parameter.expectation, .text))
    }
    var last = TextLine("default ", .muted) + TextLine(parameter.standard.spelled, .text)
    if let paper = parameter.paper { last += TextLine("   paper ", .muted) + TextLine(paper, .text) }
    lines.append(last)
    Paragraph(lines, wraps: false).draw(in: area.splitTop(1).rest, on: &surface, theme: theme)
  }
}
