/// A line of text being typed.
public struct LineInput: Sendable, Equatable {
  public private(set) var characters: [Character]
  /// 0…count: the character before which the next one goes.
  public private(set) var cursor: Int

  public init(_ text: String = "") {
    characters = Array(text)
    cursor = characters.count
  }

  public var text: String { String(characters) }
  public var isEmpty: Bool { characters.isEmpty }

  public mutating func insert(_ character: Character) {
    guard !character.isNewline, character.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f })
    else { return }
    characters.insert(character, at: cursor)
    cursor += 1
  }

  public mutating func eraseBackward() {
    guard cursor > 0 else { return }
    cursor -= 1
    characters.remove(at: cursor)
  }

  public mutating func eraseForward() {
    if cursor < characters.count { characters.remove(at: cursor) }
  }

  public mutating func eraseAll() { self = LineInput() }

  public mutating func move(by step: Int) { cursor = min(max(0, cursor + step), characters.count) }
  public mutating func moveToStart() { cursor = 0 }
  public mutating func moveToEnd() { cursor = characters.count }
}
