/// What a method says of itself. The command line, the form, the help, completion, `halftone list`, the
/// README's tables and the law tests are all derived from it.
public struct Card: Codable, Sendable, Equatable {
  /// Kebab-case of the field's term; never changes once published.
  public let identifier: String
  public let title: String
  /// One sentence.
  public let summary: String
  public let citation: Citation?
  public let parameters: [Parameter]

  public init(
    identifier: String, title: String, summary: String, citation: Citation? = nil,
    parameters: [Parameter] = []
  ) {
    self.identifier = identifier
    self.title = title
    self.summary = summary
    self.citation = citation
    self.parameters = parameters
  }

  public func parameter(_ name: String) -> Parameter? { parameters.first { $0.name == name } }
}

/// Anything with a card.
public protocol Catalogued {
  var card: Card { get }
}
