/// Text made to fit a number of columns.
enum TextFitting {
  /// The text, cut with `…` where it is wider than `width`.
  static func cut(_ text: String, to width: Int) -> String {
    guard width > 0 else { return "" }
    guard displayWidth(text) > width else { return text }
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

  /// The line cut to `width`; the `…` takes the role of what it stands for.
  static func cut(_ line: TextLine, to width: Int) -> TextLine {
    guard line.width > width else { return line }
    var left = width
    var spans: [TextSpan] = []
    for (index, span) in line.spans.enumerated() {
      let spanWidth = displayWidth(span.text)
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

  static func pad(_ text: String, to width: Int, _ alignment: Alignment = .left) -> String {
    let fitted = cut(text, to: width)
    let free = max(0, width - displayWidth(fitted))
    let before = alignment.offset(of: width - free, in: width)
    return String(repeating: " ", count: before) + fitted + String(repeating: " ", count: free - before)
  }

  /// The text broken at spaces into lines of at most `width` columns; longer words are broken anywhere.
  static func wrap(_ line: TextLine, to width: Int) -> [TextLine] {
    guard width > 0 else { return [] }
    var lines: [TextLine] = []
    var current = TextLine([])
    var used = 0
    func finish() {
      lines.append(current)
      current = TextLine([])
      used = 0
    }
    for span in line.spans {
      for word in words(span.text) {
        var rest = word
        var restWidth = displayWidth(rest)
        if used + displayWidth(trimmed(rest)) > width, used > 0 { finish() }
        if used == 0 {
          if !lines.isEmpty { rest = String(rest.drop { $0 == " " }) }
          restWidth = displayWidth(rest)
        }
        while displayWidth(trimmed(rest)) > width {
          let (head, tail) = split(rest, at: width)
          current.spans.append(TextSpan(head, span.role, span.attributes))
          finish()
          rest = tail
          restWidth = displayWidth(rest)
        }
        if !rest.isEmpty { current.spans.append(TextSpan(rest, span.role, span.attributes)) }
        used += restWidth
      }
    }
    if !current.spans.isEmpty || lines.isEmpty { lines.append(current) }
    return lines
  }

  /// Words, each with the spaces before it.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var current = ""
    for character in text {
      if character == " ", let last = current.last, last != " " {
        words.append(current)
        current = ""
      }
      current.append(character)
    }
    if !current.isEmpty { words.append(current) }
    return words
  }

  private static func trimmed(_ word: String) -> String {
    var word = word
    while word.last == " " { word.removeLast() }
    return word
  }

  private static func split(_ text: String, at width: Int) -> (head: String, tail: String) {
    var used = 0
    var index = text.startIndex
    while index < text.endIndex {
      let next = displayWidth(String(text[index]))
      if used + next > width { break }
      used += next
      index = text.index(after: index)
    }
    // A character wider than the line still has to go somewhere.
    if index == text.startIndex { index = text.index(after: index) }
    return (String(text[..<index]), String(text[index...]))
  }
}
