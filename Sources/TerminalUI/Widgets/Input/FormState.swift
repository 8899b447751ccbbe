import Catalog

/// What has been typed into a form; outlives the frame.
///
/// The fields are the card's parameters. After the last one comes the button, at index `fields.count`.
public struct FormState: Sendable, Equatable {
  public let parameters: [Parameter]
  public private(set) var texts: [String]
  private let offered: [String: [String]]
  /// The field that has the keyboard; `parameters.count` is the button.
  public private(set) var focused = 0
  /// Where the next character goes, in characters of the focused text.
  public private(set) var cursor: Int

  /// - Parameters:
  ///   - typed: texts to begin with; the parameters' defaults stand elsewhere.
  ///   - offered: by name, texts that left and right turn through in a field of free text.
  public init(_ parameters: [Parameter], typed: [String: String] = [:], offered: [String: [String]] = [:]) {
    self.parameters = parameters
    self.offered = offered
    texts = parameters.map { typed[$0.name] ?? $0.standard.spelled }
    cursor = texts.first?.count ?? 0
  }

  public init(_ card: Card, typed: [String: String] = [:]) { self.init(card.parameters, typed: typed) }

  public var isOnButton: Bool { focused == parameters.count }
  public var isValid: Bool { parameters.indices.allSatisfy { message($0) == nil } }

  /// What is wrong with a field, nil when nothing is.
  public func message(_ index: Int) -> String? {
    guard parameters.indices.contains(index) else { return nil }
    do {
      _ = try parameters[index].parse(texts[index])
      return nil
    } catch {
      return (error as? UserError)?.message ?? "\(error)"
    }
  }

  /// Every field's text by the parameter's name, for `Settings(card, typed:)`.
  public var typed: [String: String] {
    Dictionary(zip(parameters.map(\.name), texts)) { _, last in last }
  }

  public func isChanged(_ index: Int) -> Bool { texts[index] != parameters[index].standard.spelled }

  /// The words among which a field chooses, nil where it takes any text.
  public func choices(_ index: Int) -> [String]? {
    guard parameters.indices.contains(index) else { return nil }
    switch parameters[index].range {
    case .choice(let words): return words
    case .flag: return ["false", "true"]
    default: return nil
    }
  }

  /// What a field of free text offers; nil where it offers nothing or is a choice anyway.
  public func offers(_ index: Int) -> [String]? {
    guard parameters.indices.contains(index), choices(index) == nil else { return nil }
    return offered[parameters[index].name].flatMap { $0.isEmpty ? nil : $0 }
  }

  // MARK: Keys

  public mutating func focus(_ index: Int) {
    focused = min(max(0, index), parameters.count)
    cursor = isOnButton ? 0 : texts[focused].count
  }

  public mutating func next() { focus(focused == parameters.count ? 0 : focused + 1) }
  public mutating func previous() { focus(focused == 0 ? parameters.count : focused - 1) }

  /// Types a character; in a field of choices, goes to the next one that begins with it, or with a space to the next.
  public mutating func insert(_ character: Character) {
    guard !isOnButton, !character.isNewline else { return }
    if let words = choices(focused) {
      if character == " " { return cycle(by: 1) }
      let from = (words.firstIndex(of: texts[focused]) ?? -1) + 1
      let order = words[from...] + words[..<from]
      if let word = order.first(where: { $0.first == character }) { set(word) }
      return
    }
    texts[focused].insert(character, at: index(cursor))
    cursor += 1
  }

  /// Pastes into a field of text; a choice is not pasted.
  public mutating func paste(_ pasted: String) {
    guard !isOnButton, choices(focused) == nil else { return }
    var field = TextFieldState(texts[focused])
    field.move(by: cursor - field.cursor)
    field.insert(pasted)
    (texts[focused], cursor) = (field.text, field.cursor)
  }

  /// Puts another text into the focused field.
  public mutating func set(_ text: String) {
    guard !isOnButton else { return }
    texts[focused] = text
    cursor = text.count
  }

  public mutating func backspace() {
    guard !isOnButton, choices(focused) == nil, cursor > 0 else { return }
    cursor -= 1
    texts[focused].remove(at: index(cursor))
  }

  public mutating func deleteForward() {
    guard !isOnButton, choices(focused) == nil, cursor < texts[focused].count else { return }
    texts[focused].remove(at: index(cursor))
  }

  /// Left and right: moves the cursor, or chooses among words.
  public mutating func move(by step: Int) {
    guard !isOnButton else { return }
    if choices(focused) ?? offers(focused) != nil { return cycle(by: step) }
    cursor = min(max(0, cursor + step), texts[focused].count)
  }

  public mutating func moveToStart() { if !isOnButton, choices(focused) == nil { cursor = 0 } }
  public mutating func moveToEnd() { if !isOnButton { cursor = texts[focused].count } }

  /// Takes the default back.
  public mutating func reset() {
    guard !isOnButton else { return }
    set(parameters[focused].standard.spelled)
  }

  public mutating func clear() {
    guard !isOnButton, choices(focused) == nil else { return }
    set("")
  }

  /// The next word where the focused field chooses among words; else nothing.
  public mutating func turn() { if !isOnButton, choices(focused) != nil { cycle(by: 1) } }

  private mutating func cycle(by step: Int) {
    guard let words = choices(focused) ?? offers(focused), !words.isEmpty else { return }
    // From a text of one's own the first step leads to the nearest end of the list.
    let here = words.firstIndex(of: texts[focused]) ?? (step > 0 ? -1 : words.count)
    set(words[((here + step) % words.count + words.count) % words.count])
  }

  private func index(_ offset: Int) -> String.Index {
    texts[focused].index(texts[focused].startIndex, offsetBy: min(offset, texts[focused].count))
  }
}
