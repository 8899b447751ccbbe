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
    case .text(let value): "'\(printable(value))'"
    case .integers(let values): "\(values)"
    }
  }

  /// More than any layer's size, and small enough that sums and doubles of sizes cannot overflow.
  private static let largest = 1 << 24

  /// A whole number of at least `minimum`.
  public func integer(_ key: String, default standard: Int? = nil, atLeast minimum: Int = 1) throws -> Int {
    guard let value = values[key] else {
      if let standard { return standard }
      throw refuse(key, "a whole number")
    }
    guard case .integer(let number) = value, (minimum...Self.largest).contains(number) else {
      throw refuse(key, "a whole number in \(minimum)…\(Self.largest)")
    }
    return number
  }

  /// A number in `range`.
  public func real(_ key: String, default standard: Double, in range: ClosedRange<Double>) throws -> Double {
    switch values[key] {
    case nil: return standard
    case .real(let number)? where range.contains(number): return number
    case .integer(let number)? where range.contains(Double(number)): return Double(number)
    default: throw refuse(key, "a number in \(range.lowerBound)…\(range.upperBound)")
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
    case .integer(let number)? where (minimum...Self.largest).contains(number): return [number, number]
    case .integers(let numbers)?
    where numbers.count == 2 && numbers.allSatisfy((minimum...Self.largest).contains):
      return numbers
    default: throw refuse(key, "one or two whole numbers in \(minimum)…\(Self.largest)")
    }
  }

  /// A shape: one number or more, each of at least 1.
  public func integers(_ key: String) throws -> [Int] {
    switch values[key] {
    case .integer(let number)? where (1...Self.largest).contains(number): return [number]
    case .integers(let numbers)? where !numbers.isEmpty && numbers.allSatisfy((1...Self.largest).contains):
      return numbers
    default: throw refuse(key, "whole numbers in 1…\(Self.largest)")
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
