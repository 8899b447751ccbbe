/// How much a message matters: its colour and its sign.
public enum Severity: Sendable, Equatable {
  case information, success, warning, failure

  public var role: Role {
    switch self {
    case .information: .accent
    case .success: .good
    case .warning: .warning
    case .failure: .bad
    }
  }

  /// Tells the severity without a colour.
  public var glyph: String {
    switch self {
    case .information: "•"
    case .success: "✓"
    case .warning: "▲"
    case .failure: "✕"
    }
  }
}

/// A passing message in the lower right corner.
public struct Toast: Widget, Equatable {
  public var text: String
  public var severity: Severity
  /// How often the same was said.
  public var count: Int

  public init(_ text: String, severity: Severity = .information, count: Int = 1) {
    self.text = text
    self.severity = severity
    self.count = count
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    let lines = lines(in: rectangle)
    let rows = min(rectangle.rows, lines.count)
    guard rows > 0 else { return }
    let width = (lines.map(\.width).max() ?? 0) + 5
    let bottom = rectangle.bottom - (rectangle.rows > rows ? 1 : 0)
    let box = Rectangle(
      row: bottom - rows, column: rectangle.right - width - 1, rows: rows, columns: width
    ).intersection(rectangle)
    let ground = theme[.raised]
    surface.fill(box, style: theme.plain.on(ground))
    for (index, line) in lines.prefix(box.rows).enumerated() {
      let sign =
        TextLine("▌", severity.role) + TextLine(index == 0 ? severity.glyph : " ", severity.role, .bold)
      surface.write(
        sign, row: box.row + index, column: box.column, width: 2, theme: theme, ground: ground, in: box)
      surface.write(
        line, row: box.row + index, column: box.column + 3, width: box.columns - 4, theme: theme,
        ground: ground, in: box)
    }
  }

  /// The rows that the message takes, without the free one beneath.
  public func height(in rectangle: Rectangle) -> Int { lines(in: rectangle).count }

  private func lines(in rectangle: Rectangle) -> [TextLine] {
    let room = min(60, rectangle.columns - 7)
    guard room > 0 else { return [] }
    let line = TextLine(text) + (count > 1 ? TextLine(" ×\(count)", .muted) : "")
    return TextFitting.wrap(line, to: room, atMost: 4)
  }
}

/// Messages that go by themselves; outlives the frame. The clock is the caller's.
public struct ToastQueue: Sendable, Equatable {
  struct Entry: Sendable, Equatable {
    var toast: Toast
    var expires: Double
  }

  private(set) var entries: [Entry] = []
  /// How many are kept; the oldest go first.
  public let capacity: Int

  public init(capacity: Int = 4) { self.capacity = max(1, capacity) }

  public var isEmpty: Bool { entries.isEmpty }
  public var toasts: [Toast] { entries.map(\.toast) }

  /// Says something. The same text again is counted and stays longer.
  /// - Parameters:
  ///   - now: seconds on any clock.
  ///   - seconds: how long it stays; by its severity when nil.
  public mutating func post(
    _ text: String, _ severity: Severity = .information, now: Double, seconds: Double? = nil
  ) {
    var toast = Toast(text, severity: severity)
    if let place = entries.firstIndex(where: { $0.toast.text == text && $0.toast.severity == severity }) {
      toast.count = entries.remove(at: place).toast.count + 1
    }
    let stay = seconds ?? (severity == .failure ? 12 : severity == .warning ? 9 : 6)
    entries.append(Entry(toast: toast, expires: now + stay))
    if entries.count > capacity { entries.removeFirst(entries.count - capacity) }
  }

  /// Lets go what has been there long enough.
  public mutating func expire(now: Double) { entries.removeAll { $0.expires <= now } }

  /// When the next one goes.
  public var nextExpiry: Double? { entries.map(\.expires).min() }

  /// Puts the newest away by hand.
  public mutating func dismiss() { _ = entries.popLast() }
}

/// The messages of a queue above each other, the newest lowest; those without room are left out whole.
public struct ToastStack: Widget {
  public var toasts: [Toast]

  public init(_ queue: ToastQueue) { toasts = queue.toasts }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    var place = rectangle
    for toast in toasts.reversed() {
      let height = toast.height(in: rectangle)
      guard height > 0, height < place.rows || place == rectangle else { return }
      toast.draw(in: place, on: &surface, theme: theme)
      place = place.splitBottom(height + 1).rest
    }
  }
}
