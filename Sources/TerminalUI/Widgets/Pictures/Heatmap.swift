/// A grid of numbers as coloured cells, with labels, a legend in real units and a cursor.
///
/// NaN is a cell that has yet to come: it is dotted, and the one being computed has a mark of its own. Cells below the
/// diagonal of an upper triangle are left blank. Grids larger than the rectangle scroll with the cursor, beside an
/// overview of them all; where rows are many, each is half a cell high, gaps set groups of rows apart, and groups can be
/// folded into one line, which shows the strongest of their values. Without colours, shades stand for the values, and
/// signs have characters of their own.
public struct Heatmap: Widget {
  public var rows: [String]
  public var columns: [String]
  /// Row by row.
  public var values: [Float]
  public var scale: HeatScale
  /// What the columns are: `checkpoint`.
  public var columnTitle: String
  /// One a row, shown as glyphs beside the labels; empty without.
  public var verdicts: [Verdict?]
  /// What else is shown beside the labels, each kind in a column of its own.
  public var tags: [HeatmapTag] = []
  /// A bar beside each row, on the same scale as the cells.
  public var bars: HeatmapBars?
  public var isUpperTriangle: Bool
  public var state: HeatmapState
  /// The cell that is being computed, when it is known.
  public var pending: Position?
  /// Whether the cursor is drawn.
  public var isFocused: Bool
  /// Whether a row may be half a cell high, which leaves no room for a sign.
  public var allowsHalves = true
  /// Whether the lines at the foot say what the colours stand for.
  public var showsLegend = true
  /// Whether verdicts have their column even where there are none, so that maps beside this one stand alike.
  public var reservesVerdicts = false
  /// Whether they read out the chosen cell where it has no room for its value.
  public var readsOut = true

  public init(
    rows: [String], columns: [String], values: [Float], scale: HeatScale, columnTitle: String = "",
    verdicts: [Verdict?] = [], bars: HeatmapBars? = nil, isUpperTriangle: Bool = false,
    state: HeatmapState = HeatmapState(), isFocused: Bool = true
  ) {
    self.rows = rows
    self.columns = columns
    self.values = values
    self.scale = scale
    self.columnTitle = columnTitle
    self.verdicts = verdicts
    self.bars = bars
    self.isUpperTriangle = isUpperTriangle
    self.state = state
    self.isFocused = isFocused
  }

  /// The value of a cell; nil where there is none (yet).
  public func value(row: Int, column: Int) -> Float? {
    let index = row * columns.count + column
    guard rows.indices.contains(row), columns.indices.contains(column), values.indices.contains(index),
      !values[index].isNaN
    else { return nil }
    return values[index]
  }

  /// Whether a cell has yet to come.
  private func isAwaited(row: Int, column: Int) -> Bool {
    !(isUpperTriangle && column < row) && value(row: row, column: column) == nil
  }

  var hasAwaitedCells: Bool {
    rows.indices.contains { row in columns.indices.contains { isAwaited(row: row, column: $0) } }
  }

  /// The lines and columns of the grid that are seen in a rectangle; their lower ends are the offsets to keep. A line is
  /// a row, a folded group or a gap.
  public func visible(in rectangle: Rectangle, traits: TerminalTraits = TerminalTraits()) -> (
    rows: Range<Int>, columns: Range<Int>
  ) {
    let layout = HeatmapLayout(self, in: rectangle, traits: traits)
    return (layout.lineWindow, layout.columnWindow)
  }

  /// The rows at which every line of the map is seen, header and legend included.
  public func naturalHeight(columns: Int) -> Int {
    let tall = Rectangle(row: 0, column: 0, rows: 3 * rows.count + 3, columns: columns)
    let layout = HeatmapLayout(self, in: tall, traits: TerminalTraits())
    return layout.cellRows * layout.lines.all.count + (showsLegend ? 3 : 1)
  }

  /// The rows with their groups, as they are folded.
  public var grouping: HeatmapRows { HeatmapRows(rows, folded: state.folded) }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    guard !rectangle.isEmpty, !rows.isEmpty, !columns.isEmpty else { return }
    let layout = HeatmapLayout(self, in: rectangle, traits: surface.traits)
    drawHeader(layout, on: &surface, theme: theme)
    drawOverview(layout, on: &surface, theme: theme)
    surface.mark(.cells(HitCells(layout)), in: layout.cells)
    let chosen = layout.lines.index(ofRow: state.rows.selected)
    for line in layout.lineWindow
    where !layout.lines.all[line].isGap && layout.labelled(line, chosen: isFocused ? chosen : -1) {
      drawLabel(line, isChosen: isFocused && line == chosen, layout, on: &surface, theme: theme)
      if let bars, let area = layout.bars {
        drawBar(bars, line: line, area, layout, on: &surface, theme: theme)
      }
    }
    if layout.isHalved {
      drawHalves(layout, chosen: chosen, on: &surface, theme: theme)
    } else {
      drawCells(layout, chosen: chosen, on: &surface, theme: theme)
    }
    if isFocused { drawCrosshair(layout, chosen: chosen, on: &surface, theme: theme) }
    if let legend = layout.legend { drawLegend(in: legend, layout, on: &surface, theme: theme) }
  }
}

/// What some rows of a heatmap have in common: a character beside their labels, explained in the legend.
public struct HeatmapTag: Sendable, Equatable {
  public var glyph: String
  public var role: Role
  public var title: String
  public var rows: Set<Int>

  public init(_ glyph: String, _ role: Role, title: String, rows: Set<Int>) {
    self.glyph = glyph
    self.role = role
    self.title = title
    self.rows = rows
  }
}

/// Bars beside the rows of a heatmap.
public struct HeatmapBars: Sendable, Equatable {
  public var title: String
  /// One a row, on the heatmap's scale; NaN is drawn as none.
  public var values: [Float]

  public init(_ title: String, values: [Float]) {
    self.title = title
    self.values = values
  }
}
