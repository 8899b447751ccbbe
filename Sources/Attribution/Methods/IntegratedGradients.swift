import Catalog
import Torch

/// (x − x₀) ⊙ ∫₀¹ ∂S_c(x₀ + α(x − x₀))/∂x dα, by the midpoint rule: α_k = (k − ½)/m.
///
/// Complete: the attributions sum to S_c(x) − S_c(x₀), up to the rule's error, which is the completeness gap. The rule
/// is exact where the gradient is linear along the path, and its error falls with 1/m² where the second derivative is
/// bounded. The paper sums at right ends, which needs about eight times the steps for the same gap.
///
/// `steps` forward and backward passes an input, and two forward passes for the gap.
public struct IntegratedGradients: AttributionMethod {
  public static let card = Card(
    identifier: "integrated-gradients",
    title: "Integrated gradients",
    summary:
      "Gradients averaged on the way from a baseline to the input, times the way; they sum to the logit's gain.",
    citation: Citation(
      authors: "Sundararajan, Taly, Yan", title: "Axiomatic Attribution for Deep Networks", venue: "ICML",
      year: 2017, arXiv: "1703.01365"),
    parameters: [
      Parameter(
        "steps", "points on the path from the baseline to the input", default: .integer(50),
        range: .integers(1...100_000), paper: "20 to 300, right ends of the intervals; here midpoints",
        isCommon: true),
      Parameter(
        "baseline", "where the path starts, in pixels: the input that says nothing", unit: "pixel",
        default: .text("black"),
        range: .text(form: "black, white, grey, mean (each input's own, per channel) or a number in 0…1"),
        paper: "black"),
    ])

  enum Baseline: Sendable, Equatable {
    case constant(Double)
    case ownMean
  }

  let steps: Int
  let baseline: Baseline

  public init(_ settings: Settings) throws {
    steps = settings.integer("steps")
    let typed = settings.text("baseline")
    switch typed {
    case "black": baseline = .constant(0)
    case "white": baseline = .constant(1)
    case "grey": baseline = .constant(0.5)
    case "mean": baseline = .ownMean
    default:
      let number = Parameter("baseline", "", default: .real(0), range: .reals(0...1))
      guard case .real(let value)? = try? number.parse(typed) else {
        throw UserError("baseline: found '\(typed)', expected black, white, grey, mean or a number in 0…1")
      }
      baseline = .constant(value)
    }
  }

  public var passes: Int { steps }

  public func completenessBaseline(_ inputs: Tensor) -> Tensor? {
    switch baseline {
    case .constant(let value): inputs.zerosLike() + value
    case .ownMean: inputs.flatten(from: 2).mean([2]).unsqueeze(2).unsqueeze(3) + inputs.zerosLike()
    }
  }

  public func attributions(_ group: AttributionGroup) throws -> Tensor {
    let start = completenessBaseline(group.inputs) ?? group.inputs.zerosLike()
    let way = group.inputs - start
    var moments = GradientMoments()
    try group.eachGradient(
      steps, at: { start + way * ((Double($0) + 0.5) / Double(steps)) }, { moments.add($1) })
    return moments.mean * way
  }
}
