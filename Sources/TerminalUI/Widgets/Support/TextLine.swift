/// A stretch of text in one role.
public struct TextSpan: Sendable, Equatable {
  public var text: String
  public var role: Role
  public var attributes: Attributes

  public init(_ text: String, _ role: Role = .text, _ attributes: Attributes = []) {
    self.text = text
    self.role = role
    self.attributes = attributes
  }
}

/// One line of text made of spans.
public struct TextLine: Sendable, Equatable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  public var spans: [TextSpan]

  public init(_ spans: [TextSpan]) { self.spans = spans }

  public init(_ text: String, _ role: Role = .text, _ attributes: Attributes = []) {
    spans = text.isEmpty ? [] : [TextSpan(text, role, attributes)]
  }

  public init(stringLiteral value: String) { self.init(value) }

  public var text: String { spans.map(\.text).joined() }
  /// In columns.
  public var width: Int { spans.reduce(0) { $0 + displayWidth($1.text) } }
  /// The same, but not counted further than `limit`.
  func width(upTo limit: Int) -> Int {
    spans.reduce(0) { $0 >= limit ? limit : $0 + displayWidth($1.text, upTo: limit - $0) }
  }

  public static func + (first: TextLine, second: TextLine) -> TextLine {
    TextLine(first.spans + second.spans)
  }

  public static func += (first: inout TextLine, second: TextLine) { first.spans += second.spans }
}

public enum Alignment: Sendable, Equatable {
  case left, center, right

  /// Where `width` columns begin within `available`.
  func offset(of width: Int, in available: Int) -> Int {
    switch self {
    case .left: 0
    case .center: max(0, (available - width) / 2)
    case .right: max(0, available - width)
    }
  }
}
