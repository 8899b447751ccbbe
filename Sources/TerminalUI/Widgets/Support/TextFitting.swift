/// The text, cut with `…` where it is wider than `columns`.
public func fitted(_ text: String, to columns: Int) -> String { TextFitting.cut(text, to: columns) }

/// Text made to fit a number of columns.
enum TextFitting {
  /// The text, cut with `…` where it is wider than `width`.
  static func cut(_ text: String, to width: Int) -> String {
    guard width > 0 else { return "" }
    guard displayWidth(text, upTo: width + 1) > width else { return text }
    var result = ""
    var used = 0
    for character in text {
      let next = displayWidth(String(character))
      if used + next > width - 1 { break }
      result.append(character)
      used += next
    }
    return result + "…"
  }

  /// The text's end behind `…` where it is wider than `width`: names of one family differ there.
  static func cutStart(_ text: String, to width: Int) -> String {
    guard width > 0 else { return "" }
    guard displayWidth(text, upTo: width + 1) > width else { return text }
    var kept = text.endIndex
    var used = 0
    while kept > text.startIndex {
      let before = text.index(before: kept)
      used += displayWidth(String(text[before]))
      if used > width - 1 { break }
      kept = before
    }
    return "…" + text[kept...]
  }

  /// The line cut to `width`; the `…` takes the role of what it stands for.
  static func cut(_ line: TextLine, to width: Int) -> TextLine {
    guard line.width(upTo: width + 1) > width else { return line }
    var left = width
    var spans: [TextSpan] = []
    for (index, span) in line.spans.enumerated() {
      let spanWidth = displayWidth(span.text, upTo: left + 1)
      let isLast = index == line.spans.count - 1
      if spanWidth < left || (spanWidth == left && isLast) {
        spans.append(span)
        left -= spanWidth
      } else {
        // One column stays for the mark even where the span itself would just fit.
        let text = spanWidth == left ? cut(span.text + " ", to: left) : cut(span.text, to: left)
        spans.append(TextSpan(text, span.role, span.attributes))
        break
      }
    }
    return TextLine(spans)
  }

  /// The line cut behind a word, where there is one that fits.
  static func cutAtWord(_ line: TextLine, to width: Int) -> TextLine {
    guard line.width(upTo: width + 1) > width else { return line }
    var cut = Self.cut(line, to: width)
    guard let last = cut.spans.lastIndex(where: { $0.text.contains(" ") }),
      let space = cut.spans[last].text.lastIndex(of: " ")
    else { return cut }
    cut.spans.removeSubrange((last + 1)...)
    cut.spans[last].text = String(cut.spans[last].text[..<space])
    while cut.spans[last].text.last == " " { cut.spans[last].text.removeLast() }
    guard !cut.text.isEmpty else { return Self.cut(line, to: width) }
    cut.spans.append(TextSpan(" …", .muted))
    return cut
  }

  static func pad(_ text: String, to width: Int, _ alignment: Alignment = .left) -> String {
    let fitted = cut(text, to: width)
    let free = max(0, width - displayWidth(fitted))
    let before = alignment.offset(of: width - free, in: width)
    return String(repeating: " ", count: before) + fitted + String(repeating: " ", count: free - before)
  }

  /// The text broken at spaces into lines of at most `width` columns; longer words are broken anywhere.
  ///
  /// - Parameter count: how many lines are wanted; the text is read a little further than that.
  static func wrap(_ line: TextLine, to width: Int, atMost count: Int = .max) -> [TextLine] {
    guard width > 0, count > 0 else { return [] }
    var lines: [TextLine] = []
    var current = TextLine([])
    var used = 0
    let room = width + 1
    func finish() {
      lines.append(current)
      current = TextLine([])
      used = 0
    }
    for span in line.spans {
      var words = Words(span.text)
      while lines.count < count, let word = words.next() {
        var rest = word
        if used + displayWidth(trimmed(rest), upTo: room) > width, used > 0 { finish() }
        if used == 0, !lines.isEmpty { rest = rest.drop { $0 == " " } }
        while lines.count < count, displayWidth(trimmed(rest), upTo: room) > width {
          let (head, tail) = split(rest, at: width)
          current.spans.append(TextSpan(String(head), span.role, span.attributes))
          finish()
          rest = tail
        }
        guard lines.count < count else { break }
        // Spaces that hang over the edge would be taken for text that does not fit.
        if used + displayWidth(rest, upTo: room) > width { rest = trimmed(rest) }
        if !rest.isEmpty { current.spans.append(TextSpan(String(rest), span.role, span.attributes)) }
        used += displayWidth(rest, upTo: .max)
      }
    }
    if lines.count < count, !current.spans.isEmpty || lines.isEmpty { lines.append(current) }
    return lines
  }

  /// Words, each with the spaces before it.
  private struct Words: IteratorProtocol {
    private var rest: Substring
    init(_ text: String) { rest = Substring(text) }

    mutating func next() -> Substring? {
      guard !rest.isEmpty else { return nil }
      let bytes = rest.utf8
      let start = bytes.firstIndex { $0 != 0x20 } ?? bytes.endIndex
      let end = bytes[start...].firstIndex(of: 0x20) ?? bytes.endIndex
      defer { rest = rest[end...] }
      return rest[..<end]
    }
  }

  private static func trimmed(_ word: Substring) -> Substring {
    var word = word
    while word.last == " " { word.removeLast() }
    return word
  }

  private static func split(_ text: Substring, at width: Int) -> (head: Substring, tail: Substring) {
    var used = 0
    var index = text.startIndex
    while index < text.endIndex {
      let next = displayWidth(String(text[index]))
      if used + next > width { break }
      used += next
      index = text.index(after: index)
    }
    guard index == text.startIndex, index < text.endIndex else { return (text[..<index], text[index...]) }
    // What Unicode calls one character, a family of emoji say, may be wider than the line; one glyph has to go somewhere.
    index = text.unicodeScalars.index(after: index)
    while index < text.endIndex {
      let next = text.unicodeScalars.index(after: index)
      if displayWidth(text[..<next], upTo: width + 1) > width { break }
      index = next
    }
    return (text[..<index], text[index...])
  }
}
