import DequeModule

/// How much a line of a log matters.
public enum LogLevel: Int, Sendable, Equatable, Comparable, CaseIterable {
  case debug, information, warning, error

  public static func < (a: LogLevel, b: LogLevel) -> Bool { a.rawValue < b.rawValue }

  public var role: Role {
    switch self {
    case .debug: .muted
    case .information: .text
    case .warning: .warning
    case .error: .bad
    }
  }

  /// In a word.
  public var name: String {
    switch self {
    case .debug: "debug"
    case .information: "information"
    case .warning: "warnings"
    case .error: "errors"
    }
  }

  /// Tells the level without a colour.
  public var glyph: String {
    switch self {
    case .debug: "·"
    case .information: " "
    case .warning: "▲"
    case .error: "✕"
    }
  }
}

public struct LogLine: Sendable, Equatable {
  public var level: LogLevel
  public var text: String
  /// The time as it is to be shown.
  public var time: String

  public init(_ text: String, level: LogLevel = .information, time: String = "") {
    self.text = text
    self.level = level
    self.time = time
  }
}

/// The newest lines of a log. Lines are known by their number since the beginning, which does not change when old ones
/// go.
public struct LogBuffer: Sendable, Equatable {
  public let capacity: Int
  private var lines: Deque<LogLine> = []
  /// The number of the oldest line that is still there.
  public private(set) var first = 0

  public init(capacity: Int = 10_000) { self.capacity = max(1, capacity) }

  /// The number that the next line will get.
  public var end: Int { first + lines.count }
  public var isEmpty: Bool { lines.isEmpty }

  public subscript(number: Int) -> LogLine? {
    number >= first && number < end ? lines[number - first] : nil
  }

  /// A text of several lines becomes several.
  public mutating func append(_ line: LogLine) {
    for piece in line.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      var part = line
      part.text = String(piece)
      lines.append(part)
      if lines.count > capacity {
        lines.removeFirst()
        first += 1
      }
    }
  }
}
