import Torch

/// What the change of the relevances is measured against.
public enum StabilityDenominator: Int, Sendable, CaseIterable {
  /// ‖h(x) − h(x′)‖: the paper's eq. 5. Where there are fewer concepts than inputs, θ can change while h does not, and the
  /// ratio has no bound.
  case concepts
  /// ‖x − x′‖.
  case inputs
}

/// The largest ratio that was found for one input, and where.
public struct StabilityEstimate: Sendable, Equatable {
  public let ratio: Double
  public let inputDistance: Double
  public let conceptDistance: Double
  public let relevanceDistance: Double
  /// ‖h(x)‖, which says whether ``conceptDistance`` is anything.
  public let conceptNorm: Double
  /// Whether x′ is of another predicted class.
  public let isFlipped: Bool

  /// The concepts hardly moved: the ratio over them says more of them than of the relevances.
  public var isNearCollapse: Bool { conceptDistance < 1e-3 * conceptNorm }
}

/// The estimates of several inputs.
public struct StabilityEstimates {
  /// Per denominator and input; nil where no point gave a ratio.
  public var found: [[StabilityEstimate?]]
  /// Per denominator x′ `[N, …]`; x itself where there is none.
  public var points: [Tensor]
  /// Points at which the model was asked, an input.
  public var evaluations: Int

  public subscript(_ denominator: StabilityDenominator) -> [StabilityEstimate?] {
    found[denominator.rawValue]
  }

  /// Inputs whose ratio over the concepts is that of concepts that hardly moved, or of none that moved at all.
  public var collapsed: Int { self[.concepts].count { $0.map(\.isNearCollapse) ?? true } }
}

/// The squared distances between points and what they are compared with.
struct SquaredDistances {
  let relevances: Tensor
  let concepts: Tensor
  let inputs: Tensor
}

func squaredNorm(_ differences: Tensor) -> Tensor { differences.flatten(from: 1).square().sum([1]) }

/// Below this share of ‖h‖ a difference of concepts is rounding.
func conceptTolerance(_ type: TensorType) -> Double { type == .float64 ? 1e-12 : 1e-6 }
