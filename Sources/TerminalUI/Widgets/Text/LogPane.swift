/// How a reader looks at a log: at its end as it grows, or at one place; what is searched; outlives the frame.
public struct LogState: Sendable, Equatable {
  /// Whether the newest lines are shown, whatever comes.
  public private(set) var isFollowing = true
  /// The number of the last line shown while it does not follow.
  public private(set) var bottom = 0
  /// Lines of lower levels are left out.
  public var minimum: LogLevel = .debug
  public var search = TextFieldState()
  /// Whether keys go to the search.
  public var isTyping = false
  /// The line that the search is at.
  public private(set) var match: Int?

  public init(minimum: LogLevel = .debug, search: String = "") {
    self.minimum = minimum
    self.search = TextFieldState(search)
  }

  public mutating func follow() { isFollowing = true }

  /// Scrolls by lines; at the end it follows again. A search then goes on from what is seen.
  public mutating func scroll(by step: Int, _ buffer: LogBuffer, visible: Int) {
    let shown = numbers(buffer)
    guard !shown.isEmpty else { return }
    let last = shown.count - 1
    let here = isFollowing ? last : shown.lastIndex { $0 <= bottom } ?? 0
    // The first screenful is as far up as there is anything to see.
    let next = min(last, max(min(last, visible - 1), here + step))
    isFollowing = next == last
    bottom = shown[next]
    match = nil
  }

  public mutating func scrollToStart(_ buffer: LogBuffer, visible: Int) {
    scroll(by: -buffer.capacity, buffer, visible: visible)
  }

  /// To the next line with the searched words, or the one before; from the end on to the beginning.
  /// - Returns: whether there is one.
  @discardableResult
  public mutating func find(forward: Bool, _ buffer: LogBuffer, visible: Int) -> Bool {
    let found = numbers(buffer).filter { TextSearch.contains(buffer[$0]?.text ?? "", search.text) }
    guard !search.isEmpty, let first = found.first, let last = found.last else {
      match = nil
      return false
    }
    // The first search starts from what is seen, and looks up the log: the newest matter most.
    let here = match ?? (isFollowing ? buffer.end : bottom + 1)
    let next = forward ? found.first { $0 > here } ?? first : found.last { $0 < here } ?? last
    match = next
    show(next, buffer, visible: visible)
    return true
  }

  /// To a line that was found elsewhere.
  public mutating func go(to number: Int, _ buffer: LogBuffer, visible: Int) {
    match = number
    show(number, buffer, visible: visible)
  }

  /// Scrolls so that a line is in the middle.
  private mutating func show(_ number: Int, _ buffer: LogBuffer, visible: Int) {
    let shown = numbers(buffer)
    guard let place = shown.firstIndex(of: number) else { return }
    let last = min(shown.count - 1, max(visible - 1, place + visible / 2))
    bottom = shown[last]
    isFollowing = last == shown.count - 1
  }

  /// The numbers of the lines that the level lets pass.
  func numbers(_ buffer: LogBuffer) -> [Int] {
    let all = buffer.first..<buffer.end
    return minimum == .debug ? Array(all) : all.filter { buffer[$0].map { $0.level >= minimum } ?? false }
  }
}

/// The end of a log, or a place in it. One line a row; long ones are cut.
public struct LogPane: Widget {
  public var buffer: LogBuffer
  public var state: LogState

  public init(_ buffer: LogBuffer, state: LogState = LogState()) {
    self.buffer = buffer
    self.state = state
  }

  /// The lines seen in that height; for `LogState.scroll`.
  public static func visibleRows(height: Int) -> Int { height >= 3 ? height - 1 : height }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    surface.fill(rectangle, style: theme.plain)
    guard !rectangle.isEmpty else { return }
    let (body, foot) = rectangle.splitTop(Self.visibleRows(height: rectangle.rows))
    let shown = window(rows: body.rows)
    if shown.isEmpty {
      let reason =
        buffer.isEmpty ? "nothing has been logged yet" : "no line at this level or above"
      surface.write(
        TextLine(reason, .muted), row: body.row, column: body.column, width: body.columns, theme: theme,
        in: body)
    }
    let times = shown.compactMap { buffer[$0].map { displayWidth($0.time) } }.max() ?? 0
    for (offset, number) in shown.enumerated() {
      guard let line = buffer[number] else { continue }
      let area = Rectangle(row: body.row + offset, column: body.column, rows: 1, columns: body.columns)
      draw(line, isMatch: number == state.match, times: times, in: area, on: &surface, theme: theme)
    }
    if !foot.isEmpty { drawFoot(last: shown.last, in: foot, on: &surface, theme: theme) }
  }

  /// The numbers of the lines shown. Following, only as many lines are looked at as are shown.
  private func window(rows: Int) -> [Int] {
    var found: [Int] = []
    var number = state.isFollowing ? buffer.end - 1 : min(buffer.end - 1, state.bottom)
    // What was looked at may have gone: then the oldest lines are shown.
    if number < buffer.first { number = min(buffer.end - 1, buffer.first + rows - 1) }
    while found.count < rows, let line = buffer[number] {
      if line.level >= state.minimum { found.append(number) }
      number -= 1
    }
    // Fewer lines than rows above the place: the ones below fill up.
    var next = (found.first ?? buffer.first - 1) + 1
    var ascending = Array(found.reversed())
    while !state.isFollowing, ascending.count < rows, let line = buffer[next] {
      if line.level >= state.minimum { ascending.append(next) }
      next += 1
    }
    return ascending
  }

  private func draw(
    _ line: LogLine, isMatch: Bool, times: Int, in area: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    let style = isMatch ? theme.selected(true) : theme.plain
    if isMatch { surface.fill(area, style: style) }
    var text = TextLine(line.level.glyph + " ", line.level.role, .bold)
    if times > 0, area.columns > times + 24 {
      text += TextLine(TextFitting.pad(line.time, to: times) + "  ", .muted)
    }
    let words = state.search.isEmpty ? [] : [state.search.text]
    text += TextSearch.marked(TextLine(line.text, line.level.role), words)
    surface.write(
      text, row: area.row, column: area.column, width: area.columns, theme: theme, ground: style.background,
      in: area)
  }

  private func drawFoot(
    last: Int?, in foot: Rectangle, on surface: inout Surface, theme: Theme
  ) {
    let newer = last.map { buffer.end - 1 - $0 } ?? 0
    var parts =
      state.isFollowing
      ? TextLine("following", .good) : TextLine("held", .warning) + TextLine(" \(newer) newer", .muted)
    if state.minimum > .debug {
      let above = state.minimum == .error ? "" : " and above"
      parts += TextLine("  \(state.minimum.name)\(above)", .muted)
    }
    let gone = buffer.first
    if gone > 0 { parts += TextLine("  \(Figures.count(Double(gone))) gone", .faint) }
    let width = min(parts.width, foot.columns)
    let (line, right) = foot.splitRight(width)
    surface.write(parts, row: right.row, column: right.column, width: width, theme: theme, in: right)
    guard state.isTyping || !state.search.isEmpty, line.columns > 8 else { return }
    TextField(state.search, prompt: TextLine("/", .key, .bold), isFocused: state.isTyping).draw(
      in: line.splitRight(2).rest, on: &surface, theme: theme)
  }
}
