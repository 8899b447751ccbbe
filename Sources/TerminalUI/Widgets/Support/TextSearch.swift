/// Finds words in text, upper and lower case alike.
enum TextSearch {
  static func contains(_ text: String, _ word: String) -> Bool {
    word.isEmpty || (text.lowercased()).contains(word.lowercased())
  }

  /// The line with the places of the words underlined and in another role.
  static func marked(_ line: TextLine, _ words: [String], role: Role = .accent) -> TextLine {
    let words = words.filter { !$0.isEmpty }.map { Array($0.lowercased()) }
    guard !words.isEmpty else { return line }
    return TextLine(
      line.spans.flatMap { span -> [TextSpan] in
        let letters = Array(span.text)
        let lower = letters.map { Character($0.lowercased().first.map(String.init) ?? " ") }
        var isMarked = Array(repeating: false, count: letters.count)
        for word in words where word.count <= lower.count {
          for start in 0...lower.count - word.count where lower[start] == word[0] {
            if lower[start..<start + word.count].elementsEqual(word) {
              for place in start..<start + word.count { isMarked[place] = true }
            }
          }
        }
        return runs(letters, isMarked, span, role)
      })
  }

  private static func runs(
    _ letters: [Character], _ isMarked: [Bool], _ span: TextSpan, _ role: Role
  ) -> [TextSpan] {
    var spans: [TextSpan] = []
    var start = 0
    for place in letters.indices where place + 1 == letters.count || isMarked[place + 1] != isMarked[place] {
      let text = String(letters[start...place])
      spans.append(
        isMarked[place]
          ? TextSpan(text, role, span.attributes.union([.bold, .underline]))
          : TextSpan(text, span.role, span.attributes))
      start = place + 1
    }
    return spans
  }
}
