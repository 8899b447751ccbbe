import Engine
import TerminalUI

/// A bar a concept for the explained class, and beside it one for the class that it is compared with.
struct ConceptBars {
  let browser: ConceptBrowser
  let isFocused: Bool

  private var view: ConceptsView { browser.state.conceptsView }

  private var title: TextLine {
    let quantity = view.quantity.title
    guard view.quantity != .value, let first = browser.columns.first else { return TextLine(quantity) }
    return TextLine("\(quantity) for \(first.name)")
  }

  private var note: TextLine {
    if !view.edits.isEmpty {
      return TextLine("≠ changed, \(browser.state.key("put-back")) puts back", .warning)
    }
    guard view.quantity != .value, browser.point.classCount > 1 else { return "" }
    return TextLine(view.isRaw ? "raw θ" : "θ less its mean", .muted)
  }

  func draw(in place: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.draw(Panel(title, note: note, isFocused: isFocused), in: place, theme: theme)
    let inside = Panel.content(of: place)
    guard !inside.isEmpty else { return }
    let order = browser.state.conceptOrder(browser.origin)
    let columns = view.quantity == .value ? Array(browser.columns.prefix(1)) : browser.columns
    let labels = labels(order, wide: inside.columns >= (columns.count > 1 ? 72 : 52))
    let labelled = min(labels.map(displayWidth).max() ?? 0, inside.columns / 2)
    // Two bars of fewer columns than this cannot be compared.
    let isDouble = columns.count > 1 && inside.columns - labelled >= 40
    let shown = isDouble ? columns : Array(columns.prefix(1))
    let each = (inside.columns - labelled - 1 - (isDouble ? 1 : 0)) / shown.count
    let range = range(order, shown.map(\.column))
    let header = shown.count > 1 && inside.rows >= 4 ? 1 : 0
    let (top, below) = inside.splitTop(header)
    let (rows, rest) = below.splitTop(hasMap(order.count, in: below) ? order.count + 1 : below.rows)
    drawMap(order, in: rest, on: &surface, theme: theme)
    for (place, column) in shown.enumerated() {
      let start = place == 0 ? 0 : labelled + 1 + each + 1
      let width = place == 0 ? labelled + 1 + each : inside.columns - start
      let bars = zip(order, labels).map { concept, label -> Bar in
        let value = browser.figure(concept, column.column)
        return Bar.signed(
          place == 0 ? padded(fitted(label, to: labelled), to: labelled) : "", value,
          figure: figure(value, largest: max(abs(range.lowerBound), abs(range.upperBound))))
      }
      let area = Rectangle(row: rows.row, column: rows.column + start, rows: rows.rows, columns: width)
      surface.draw(
        BarChart(bars, selected: order.firstIndex(of: browser.concept), range: range, format: .number),
        in: area,
        theme: theme)
      guard header > 0 else { continue }
      let title = Rectangle(
        row: top.row, column: top.column + (place == 0 ? labelled + 1 : start + 1), rows: 1,
        columns: place == 0 ? each : width - 1)
      surface.line(
        TextLine(place == 0 ? column.name : "against \(column.name)", place == 0 ? .accent : .muted),
        in: title,
        theme: theme)
    }
  }

  // MARK: All classes

  /// Whether the same figures for all classes have room beneath.
  private func hasMap(_ count: Int, in place: Rectangle) -> Bool {
    view.quantity != .value && browser.point.classCount > 2 && place.columns >= 44
      && place.rows >= 2 * count + 6
  }

  private func drawMap(_ order: [Int], in place: Rectangle, on surface: inout Surface, theme: Theme) {
    guard !place.isEmpty else { return }
    let classes = (0..<browser.point.classCount).map(browser.className)
    let values = order.flatMap { concept in
      classes.indices.map { Float(browser.figure(concept, $0)) }
    }
    var state = HeatmapState(
      row: order.firstIndex(of: browser.concept) ?? 0, column: browser.contrast ?? browser.explained)
    state.rows.select(state.rows.selected, count: order.count)
    var map = Heatmap(
      rows: order.map { browser.explanation.names[$0] }, columns: classes, values: values,
      scale: HeatScale(view.quantity == .relevance ? "θ" : "θ·h", covering: values, isSigned: true),
      state: state,
      isFocused: isFocused)
    map.allowsHalves = false
    surface.draw(map, in: place, theme: theme)
  }

  // MARK: Bars

  /// With as many decimals as the largest needs, so that points stand beneath each other.
  private func figure(_ value: Double, largest: Double) -> String {
    Figures.fixed(value, largest >= 100 ? 0 : largest >= 10 ? 1 : largest >= 1 ? 2 : 3)
  }

  /// All bars side by side share one range, so that they can be compared.
  private func range(_ order: [Int], _ columns: [Int]) -> ClosedRange<Double> {
    let values = order.flatMap { concept in columns.map { browser.figure(concept, $0) } }.filter(\.isFinite)
    let low = min(0, values.min() ?? 0), high = max(0, values.max() ?? 1)
    return low < high ? low...high : 0...1
  }

  /// The concepts' names, with their values where there is room, and with what was changed.
  private func labels(_ order: [Int], wide: Bool) -> [String] {
    let names = order.map { browser.explanation.names[$0] }
    let told = wide && browser.explanation.isTabular ? browser.explanation.features(browser.input) : []
    let features = Dictionary(told.map { ($0.name, $0.value) }) { first, _ in first }
    let values = order.map { concept -> String in
      let edit = browser.edit(concept)
      if edit.shift != 0 { return "h \(Figures.short(browser.point.value(concept, edit)))" }
      if edit.scale != 1 { return "θ×\(Figures.trimmed(edit.scale))" }
      // Where a concept is a feature of a table, what the table says of it.
      if let feature = features[browser.explanation.names[concept]] { return feature }
      return wide && view.quantity != .value ? "h \(Figures.short(browser.point.concepts[concept]))" : ""
    }
    let nameWidth = min(names.map(displayWidth).max() ?? 0, wide ? 28 : 16)
    let valueWidth = values.map(displayWidth).max() ?? 0
    return order.indices.map { place in
      let mark = view.edits.isEmpty ? "" : browser.edit(order[place]).isNone ? "  " : "≠ "
      let name = mark + padded(fitted(names[place], to: nameWidth), to: nameWidth)
      return valueWidth == 0 ? name : name + "  " + padded(values[place], to: -valueWidth)
    }
  }
}
