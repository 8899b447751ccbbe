/// One line that is being typed, with its cursor; outlives the frame.
public struct TextFieldState: Sendable, Equatable {
  public private(set) var text: String
  /// Before which character the next one goes.
  public private(set) var cursor: Int

  public init(_ text: String = "") {
    self.text = text
    cursor = text.count
  }

  public var isEmpty: Bool { text.isEmpty }

  /// As long as the longest path. What a line holds is looked for in every list with every key, and a paste may be a file.
  public static let mostCharacters = 4_096

  /// A line end would leave the field; it is passed over, and so is what controls a terminal.
  public mutating func insert(_ character: Character) { insert(String(character).filter { !$0.isNewline }) }

  /// Pasted text; line ends become spaces.
  public mutating func insert(_ pasted: String) {
    let before = text.count
    let words = pasted.prefix(4 * Self.mostCharacters).split(whereSeparator: \.isNewline)
    let line = words.joined(separator: " ").filter {
      $0.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f }
    }
    .prefix(max(0, Self.mostCharacters - before))
    // A character may join the one before it.
    text.insert(contentsOf: line, at: index(cursor))
    cursor = min(text.count, cursor + max(0, text.count - before))
  }

  public mutating func backspace() {
    guard cursor > 0 else { return }
    cursor -= 1
    text.remove(at: index(cursor))
  }

  public mutating func deleteForward() {
    guard cursor < text.count else { return }
    text.remove(at: index(cursor))
  }

  /// Erases back to the beginning of a word.
  public mutating func deleteWord() {
    var start = cursor
    let characters = Array(text)
    while start > 0, characters[start - 1] == " " { start -= 1 }
    while start > 0, characters[start - 1] != " " { start -= 1 }
    text = String(characters[..<start] + characters[cursor...])
    cursor = start
  }

  public mutating func move(by step: Int) { cursor = min(max(0, cursor + step), text.count) }
  public mutating func moveToStart() { cursor = 0 }
  public mutating func moveToEnd() { cursor = text.count }

  public mutating func set(_ text: String) { self = TextFieldState(text) }

  private func index(_ offset: Int) -> String.Index {
    text.index(text.startIndex, offsetBy: min(offset, text.count))
  }
}

/// A line to type into. It scrolls so that the cursor is seen.
public struct TextField: Widget {
  public var state: TextFieldState
  /// Before the text: `/`, `:`.
  public var prompt: TextLine
  public var isFocused: Bool
  /// Shown while there is no text.
  public var placeholder: String

  public init(
    _ state: TextFieldState, prompt: TextLine = "", isFocused: Bool = true, placeholder: String = ""
  ) {
    self.state = state
    self.prompt = prompt
    self.isFocused = isFocused
    self.placeholder = placeholder
  }

  public func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme) {
    draw(in: rectangle, on: &surface, theme: theme, style: theme.plain)
  }

  func draw(in rectangle: Rectangle, on surface: inout Surface, theme: Theme, style: Style) {
    let line = rectangle.splitTop(1).top
    surface.fill(line, style: style)
    guard !line.isEmpty else { return }
    let room = max(0, line.columns - 2)
    let start = surface.write(
      prompt, row: line.row, column: line.column, width: min(prompt.width, room), theme: theme,
      ground: style.background, in: line)
    let box = line.splitLeft(start - line.column).rest
    if state.isEmpty {
      surface.write(
        TextLine(placeholder, .muted), row: box.row, column: box.column + (isFocused ? 1 : 0),
        width: box.columns - 1, theme: theme, ground: style.background, in: box)
    }
    Self.write(state.text, cursor: isFocused ? state.cursor : nil, in: box, style: style, on: &surface)
  }

  /// Writes a text so that its cursor is seen: what does not fit leaves at the left.
  static func write(
    _ text: String, cursor: Int?, in box: Rectangle, style: Style, on surface: inout Surface
  ) {
    guard !box.isEmpty else { return }
    guard let cursor else {
      surface.write(
        TextFitting.cut(text, to: box.columns), row: box.row, column: box.column, style: style, in: box)
      return
    }
    let cut = text.index(text.startIndex, offsetBy: min(cursor, text.count))
    let under = text[cut...].first.map(String.init) ?? " "
    // In columns, not characters: a wide one takes two.
    let room = box.columns - max(1, displayWidth(under))
    var start = cut
    var before = 0
    while start > text.startIndex {
      let previous = text.index(before: start)
      let width = displayWidth(String(text[previous]))
      guard before + width <= room else { break }
      before += width
      start = previous
    }
    surface.write(String(text[start...]), row: box.row, column: box.column, style: style, in: box)
    surface.write(under, row: box.row, column: box.column + before, style: style.with(.reverse), in: box)
  }
}
