/// The resolved parameters of one run: every parameter of the card has a value.
public struct Settings: Codable, Sendable, Equatable {
  public private(set) var values: [String: ParameterValue]
  private let owner: String

  /// The card's defaults.
  public init(_ card: Card) {
    owner = card.identifier
    values = Dictionary(card.parameters.map { ($0.name, $0.standard) }) { _, last in last }
  }

  /// The card's defaults with typed values laid over them.
  ///
  /// - Throws: ``UserError`` for an unknown parameter or a value out of range.
  public init(_ card: Card, typed: [String: String]) throws {
    self.init(card)
    for (name, text) in typed.sorted(by: { $0.key < $1.key }) { try set(name, text, on: card) }
  }

  public mutating func set(_ name: String, _ text: String, on card: Card) throws {
    guard let parameter = card.parameter(name) else {
      throw unknownName(name, kind: "parameter of \(card.identifier)", known: card.parameters.map(\.name))
    }
    values[name] = try parameter.parse(text)
  }

  public func integer(_ name: String) -> Int {
    if case .integer(let value)? = values[name] { return value }
    preconditionFailure("\(owner): no whole number '\(name)' on the card")
  }

  public func real(_ name: String) -> Double {
    switch values[name] {
    case .real(let value)?: return value
    case .integer(let value)?: return Double(value)
    default: preconditionFailure("\(owner): no number '\(name)' on the card")
    }
  }

  public func flag(_ name: String) -> Bool {
    if case .flag(let value)? = values[name] { return value }
    preconditionFailure("\(owner): no flag '\(name)' on the card")
  }

  public func text(_ name: String) -> String {
    if case .text(let value)? = values[name] { return value }
    preconditionFailure("\(owner): no text '\(name)' on the card")
  }

  /// The values as JSON, for `run.json`.
  public var json: JSONValue {
    .object(
      values.mapValues {
        switch $0 {
        case .integer(let value): .int(value)
        case .real(let value): .double(value)
        case .flag(let value): .bool(value)
        case .text(let value): .string(value)
        }
      })
  }

  /// `name=value` for every value that differs from the card's default, in the card's order.
  public func differences(from card: Card) -> [(name: String, value: String)] {
    card.parameters.compactMap { parameter in
      guard let value = values[parameter.name], value.spelled != parameter.standard.spelled else {
        return nil
      }
      return (parameter.name, value.spelled)
    }
  }
}
