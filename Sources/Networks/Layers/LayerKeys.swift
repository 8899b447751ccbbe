import Catalog

/// The keys of one `[[layer]]` of a network file.
public struct LayerKeys: Sendable, Equatable {
  public enum Value: Sendable, Equatable {
    case integer(Int)
    case real(Double)
    case flag(Bool)
    case text(String)
    case integers([Int])
  }

  /// Where the layer stands, for messages: `network.toml, layer 'fc1'`.
  public let place: String
  public private(set) var values: [String: Value]

  public init(_ values: [String: Value], place: String = "") {
    self.values = values
    self.place = place
  }

  private func refuse(_ key: String, _ expected: String) -> UserError {
    UserError("\(place): \(key): found \(values[key].map(Self.spell) ?? "nothing"), expected \(expected)")
  }

  static func spell(_ value: Value) -> String {
    switch value {
    case .integer(let value): "\(value)"
    case .real(let value): "\(value)"
    case .flag(let value): "\(value)"
    case .text(let value): "'\(value)'"
    case .integers(let values): "\(values)"
    }
  }

  /// A whole number of at least `minimum`.
  public func integer(_ key: String, default standard: Int? = nil, atLeast minimum: Int = 1) throws -> Int {
    guard let value = values[key] else {
      if let standard { return standard }
      throw refuse(key, "a whole number")
    }
    guard case .integer(let number) = value, number >= minimum else {
      throw refuse(key, "a whole number, \(minimum) or more")
    }
    return number
  }

  public func real(_ key: String, default standard: Double) throws -> Double {
    switch values[key] {
    case nil: return standard
    case .real(let number)?: return number
    case .integer(let number)?: return Double(number)
    default: throw refuse(key, "a number")
    }
  }

  public func flag(_ key: String, default standard: Bool) throws -> Bool {
    switch values[key] {
    case nil: return standard
    case .flag(let value)?: return value
    default: throw refuse(key, "true or false")
    }
  }

  /// Two extents; one number stands for both.
  public func pair(_ key: String, default standard: [Int]? = nil, atLeast minimum: Int = 1) throws -> [Int] {
    switch values[key] {
    case nil:
      if let standard { return standard }
      throw refuse(key, "one or two whole numbers")
    case .integer(let number)? where number >= minimum: return [number, number]
    case .integers(let numbers)? where numbers.count == 2 && numbers.allSatisfy { $0 >= minimum }:
      return numbers
    default: throw refuse(key, "one or two whole numbers, \(minimum) or more")
    }
  }

  public func initialiser(_ key: String, default standard: Initialiser) throws -> Initialiser {
    switch values[key] {
    case nil: return standard
    case .text(let name)?:
      guard let found = Initialiser(rawValue: name) else {
        throw refuse(key, "one of \(Initialiser.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return found
    default: throw refuse(key, "the name of an initialiser")
    }
  }
}
