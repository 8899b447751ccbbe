import Torch

/// How much each concept varies over inputs.
public struct ConceptSpread: Sendable, Equatable {
  /// A concept that varies less says nothing.
  public static let leastDeviation = 1e-6

  public let mean: [Double]
  /// Of the population.
  public let deviation: [Double]

  /// - Parameter concepts: `[N, k]`.
  public init(_ concepts: Tensor) throws {
    let wide = concepts.detached().to(.float64)
    let centre = wide.mean([0], keep: true)
    mean = try centre.doubles()
    deviation = try (wide - centre).square().mean([0]).sqrt().doubles()
  }

  /// Whether a concept is the same for every input.
  public var isDead: [Bool] { deviation.map { $0 < Self.leastDeviation } }
}
