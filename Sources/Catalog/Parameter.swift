/// The value of a parameter, as the card, the form and the command line see it.
public enum ParameterValue: Codable, Sendable, Equatable {
  case integer(Int)
  case real(Double)
  case flag(Bool)
  /// A word out of a fixed list, a name, a path, or a list such as `0-15,40`.
  case text(String)

  /// The value as it is typed on the command line.
  public var spelled: String {
    switch self {
    case .integer(let value): "\(value)"
    case .real(let value): value == value.rounded() && abs(value) < 1e6 ? "\(Int(value))" : "\(value)"
    case .flag(let value): value ? "true" : "false"
    case .text(let value): value
    }
  }
}

/// Plain JSON: 10, 0.5, true, "step". JSON does not tell 1 from 1.0, so a whole real number comes back as an integer:
/// the two are equal, and ``Settings/real(_:)`` takes both.
extension ParameterValue {
  public static func == (a: ParameterValue, b: ParameterValue) -> Bool {
    switch (a, b) {
    case (.integer(let a), .integer(let b)): a == b
    case (.real(let a), .real(let b)): a == b
    case (.integer(let whole), .real(let number)), (.real(let number), .integer(let whole)):
      Double(whole) == number
    case (.flag(let a), .flag(let b)): a == b
    case (.text(let a), .text(let b)): a == b
    default: false
    }
  }

  public init(from decoder: Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Bool.self) {
      self = .flag(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .real(value)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  public func encode(to encoder: Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .integer(let value): try container.encode(value)
    case .real(let value): try container.encode(value)
    case .flag(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    }
  }
}

/// What values a parameter may take.
public enum ParameterRange: Codable, Sendable, Equatable {
  case integers(ClosedRange<Int>)
  case reals(ClosedRange<Double>)
  case flag
  case choice([String])
  /// Any text; `form` says what is expected, for the message and the form.
  case text(form: String)
}

/// One knob of a method: name, meaning, unit, default and range, and the paper's value where it differs.
public struct Parameter: Codable, Sendable, Equatable {
  /// Kebab-case; never changes once published.
  public let name: String
  public let summary: String
  public let unit: String?
  public let standard: ParameterValue
  public let range: ParameterRange
  /// The paper's own value, in words, where the default differs from it or deserves naming.
  public let paper: String?
  /// Whether the command line offers it as an option of its own, beside `--set`.
  public let isCommon: Bool

  public init(
    _ name: String, _ summary: String, unit: String? = nil, default standard: ParameterValue,
    range: ParameterRange, paper: String? = nil, isCommon: Bool = false
  ) {
    self.name = name
    self.summary = summary
    self.unit = unit
    self.standard = standard
    self.range = range
    self.paper = paper
    self.isCommon = isCommon
  }

  /// Reads a typed value: `0.05`, `8/255`, `1e-3`, `true`, a word.
  ///
  /// - Throws: ``UserError`` naming the parameter, what was found and what was expected.
  public func parse(_ typed: String) throws -> ParameterValue {
    func refuse(_ expected: String) -> UserError {
      UserError("\(name): found '\(typed)', expected \(expected)")
    }
    switch range {
    case .integers(let bounds):
      guard let value = Int(typed) else { throw refuse("a whole number in \(describe(bounds))") }
      guard bounds.contains(value) else { throw refuse("a whole number in \(describe(bounds))") }
      return .integer(value)
    case .reals(let bounds):
      guard let value = Self.number(typed), value.isFinite, bounds.contains(value) else {
        throw refuse("a number in \(describe(bounds))")
      }
      return .real(value)
    case .flag:
      switch typed.lowercased() {
      case "true", "yes", "on", "1": return .flag(true)
      case "false", "no", "off", "0": return .flag(false)
      default: throw refuse("true or false")
      }
    case .choice(let words):
      guard words.contains(typed) else {
        let nearest = nearestName(typed, of: words).map { "; did you mean '\($0)'?" } ?? ""
        throw refuse("one of \(words.joined(separator: ", "))\(nearest)")
      }
      return .text(typed)
    case .text:
      return .text(typed)
    }
  }

  /// What may be typed, in words.
  public var expectation: String {
    switch range {
    case .integers(let bounds): "whole number, \(describe(bounds))"
    case .reals(let bounds): "number, \(describe(bounds))"
    case .flag: "true or false"
    case .choice(let words): words.joined(separator: " | ")
    case .text(let form): form
    }
  }

  private static func number(_ typed: String) -> Double? {
    let parts = typed.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2, let top = Double(parts[0]), let bottom = Double(parts[1]), bottom != 0 {
      return top / bottom
    }
    return Double(typed)
  }

  private func describe(_ bounds: ClosedRange<Int>) -> String {
    bounds.upperBound == Int.max
      ? "\(bounds.lowerBound) or more" : "\(bounds.lowerBound)…\(bounds.upperBound)"
  }

  private func describe(_ bounds: ClosedRange<Double>) -> String {
    let low = ParameterValue.real(bounds.lowerBound).spelled
    return bounds.upperBound == .greatestFiniteMagnitude
      ? "\(low) or more" : "\(low)…\(ParameterValue.real(bounds.upperBound).spelled)"
  }
}
