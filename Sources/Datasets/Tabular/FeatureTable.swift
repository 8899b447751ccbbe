/// One column of a table before it was coded, and the channels that it became.
public struct Feature: Codable, Sendable, Equatable {
  public enum Kind: Codable, Sendable, Equatable {
    /// One channel, in the column's own unit.
    case numeric
    /// A channel for each level, 1 where the row has that level and else 0. The last level may have no channel of its own:
    /// then all are 0.
    case categorical([String])
  }

  public let name: String
  public let kind: Kind
  /// The channels of an input.
  public let columns: Range<Int>

  public init(name: String, kind: Kind, columns: Range<Int>) {
    self.name = name
    self.kind = kind
    self.columns = columns
  }
}

/// What the channels of a table's inputs mean.
public struct FeatureTable: Codable, Sendable, Equatable {
  /// In the order of their channels.
  public let features: [Feature]

  public init(_ features: [Feature]) { self.features = features }

  /// Number of channels.
  public var width: Int { features.last?.columns.upperBound ?? 0 }

  /// A name for each channel: `age`, `race=Asian`.
  public var columnNames: [String] {
    features.flatMap { feature -> [String] in
      switch feature.kind {
      case .numeric: [feature.name]
      case .categorical(let levels): levels.prefix(feature.columns.count).map { "\(feature.name)=\($0)" }
      }
    }
  }

  /// The row as it stood in the table: numbers, and of coded columns the level.
  ///
  /// A row that something has moved has fractions where a table has none: the largest channel names the level, or the level
  /// without a channel does where none is above a half.
  public func describe(row: [Float]) -> [(name: String, value: String)] {
    features.map { feature in
      let values = row[feature.columns]
      switch feature.kind {
      case .numeric: return (feature.name, Self.spell(values.first ?? 0))
      case .categorical(let levels):
        let largest = values.indices.max { values[$0] < values[$1] } ?? values.startIndex
        let hasBase = levels.count > values.count
        let level = hasBase && !values.contains { $0 > 0.5 } ? values.count : largest - values.startIndex
        return (feature.name, levels[level])
      }
    }
  }

  private static func spell(_ value: Float) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
