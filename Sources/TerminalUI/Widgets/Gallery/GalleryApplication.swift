import Catalog

/// All widgets in a terminal: names at the left, the chosen one at the right, in any size, theme and depth.
public final class GalleryApplication: TerminalApplication {
  private(set) var state: GalleryState
  private let themes: [Theme]
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var hits = HitMap()

  /// - Parameters:
  ///   - themes: at least one; the first is shown first.
  ///   - traits: the terminal's own.
  public init(themes: [Theme], traits: TerminalTraits) {
    self.themes = themes.isEmpty ? [.dark] : themes
    state = GalleryState(depth: traits.depth, glyphs: traits.glyphs)
    start = clock.now
  }

  /// Opens the terminal, shows the gallery and returns when it is left.
  ///
  /// - Throws: ``UserError`` when there is no terminal.
  public static func run(themes: [Theme], _ options: TerminalOptions) throws -> LoopEnd {
    let session = try TerminalSession(options)
    defer { session.close() }
    return session.run(GalleryApplication(themes: themes, traits: session.traits))
  }

  public func handle(_ event: InputEvent) -> Reaction {
    switch event {
    case .key(let press):
      if press == KeyPress("ctrl-z") { return .suspend }
      if press == KeyPress("ctrl-l") { return .repaint }
      guard let action = GalleryState.action(for: press) else { return .nothing }
      if action == .quit { return .quit }
      state.take(action, themes: themes.count)
      return .redraw
    case .mouse(let mouse): return take(mouse)
    case .tick:
      if state.isMoving { state.seconds += 0.5 }
      return .redraw
    case .resize, .focus: return .redraw
    case .wake, .paste, .terminate: return .nothing
    }
  }

  public var nextTick: ContinuousClock.Instant? { state.isMoving ? clock.now + .milliseconds(500) : nil }

  private func take(_ mouse: MouseEvent) -> Reaction {
    switch mouse.kind {
    case .wheel(.up): state.choose(state.list.selected - 1)
    case .wheel(.down): state.choose(state.list.selected + 1)
    case .press(.left):
      guard case .row(let row)? = hits.hits(at: mouse.position).first?.target else { return .nothing }
      state.choose(row)
    default: return .nothing
    }
    return .redraw
  }

  // MARK: Drawing

  public func draw(on surface: inout Surface) {
    let own = themes[state.theme].adapted(to: surface.traits.depth)
    surface.fill(surface.bounds, style: own.plain)
    let layout = layout(surface.bounds)
    state.list.settle(
      visible: names.visibleRows(height: layout.list.rows), count: WidgetGallery.entries.count)
    surface.draw(names, in: layout.list, theme: own)
    drawStage(in: layout.stage, on: &surface, theme: own)
    let hints = GalleryState.keys.filter { !$0.label.isEmpty }.map { KeyHint($0.shown, $0.label) }
    surface.draw(Footer(hints), in: layout.footer, theme: own)
    hits = surface.hits
  }

  private func layout(_ area: Rectangle) -> (list: Rectangle, stage: Rectangle, footer: Rectangle) {
    let (body, footer) = area.splitBottom(area.rows > 2 ? 1 : 0)
    let (list, stage) = body.splitLeft(area.columns >= 50 ? 19 : 0)
    return (list, stage, footer)
  }

  private var names: Table {
    let entries = WidgetGallery.entries
    return Table(
      [TableColumn("widget", width: .flexible(minimum: 10))], rowCount: entries.count, state: state.list
    ) { [TableCell(entries[$0].name)] }
  }

  /// The chosen widget in its size, in the terminal that is made believe.
  private func drawStage(in stage: Rectangle, on surface: inout Surface, theme: Theme) {
    let sample = state.current
    let place = "\(min(state.sample, state.entry.samples.count - 1) + 1)/\(state.entry.samples.count)"
    let depth = state.depth == .monochrome ? "no colours" : state.depth.rawValue
    let note = TextLine("\(themes[state.theme].name), \(depth), \(state.glyphs.rawValue)", .muted)
    let panel = Panel(
      TextLine(sample.name) + TextLine(" \(place)", .muted), note: note,
      hint: TextLine(state.isMoving ? "" : "held", .warning), isFocused: true)
    surface.draw(panel, in: stage, theme: theme)
    let room = stage.inset(rows: 1, columns: 1)
    let (line, inside) = room.splitTop(room.rows > 6 ? 1 : 0)
    let wanted = GalleryState.sizes[state.size]
    let size = wanted ?? inside.size
    let fits = size.rows <= inside.rows && size.columns <= inside.columns
    surface.write(
      TextLine("\(size.columns)×\(size.rows)", fits ? .accent : .warning)
        + TextLine(fits ? "  " : " (cut)  ", .warning) + TextLine(state.entry.summary, .muted),
      row: line.row, column: line.column + 1, width: line.columns - 2, theme: theme, in: line)
    let shown = GalleryPrint(
      traits: TerminalTraits(depth: state.depth, glyphs: state.glyphs, isDark: surface.traits.isDark),
      theme: themes[state.theme]
    ).surface(sample, size: size, at: state.seconds).asShown()
    surface.copy(shown, row: inside.row, column: inside.column, clippedTo: inside)
    guard wanted != nil else { return }
    mark(
      Rectangle(row: inside.row, column: inside.column, rows: size.rows, columns: size.columns), in: inside,
      on: &surface, theme: theme)
  }

  /// Where the widget ends, so that its size is seen.
  private func mark(_ box: Rectangle, in room: Rectangle, on surface: inout Surface, theme: Theme) {
    let style = theme.style(.faint)
    if box.bottom < room.bottom {
      surface.write(
        String(repeating: "┄", count: box.columns), row: box.bottom, column: box.column, style: style,
        in: room)
    }
    guard box.right < room.right else { return }
    for row in box.row..<box.bottom {
      surface.write("┊", row: row, column: box.right, style: style, in: room)
    }
  }
}
